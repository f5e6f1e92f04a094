import { chainHash, genesisHash } from './chain.ts';
import { ChainBroken } from './defects.ts';
import type { EventRow } from './event-log.ts';
import { readPruned } from './pruned.ts';
import type { Statement, Store } from './store.ts';

/** Enough to find a damaged end of the log at every start, and few enough to cost a few milliseconds. */
export const checkedAtOpenCount = 1000;

type Epochs = ReadonlyMap<string, number>;
type Previous = Pick<EventRow, 'hash'>;

/**
 * Recomputes the chain of the last `countMax` events, or of all of them, and throws `ChainBroken` at the
 * first row that is missing, moved or changed. SQLite itself does not notice a flipped bit in a row. Returns
 * how many events were checked.
 */
export function checkChain(store: Store, countMax = Number.POSITIVE_INFINITY): number {
  const firstOrdinals = readFirstOrdinals(store);
  const from = Math.max(firstToCheck(store, countMax), (readPruned(store)?.ordinal ?? 0) + 1);
  const rows: Statement<[number], EventRow> = store.prepare(
    'SELECT * FROM events WHERE ordinal >= ? ORDER BY ordinal',
  );
  let previous: Previous | undefined = readPrevious(store, from);
  let expectedOrdinal = from;
  let count = 0;
  for (const row of rows.iterate(from)) {
    checkRow(row, previous, expectedOrdinal, firstOrdinals);
    previous = row;
    expectedOrdinal += 1;
    count += 1;
  }
  return count;
}

function readFirstOrdinals(store: Store): Epochs {
  const rows = store
    .prepare<[], { epoch: string; first_ordinal: number }>('SELECT epoch, first_ordinal FROM epochs')
    .all();
  return new Map(rows.map(({ epoch, first_ordinal: first }) => [epoch, first]));
}

/** The row before the first one that is checked, or what is remembered of it where it was pruned. */
function readPrevious(store: Store, from: number): Previous | undefined {
  const pruned = readPruned(store);
  if (pruned?.ordinal === from - 1) return pruned;
  return store.prepare<[number], EventRow>('SELECT * FROM events WHERE ordinal = ?').get(from - 1);
}

function firstToCheck(store: Store, countMax: number): number {
  const newest = store.prepare<[], number | null>('SELECT max(ordinal) FROM events').pluck().get() ?? 0;
  return Math.max(1, newest - countMax + 1);
}

function checkRow(
  row: EventRow,
  previous: Previous | undefined,
  expectedOrdinal: number,
  epochs: Epochs,
): void {
  const { epoch, seq } = row;
  const firstOrdinal = epochs.get(epoch);
  if (firstOrdinal === undefined) throw new ChainBroken(epoch, seq, 'its epoch was never begun');
  if (row.ordinal !== expectedOrdinal) {
    throw new ChainBroken(epoch, expectedOrdinal - firstOrdinal + 1, 'the row is missing');
  }
  if (seq !== row.ordinal - firstOrdinal + 1) throw new ChainBroken(epoch, seq, 'the number was changed');
  const prevHash = seq === 1 ? genesisHash : previous?.hash;
  if (row.prev_hash !== prevHash) throw new ChainBroken(epoch, seq, 'it does not follow the row before');
  if (row.hash !== chainHash(row.prev_hash, row.body)) {
    throw new ChainBroken(epoch, seq, 'its text or its hash was changed');
  }
}
