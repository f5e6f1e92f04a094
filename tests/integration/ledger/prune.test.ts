import { statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Moment } from '#domain/moment';
import { ChainBroken } from '#ledger/defects';
import { openArchive } from '#ledger/archive';
import { commit, dayMs, doorOpened, emptyDirectory, loadFrom, moment, openIn } from './small-station.ts';
import type { Opened } from './small-station.ts';

const keepMs = 90 * dayMs;

const hashAt = ({ outbox }: Opened, seq: number): string =>
  (JSON.parse(outbox.read(seq - 1, 1)[0]?.body ?? '{}') as { hash: string }).hash;
const stepCount = 256;
const later = moment(91 * dayMs);

function append(opened: Opened, count: number): void {
  // About as long as an event of the contract.
  const events = Array.from({ length: count }, () => doorOpened('A01'.padEnd(800, '.')));
  commit(opened, loadFrom(opened), {}, { events });
}

/** The centre acknowledges everything, and the quiet minutes after that keep its word. */
function acknowledge(opened: Opened, at: Moment = moment()): void {
  const { epoch, lastSeq, lastHash } = opened.outbox.position();
  opened.outbox.acknowledge(epoch, lastSeq, lastHash);
  opened.outbox.offerCheckpoint({ seq: lastSeq, jws: `ack of ${String(lastSeq)}` });
  opened.ledger.anchor(at);
}

/** As the station does it: what was found is pruned together with its evidence. */
function pruneStep(opened: Opened, at: Moment = later): number {
  const found = opened.ledger.findPrunable(at, keepMs);
  if (found === null) return 0;
  commit(opened, loadFrom(opened), {}, { events: [{ type: 'records.pruned', at, ...found }], at });
  return found.count;
}

function pruneAll(opened: Opened): number {
  let count = 0;
  for (let step = pruneStep(opened); step > 0; step = pruneStep(opened)) count += step;
  return count;
}

/** Three thousand events that the centre has, ninety-one days ago. */
function oldStation(directory = emptyDirectory()): Opened {
  const opened = openIn(directory);
  append(opened, 2_000);
  acknowledge(opened);
  append(opened, 1_000);
  acknowledge(opened);
  return opened;
}

describe('R20 old events', () => {
  it('leave the log in small steps, with evidence, and the newest thousand stay', () => {
    const opened = oldStation();
    expect(pruneStep(opened)).toBe(stepCount);
    expect(opened.outbox.position().firstSeq).toBe(stepCount + 1);
    pruneAll(opened);
    const { firstSeq, lastSeq } = opened.outbox.position();
    expect((firstSeq - 1) % stepCount).toBe(0);
    expect(lastSeq - firstSeq).toBeGreaterThanOrEqual(1_000);
    expect(lastSeq - firstSeq).toBeLessThan(1_000 + stepCount);
    expect(opened.outbox.replay(lastSeq, lastSeq)[0]?.body).toContain('records.pruned');
  });

  it('stay while they are young, or their age is in doubt', () => {
    const opened = oldStation();
    expect(pruneStep(opened, moment(89 * dayMs))).toBe(0);
    const doubtful = moment(91 * dayMs, { boot: 'boot-2' as never, monoMs: 5, clock: 'unknown' });
    expect(pruneStep(opened, doubtful)).toBe(0);
  });

  it('stay while the centre has not signed for them', () => {
    const opened = openIn(emptyDirectory());
    append(opened, 3_000);
    expect(pruneStep(opened)).toBe(0);
    const { epoch } = opened.outbox.position();
    opened.outbox.acknowledge(epoch, 700, hashAt(opened, 700));
    opened.outbox.offerCheckpoint({ seq: 700, jws: 'ack of 700' });
    opened.ledger.anchor(moment());
    expect(pruneAll(opened)).toBe(2 * stepCount);
  });

  it('leave a chain that is whole from where it begins, at every start', () => {
    const directory = emptyDirectory();
    const opened = oldStation(directory);
    pruneStep(opened);
    const { lastSeq, firstSeq } = opened.outbox.position();
    expect(opened.verifyChain()).toBe(lastSeq - firstSeq + 1);
    opened.ledger.close();
    const again = openIn(directory);
    expect(again.openedAs.cause).toBe('continued');
    expect(again.outbox.position()).toMatchObject({ firstSeq, lastSeq });
    expect(again.verifyChain()).toBe(lastSeq - firstSeq + 1);
    expect(pruneStep(again)).toBe(stepCount);
  });

  it.each([
    ['one more is missing than was pruned', `DELETE FROM events WHERE ordinal = ${String(stepCount + 1)}`],
    ['the remembered hash was changed', "UPDATE pruned SET hash = '0000'"],
    ['the memory of the pruning is gone', 'DELETE FROM pruned'],
  ])('R20 are missed where %s', (_what, sql) => {
    const directory = emptyDirectory();
    const opened = oldStation(directory);
    pruneStep(opened);
    opened.ledger.close();
    const raw = new BetterSqlite(join(directory, 'ledger.db'));
    raw.exec(sql);
    raw.close();
    const again = openIn(directory);
    expect(() => again.verifyChain()).toThrow(ChainBroken);
  });

  it('R21 were acknowledged: an ack for them that comes again is old and no fault', () => {
    const opened = oldStation();
    const { epoch } = opened.outbox.position();
    const early = hashAt(opened, 100);
    pruneStep(opened);
    expect(opened.outbox.acknowledge(epoch, 100, early)).toBe('old');
    expect(opened.outbox.acknowledge(epoch, 100, 'ef'.repeat(32))).toBe('old');
    expect(opened.outbox.acknowledge(epoch, 3_000, 'ef'.repeat(32))).toBe('mismatch');
  });

  it('are answered to the centre by what is left of the range', () => {
    const opened = oldStation();
    pruneStep(opened);
    expect(opened.outbox.replay(1, 100)).toEqual([]);
    expect(opened.outbox.replay(250, 260).map(({ seq }) => seq)).toEqual([257, 258, 259, 260]);
  });

  it('leave their signed checkpoint, and evidence is drawn from what is kept', () => {
    const directory = emptyDirectory();
    const opened = oldStation(directory);
    pruneAll(opened);
    const { firstSeq, lastSeq } = opened.outbox.position();
    opened.ledger.close();
    const raw = new BetterSqlite(join(directory, 'ledger.db'), { readonly: true });
    const seqs = raw.prepare('SELECT seq, jws FROM checkpoints ORDER BY seq').all();
    raw.close();
    expect(seqs.at(-1)).toEqual({ seq: 3_000, jws: 'ack of 3000' });
    const archive = openArchive(join(directory, 'ledger.db'));
    expect([...archive.events()].map(({ seq }) => seq)[0]).toBe(firstSeq);
    expect(archive.keptFrom()).toEqual({ epoch: expect.any(String) as string, seq: firstSeq });
    expect(archive.endOf(archive.keptFrom()?.epoch ?? '').seq).toBe(lastSeq);
    archive.close();
  });

  it('give their pages to new events, so that the file does not grow', () => {
    const directory = emptyDirectory();
    const opened = oldStation(directory);
    pruneAll(opened);
    const bytes = (): number => statSync(join(directory, 'ledger.db')).size;
    opened.ledger.close();
    const before = bytes();
    const again = openIn(directory);
    append(again, 1_500);
    again.ledger.close();
    expect(bytes()).toBeLessThanOrEqual(before);
  });

  it('cost the disk little: a step writes a fraction of what it frees', () => {
    const directory = emptyDirectory();
    const opened = oldStation(directory);
    const log = join(directory, 'ledger.db-wal');
    opened.ledger.close();
    const again = openIn(directory);
    const before = statSync(log).size;
    const freed = again.outbox.replay(1, stepCount).reduce((sum, { body }) => sum + body.length, 0);
    expect(freed / stepCount).toBeGreaterThan(900);
    expect(pruneStep(again)).toBe(stepCount);
    expect(statSync(log).size - before).toBeLessThan(freed);
  });
});
