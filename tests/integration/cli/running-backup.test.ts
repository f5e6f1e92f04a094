import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Settings } from '#config/settings';
import { loadKeys } from '#platform/keys';
import type { Clock } from '#station/ports';
import { openBackups } from '../../../src/backups.ts';
import { tellStory, writeStation } from '../evidence/written-station.ts';
import type { Written } from '../evidence/written-station.ts';

const everyHours = 24;

/** The wiring of a running station around a ledger that is in use. */
function running({ directory, play, opened }: Written, out: string) {
  let tick = (): void => undefined;
  const clock: Clock = {
    now: () => play.now,
    after: (_delayMs, task) => {
      tick = task;
      return () => (tick = () => undefined);
    },
    soon: (task) => task(),
  };
  const { receipt, codeKeyId } = loadKeys(join(directory, 'keys'));
  const data = { directory, keysDirectory: join(directory, 'keys') };
  const backups = { directory: out, everyHours, keepCount: 2 };
  const settings = { station: { id: 'test-1' }, data: { ...data, backups } } as Settings;
  const watch = openBackups({
    settings,
    store: opened,
    receiptKey: receipt,
    codeKey: codeKeyId,
    softwareVersion: '1.0.0',
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    control: {
      state: () => play.state,
      ask: (command) => Promise.resolve(play.do(command).answer),
      onCommitted: () => () => undefined,
    },
  });
  watch?.start();
  return { look: () => tick(), end: () => watch?.stop() };
}

describe('a running station', () => {
  it('Incident 42: backs its ledger up, and the copy can be put onto a fresh box', async () => {
    const written = writeStation();
    const out = join(written.directory, 'backups');
    mkdirSync(out);
    const station = running(written, out);
    station.look();
    await station.end();
    tellStory(written);
    const [made = ''] = readdirSync(out);
    expect(made).toMatch(/^test-1-\d{8}T\d{6}Z$/);
    const words = ['restore', join(out, made), '--config', '%config', '--check'];
    const { code, printed } = await written.latchkey(...words);
    expect(printed).toContain('in order');
    expect(code).toBe(0);
  });

  it('raises a fault while the disk of its backups is not there', async () => {
    const written = writeStation();
    const station = running(written, join(written.directory, 'nowhere'));
    station.look();
    await station.end();
    expect(written.play.last('fault.raised')).toMatchObject({ fault: 'backup-failing', subject: 'ledger' });
  });

  it('makes none where its file asks for none', () => {
    const settings = { data: { backups: null } } as Settings;
    expect(openBackups({ settings } as Parameters<typeof openBackups>[0])).toBeNull();
  });
});
