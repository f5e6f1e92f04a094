import type { OpenedRow } from './event-log.ts';
import type { Pruning } from './pruning.ts';
import type { Statement, Store } from './store.ts';

/** Rule R22: what can still be read of the epochs before this one goes out to whoever asks for it. */
export type EarlierEpochs = {
  /** From where to where an earlier epoch is here; null where the ledger never lived in it. */
  reach(epoch: string): { readonly firstSeq: number; readonly lastSeq: number } | null;
  /** Events of an earlier epoch, in order. */
  read(epoch: string, fromSeq: number, toSeq: number): readonly OpenedRow[];
};

type Bounds = { readonly first: number; readonly next: number };

export function openEarlierEpochs(store: Store, pruning: Pick<Pruning, 'pruned'>): EarlierEpochs {
  const bounds: Statement<[string], Bounds> = store.prepare(
    `SELECT first_ordinal AS first, min(later.first) AS next
     FROM epochs, (SELECT number, first_ordinal AS first FROM epochs) AS later
     WHERE epoch = ? AND later.number > epochs.number GROUP BY epochs.number`,
  );
  const range: Statement<[number, number], OpenedRow> = store.prepare(
    `SELECT events.*, personal.opening FROM events LEFT JOIN personal USING (ordinal)
     WHERE ordinal BETWEEN ? AND ? ORDER BY ordinal`,
  );

  return {
    reach(epoch) {
      const found = bounds.get(epoch);
      if (found === undefined) return null;
      const { first, next } = found;
      const kept = Math.max(first, (pruning.pruned()?.ordinal ?? 0) + 1);
      return { firstSeq: Math.min(kept, next) - first + 1, lastSeq: next - first };
    },
    read(epoch, fromSeq, toSeq) {
      const found = bounds.get(epoch);
      if (found === undefined) return [];
      const { first, next } = found;
      return range.all(first + Math.max(1, fromSeq) - 1, Math.min(first + toSeq, next) - 1);
    },
  };
}
