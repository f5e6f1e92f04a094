import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectCopy } from '#ledger/copy';
import { dropOldBackups, newestBackupMs, writeBackup } from '#platform/backup-files';
import { appendEvents, commit, emptyDirectory, loadFrom, openIn, stay } from './small-station.ts';

describe('a copy of a ledger in use', () => {
  it('holds what was committed before its end, also what came while it was made', async () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    commit(opened, loadFrom(opened), { stays: [stay('s1')] });
    appendEvents(opened, 300);
    const target = join(directory, 'copy.db');
    const copying = opened.copyTo(target);
    appendEvents(opened, 20);
    const content = await copying;
    const { epoch, lastSeq, lastHash } = opened.outbox.position();
    expect(content).toMatchObject({ epoch, seq: lastSeq, hash: lastHash, stayCount: 1, eventCount: lastSeq });
    expect(inspectCopy(target)).toEqual(content);
    appendEvents(opened, 1);
    expect(opened.outbox.position().lastSeq).toBe(lastSeq + 1);
    expect(opened.verifyChain()).toBe(lastSeq + 1);
  });

  it('that cannot be made leaves the ledger as it is', async () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    appendEvents(opened, 3);
    await expect(opened.copyTo(join(directory, 'nowhere', 'copy.db'))).rejects.toThrow('ENOENT');
    appendEvents(opened, 1);
    expect(opened.verifyChain()).toBe(4);
  });
});

describe('the backups of a station', () => {
  const input = (out: string, madeAt: string) => ({
    out,
    station: 'north-gate',
    madeAt,
    copy: (target: string) => {
      writeFileSync(target, 'ledger');
      return Promise.resolve('content');
    },
    certify: (content: string) => Promise.resolve(`certificate of ${content}`),
  });

  it('are whole or not there, and the oldest go', async () => {
    const out = emptyDirectory();
    expect(newestBackupMs(out, 'north-gate')).toBeNull();
    mkdirSync(join(out, 'north-gate-of-somebody'));
    for (const day of ['20', '21', '22']) await writeBackup(input(out, `2026-11-${day}T08:00:00.250Z`));
    dropOldBackups(out, 'north-gate', 2);
    expect(readdirSync(out).toSorted()).toEqual([
      'north-gate-20261121T080000Z',
      'north-gate-20261122T080000Z',
      'north-gate-of-somebody',
    ]);
    expect(newestBackupMs(out, 'north-gate')).toBeGreaterThan(0);
    const failing = {
      ...input(out, '2026-11-23T08:00:00Z'),
      certify: () => Promise.reject(new RangeError('no')),
    };
    await expect(writeBackup(failing)).rejects.toThrow('no');
    expect(readdirSync(out)).toHaveLength(3);
  });
});
