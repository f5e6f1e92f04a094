import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { defaultPolicy } from '#domain/policy';
import { chainHash, genesisHash } from '#ledger/chain';
import { ChainBroken } from '#ledger/defects';
import {
  appendEvents,
  commit,
  doorOpened,
  emptyDirectory,
  loadFrom,
  moment,
  openIn,
  plan,
  stay,
} from '../../integration/ledger/small-station.ts';

/** What a SIGKILL leaves: SQLite keeps nothing back from the kernel, so a copy of the open files is that. */
function killedCopy(directory: string): string {
  const copy = join(emptyDirectory(), 'copy');
  cpSync(directory, copy, { recursive: true });
  return copy;
}

function readMark(directory: string): { epoch: string; seq: number; hash: string } {
  return JSON.parse(readFileSync(join(directory, 'ledger.mark'), 'utf8')) as ReturnType<typeof readMark>;
}

describe('a process that is killed', () => {
  it('loses nothing that a commit returned from', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    commit(opened, loadFrom(opened), { stays: [stay('s1')] }, { events: [doorOpened(), doorOpened()] });
    const after = openIn(killedCopy(directory));
    expect(after.openedAs.cause).toBe('continued');
    expect(loadFrom(after).stays).toEqual([stay('s1')]);
    expect(after.outbox.position()).toEqual(opened.outbox.position());
  });

  it('leaves a mark that is at most a few dozen events behind', async () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    appendEvents(opened, 70);
    await vi.waitFor(() => expect(readMark(directory).seq).toBe(64));
    expect(openIn(killedCopy(directory)).openedAs.cause).toBe('continued');
  });
});

describe('R22 a store that was restored from an older copy', () => {
  it('begins a new epoch that names the last one, and keeps its parcels', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    commit(first, loadFrom(first), { stays: [stay('s1')] }, { events: [doorOpened()] });
    first.ledger.close();
    const old = killedCopy(directory);
    const second = openIn(directory);
    appendEvents(second, 5);
    const { epoch, lastHash } = second.outbox.position();
    second.ledger.close();
    cpSync(join(old, 'ledger.db'), join(directory, 'ledger.db'));

    const restored = openIn(directory);
    expect(restored.openedAs).toEqual({
      cause: 'rolled-back',
      previousEpoch: epoch,
      previousSeq: 6,
      previousHash: lastHash,
    });
    expect(restored.outbox.position()).toMatchObject({ lastSeq: 0, ackedSeq: 0, lastHash: genesisHash });
    expect(restored.outbox.position().epoch).not.toBe(epoch);
    expect(restored.outbox.read(0, 10)).toEqual([]);
    const state = restored.ledger.load(plan, defaultPolicy);
    expect(state.stays).toEqual([stay('s1')]);
    expect(restored.warnings).toEqual(['the ledger began a new epoch']);
  });

  it('numbers its events anew, and the next start goes on with them', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    appendEvents(first, 3);
    first.ledger.close();
    const mark = readMark(directory);
    writeFileSync(join(directory, 'ledger.mark'), JSON.stringify({ ...mark, seq: 9 }));
    const second = openIn(directory);
    expect(second.openedAs.cause).toBe('rolled-back');
    appendEvents(second, 2);
    expect(second.outbox.read(0, 10).map(({ seq }) => seq)).toEqual([1, 2]);
    second.ledger.close();
    const third = openIn(directory);
    expect(third.openedAs.cause).toBe('continued');
    expect(third.outbox.position()).toMatchObject({ epoch: second.outbox.position().epoch, lastSeq: 2 });
    expect(third.verifyChain()).toBe(5);
  });

  it('still sends what it holds of the epochs before, to whoever asks', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    appendEvents(first, 3);
    const { epoch } = first.outbox.position();
    first.ledger.close();
    writeFileSync(join(directory, 'ledger.mark'), JSON.stringify({ ...readMark(directory), seq: 9 }));
    const second = openIn(directory);
    appendEvents(second, 2);
    expect(second.outbox.reach(epoch)).toEqual({ firstSeq: 1, lastSeq: 3 });
    const sent = second.outbox.replay(2, 9, epoch);
    expect(sent.map(({ seq }) => seq)).toEqual([2, 3]);
    for (const { body } of sent) expect(JSON.parse(body)).toMatchObject({ epoch, historical: true });
    expect(second.outbox.reach('ffffffffffffffff')).toBeNull();
    expect(second.outbox.replay(1, 9, 'ffffffffffffffff')).toEqual([]);
    expect(second.outbox.replay(1, 9).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('is recognised when only its write-ahead log is gone', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    appendEvents(opened, 2);
    opened.ledger.close();
    const again = openIn(directory);
    appendEvents(again, 1);
    const killed = killedCopy(directory);
    again.ledger.close();
    cpSync(join(directory, 'ledger.mark'), join(killed, 'ledger.mark'));
    rmSync(join(killed, 'ledger.db-wal'));
    expect(openIn(killed).openedAs).toMatchObject({ cause: 'rolled-back', previousSeq: 3 });
  });
});

describe('R22 a store that the centre knows to be older', () => {
  it('begins a new epoch at its next start, whatever it would have written at its end', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    appendEvents(opened, 3);
    const { epoch } = opened.outbox.position();
    opened.outbox.outrun(90, 'ab'.repeat(32));
    appendEvents(opened, 70);
    opened.ledger.close();
    expect(openIn(directory).openedAs).toEqual({
      cause: 'rolled-back',
      previousEpoch: epoch,
      previousSeq: 90,
      previousHash: 'ab'.repeat(32),
    });
  });

  it('is recognised by a mark that was written while nobody waited', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    const copy = killedCopy(directory);
    appendEvents(opened, 3);
    opened.ledger.anchor(moment());
    cpSync(join(directory, 'ledger.mark'), join(copy, 'ledger.mark'));
    expect(openIn(copy).openedAs).toMatchObject({ cause: 'rolled-back', previousSeq: 3 });
  });
});

describe('R22 a store that is gone', () => {
  it('is new and names what its mark remembers', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    appendEvents(first, 4);
    const { epoch, lastHash } = first.outbox.position();
    first.ledger.close();
    renameSync(join(directory, 'ledger.db'), join(directory, 'moved-away'));
    const openedAs = { cause: 'new-store', previousEpoch: epoch, previousSeq: 4, previousHash: lastHash };
    const second = openIn(directory);
    expect(second.openedAs).toEqual(openedAs);
    second.ledger.close();
    expect(openIn(directory).openedAs).toEqual(openedAs);
  });

  it('proves nothing by its events when the mark is gone instead', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    appendEvents(first, 4);
    first.ledger.close();
    rmSync(join(directory, 'ledger.mark'));
    expect(openIn(directory).openedAs).toMatchObject({ cause: 'rolled-back', previousSeq: 4 });
  });
});

describe('a row of the event log that was tampered with', () => {
  /** Runs SQL on the closed file, as somebody with the card in another machine would. */
  function tamper(sql: string, eventCount = 8): string {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    appendEvents(opened, eventCount);
    opened.ledger.close();
    const raw = new BetterSqlite(join(directory, 'ledger.db'));
    raw.exec(sql);
    raw.close();
    return directory;
  }

  it.each([
    ['its text changed', "UPDATE events SET body = replace(body, 'A01', 'A02') WHERE seq = 5", 5],
    ['its hash changed', `UPDATE events SET hash = '${'0'.repeat(64)}' WHERE seq = 5`, 5],
    ['it was deleted', 'DELETE FROM events WHERE seq = 5', 5],
    ['its number changed', 'UPDATE events SET seq = 50 WHERE seq = 5', 50],
    ['the first was deleted', 'DELETE FROM events WHERE seq = 1', 1],
  ])('is found at the start when %s, with its seq', (_, sql, seq) => {
    const directory = tamper(sql);
    expect(() => openIn(directory)).toThrow(ChainBroken);
    expect(() => openIn(directory)).toThrow(expect.objectContaining({ seq }));
  });

  it('does not hide behind a hash that was computed anew: the next row does not follow it', () => {
    const directory = tamper('');
    const raw = new BetterSqlite(join(directory, 'ledger.db'));
    const row = raw
      .prepare<[], { body: string; prev_hash: string }>('SELECT body, prev_hash FROM events WHERE seq = 5')
      .get();
    const body = row?.body.replace('A01', 'A02') ?? '';
    const hash = chainHash(row?.prev_hash ?? '', body);
    raw.prepare('UPDATE events SET body = ?, hash = ? WHERE seq = 5').run(body, hash);
    raw.close();
    expect(() => openIn(directory)).toThrow(expect.objectContaining({ seq: 6 }));
  });

  it('is found far back only by the whole verification', () => {
    const directory = emptyDirectory();
    const opened = openIn(directory);
    const state = loadFrom(opened);
    commit(opened, state, {}, { events: Array.from({ length: 1500 }, () => doorOpened()) });
    opened.ledger.close();
    const raw = new BetterSqlite(join(directory, 'ledger.db'));
    raw.exec("UPDATE events SET body = replace(body, 'A01', 'A02') WHERE seq = 77");
    raw.close();
    const later = openIn(directory);
    expect(() => later.verifyChain()).toThrow(expect.objectContaining({ seq: 77 }));
  });
});
