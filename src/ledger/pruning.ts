import assert from 'node:assert/strict';
import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import type { Checkpoint, Prunable } from '#station/ports';
import { checkedAtOpenCount } from './chain-check.ts';
import type { EventRow } from './event-log.ts';
import { readPruned } from './pruned.ts';
import type { Pruned } from './pruned.ts';
import type { Statement, Store } from './store.ts';

/**
 * Rule R20: events that the centre has acknowledged leave the log when their time is over. A signed
 * acknowledgement at or after the last of them stays, which proves by its hash that all of them were there.
 */
export type Pruning = {
  /** Where the log begins; null while it is whole. Read once, and kept up with every step. */
  pruned(): Pruned | null;
  /** Offers the newest acknowledgement of this epoch; most of them are never needed. */
  offer(checkpoint: Checkpoint): void;
  /** Writes the newest offer down where one is due; must run inside a transaction. */
  keepCheckpoint(at: Moment): void;
  isCheckpointDue(): boolean;
  /** The next step, or null; few enough events that nobody notices it. */
  find(now: Moment, keepMs: number): Prunable | null;
  /** Deletes what `find` found last; must run inside the transaction of its evidence. */
  prune(evidence: Prunable): void;
};

/** Measured: 256 events of usual length write some fifty pages, within a few milliseconds. */
const stepCount = 256;
/** Between two signed checkpoints; about four are written on a busy day. */
const eventsBetweenCheckpoints = 1_000;

type CheckpointRow = { readonly ordinal: number; readonly kept_at: string };
type Step = Prunable & { readonly last: Pruned };

export function openPruning(store: Store, epoch: string, firstOrdinal: number): Pruning {
  const rows = openRows(store);
  let pruned = readPruned(store);
  let offered: Checkpoint | null = null;
  let keptOrdinal = rows.newestCheckpoint.get() ?? 0;
  let found: Step | null = null;
  const ordinalOf = ({ seq }: Checkpoint): number => firstOrdinal + seq - 1;

  function nextStep(now: Moment, keepMs: number): Step | null {
    const from = pruned?.ordinal ?? 0;
    const covered = rows.checkpointsAfter
      .all(from)
      .findLast(({ kept_at: keptAt }) => surelyElapsedMs(JSON.parse(keptAt) as Moment, now) >= keepMs);
    if (covered === undefined) return null;
    const upTo = from + stepCount;
    // Every step leaves an event as evidence, so that smaller ones would be worth less and less.
    if (upTo > Math.min(covered.ordinal, rows.lastPrunable())) return null;
    const last = rows.event.get(upTo);
    assert(last !== undefined, 'what is acknowledged and not pruned is there');
    const { ordinal, epoch: itsEpoch, seq, hash } = last;
    const pruning = { ordinal, epoch: itsEpoch, seq, hash };
    return { count: stepCount, upTo: `${itsEpoch}-${String(seq)}`, last: pruning };
  }

  return {
    pruned: () => pruned,
    offer(checkpoint) {
      offered = checkpoint;
    },
    isCheckpointDue: () =>
      offered !== null &&
      ordinalOf(offered) >= keptOrdinal + (keptOrdinal === 0 ? 1 : eventsBetweenCheckpoints),
    keepCheckpoint(at) {
      assert(offered !== null, 'a checkpoint is due only where one was offered');
      keptOrdinal = ordinalOf(offered);
      rows.keep.run(keptOrdinal, epoch, offered.seq, offered.jws, JSON.stringify(at));
    },
    find(now, keepMs) {
      found = nextStep(now, keepMs);
      return found === null ? null : { count: found.count, upTo: found.upTo };
    },
    prune({ count, upTo }) {
      assert(found?.count === count && found.upTo === upTo, 'what is pruned is what was found');
      pruned = found.last;
      rows.prune(pruned);
      found = null;
    },
  };
}

function openRows(store: Store) {
  const oldestPersonal: Statement<[], number | null> = store
    .prepare<[], number | null>('SELECT min(ordinal) FROM personal')
    .pluck();
  const newestEvent: Statement<[], number | null> = store
    .prepare<[], number | null>('SELECT max(ordinal) FROM events')
    .pluck();
  const remove: Statement<[number]> = store.prepare('DELETE FROM events WHERE ordinal <= ?');
  const mark: Statement<[number, string, number, string]> = store.prepare(
    'INSERT OR REPLACE INTO pruned (only, ordinal, epoch, seq, hash) VALUES (1, ?, ?, ?, ?)',
  );
  const forget: Statement<[number]> = store.prepare('DELETE FROM checkpoints WHERE ordinal < ?');
  const checkpointsAfter: Statement<[number], CheckpointRow> = store.prepare(
    'SELECT ordinal, kept_at FROM checkpoints WHERE ordinal > ? ORDER BY ordinal',
  );
  return {
    checkpointsAfter,
    newestCheckpoint: store.prepare<[], number | null>('SELECT max(ordinal) FROM checkpoints').pluck(),
    event: store.prepare<[number], EventRow>('SELECT * FROM events WHERE ordinal = ?'),
    keep: store.prepare<[number, string, number, string, string]>(
      'INSERT OR REPLACE INTO checkpoints (ordinal, epoch, seq, jws, kept_at) VALUES (?, ?, ?, ?, ?)',
    ),
    /** What every start checks stays, and whatever still has a personal value, which its purge looks up. */
    lastPrunable: (): number =>
      Math.min(
        (newestEvent.get() ?? 0) - checkedAtOpenCount,
        (oldestPersonal.get() ?? Number.POSITIVE_INFINITY) - 1,
      ),
    prune({ ordinal, epoch, seq, hash }: Pruned): void {
      // Events hold no personal value, so that their pages need not be written once more to be wiped.
      store.pragma('secure_delete = FAST');
      remove.run(ordinal);
      mark.run(ordinal, epoch, seq, hash);
      forget.run(ordinal);
      store.pragma('secure_delete = ON');
    },
  };
}
