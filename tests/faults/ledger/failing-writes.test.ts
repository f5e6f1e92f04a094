import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LedgerUnsure } from '#ledger/defects';
import {
  appendEvents,
  commit,
  doorOpened,
  emptyDirectory,
  loadFrom,
  openIn,
  stay,
} from '../../integration/ledger/small-station.ts';
import type { Opened } from '../../integration/ledger/small-station.ts';

/** A store whose event with this seq cannot be written. */
function openFailingAt(seq: number): { directory: string; opened: Opened } {
  const directory = emptyDirectory();
  openIn(directory).ledger.close();
  const raw = new BetterSqlite(join(directory, 'ledger.db'));
  raw.exec(`CREATE TRIGGER fail BEFORE INSERT ON events WHEN NEW.seq = ${seq}
            BEGIN SELECT RAISE(ABORT, 'the disk says no'); END`);
  raw.close();
  return { directory, opened: openIn(directory) };
}

/** From now on no file of this process grows beyond `bytes`; the kernel refuses, as a full disk does. */
function limitFileSize(bytes: number): () => void {
  const ignoreSignal = (): void => {};
  process.on('SIGXFSZ', ignoreSignal);
  const limit = (soft: string): void => {
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:unlimited`]);
  };
  limit(String(bytes));
  const lift = (): void => {
    limit('unlimited');
    process.off('SIGXFSZ', ignoreSignal);
  };
  onTestFinished(lift);
  return lift;
}

describe('a write that fails', () => {
  it('is reported as unsure, with its cause, and nothing is written after it', () => {
    const { directory, opened } = openFailingAt(3);
    const state = loadFrom(opened);
    appendEvents(opened, 2);
    const fail = (): unknown => commit(opened, state, { stays: [stay('s1')] }, { events: [doorOpened()] });
    expect(fail).toThrow(LedgerUnsure);
    expect(fail).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message: 'the disk says no' }) as Error }),
    );
    expect(() => commit(opened, state, { stays: [stay('s2')] })).toThrow(LedgerUnsure);
    expect(() => opened.outbox.keepDocumentVersion('policy', 1)).toThrow(LedgerUnsure);
    opened.ledger.close();

    const after = openIn(directory);
    expect(loadFrom(after).stays).toEqual([]);
    expect(after.outbox.position()).toMatchObject({ lastSeq: 2 });
  });

  it('leaves nothing of itself to be read meanwhile', () => {
    const { opened } = openFailingAt(1);
    const before = opened.outbox.position();
    const heard: string[] = [];
    opened.outbox.onAppended(() => heard.push('appended'));
    const answers = [
      { key: 'key-1', fingerprint: 'f', answer: { ok: true, visit: null, stay: null } },
    ] as const;
    expect(() => commit(opened, loadFrom(opened), {}, { answers, events: [doorOpened()] })).toThrow(
      LedgerUnsure,
    );
    expect(opened.ledger.recallAnswer('key-1')).toBeNull();
    expect(opened.outbox.position()).toEqual(before);
    expect(heard).toEqual([]);
  });

  it('is a defect of the caller as well when the encoder fails', () => {
    const opened = openIn(emptyDirectory(), { encode: () => 'not an object' });
    expect(() => appendEvents(opened, 1)).toThrow(LedgerUnsure);
  });
});

describe('a disk that is full', () => {
  it('stops the ledger, and the next start finds every commit before that', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    appendEvents(opened, 1);
    const sizeNow = statSync(join(directory, 'ledger.db-wal')).size;
    const lift = limitFileSize(sizeNow + 100_000);
    expect(() => appendEvents(opened, 1000)).toThrow(LedgerUnsure);
    const { lastSeq, lastHash } = opened.outbox.position();
    lift();
    expect(lastSeq).toBeGreaterThan(1);
    expect(() => appendEvents(opened, 1)).toThrow(LedgerUnsure);
    opened.ledger.close();

    const after = openIn(directory);
    expect(after.verifyChain()).toBeGreaterThanOrEqual(lastSeq);
    const found = JSON.parse(after.outbox.read(lastSeq - 1, 1)[0]?.body ?? '{}') as { hash: string };
    expect(found.hash).toBe(lastHash);
    appendEvents(after, 1);
  });
});
