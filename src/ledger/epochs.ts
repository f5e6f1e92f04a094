import type { Mark } from './mark.ts';
import type { Statement, Store } from './store.ts';

/** One unbroken life of a store (rule R22). A sequence number means something only with its epoch. */
export type Epoch = {
  readonly epoch: string;
  readonly first_ordinal: number;
  readonly cause: 'new-store' | 'rolled-back' | 'restored';
  readonly previous_epoch: string | null;
  readonly previous_seq: number | null;
  readonly previous_hash: string | null;
  readonly acked_seq: number;
};

/** How the store was found, and what the first event of a new epoch names. */
export type OpenedAs = {
  readonly cause: Epoch['cause'] | 'continued';
  readonly previousEpoch: string | null;
  readonly previousSeq: number | null;
  readonly previousHash: string | null;
};

/** What there is to judge by. */
export type Findings = {
  /** The newest epoch in the store with the end of its log, or null in an empty store. */
  readonly newest: { readonly epoch: string; readonly seq: number; readonly hash: string } | null;
  readonly mark: Mark | null;
  /** Whether the store ever was in this epoch. */
  readonly hasLived: (epoch: string) => boolean;
  /** The hash of an event of the newest epoch; the genesis hash for 0. */
  readonly hashAt: (seq: number) => string | null;
};

/**
 * Whether the log goes on, or a new epoch must begin because the store is new, older than its mark, another
 * one than its mark, or has events but no mark that proves them. In doubt an epoch begins: that costs an
 * audit, while two different events under one number could never be told apart again.
 */
export function judgeStore({ newest, mark, hasLived, hashAt }: Findings): OpenedAs {
  if (newest === null) return begun('new-store', mark);
  if (mark === null) return newest.seq === 0 ? continued : begun('rolled-back', newest);
  if (mark.epoch === newest.epoch) {
    return hashAt(mark.seq) === mark.hash ? continued : begun('rolled-back', mark);
  }
  // A power cut between the beginning of an epoch and its first mark leaves the mark of the epoch before.
  return hasLived(mark.epoch) ? continued : begun('rolled-back', mark);
}

const continued: OpenedAs = {
  cause: 'continued',
  previousEpoch: null,
  previousSeq: null,
  previousHash: null,
};

function begun(cause: Epoch['cause'], last: Mark | null): OpenedAs {
  return {
    cause,
    previousEpoch: last?.epoch ?? null,
    previousSeq: last?.seq ?? null,
    previousHash: last?.hash ?? null,
  };
}

/** An epoch without events is still beginning, however often the process started since. */
export function openedAsOf(epoch: Epoch, lastSeq: number): OpenedAs {
  if (lastSeq > 0) return continued;
  return {
    cause: epoch.cause,
    previousEpoch: epoch.previous_epoch,
    previousSeq: epoch.previous_seq,
    previousHash: epoch.previous_hash,
  };
}

export function readNewestEpoch(store: Store): Epoch | null {
  const newest: Statement<[], Epoch> = store.prepare('SELECT * FROM epochs ORDER BY number DESC LIMIT 1');
  return newest.get() ?? null;
}

export function hasLivedIn(store: Store, epoch: string): boolean {
  return store.prepare('SELECT 1 FROM epochs WHERE epoch = ?').get(epoch) !== undefined;
}

/** Begins an epoch after the last event that the store holds; must run inside a transaction. */
export function beginEpoch(store: Store, epoch: string, openedAs: OpenedAs): void {
  store
    .prepare(
      `INSERT INTO epochs (epoch, first_ordinal, cause, previous_epoch, previous_seq, previous_hash)
       SELECT ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, ? FROM events`,
    )
    .run(epoch, openedAs.cause, openedAs.previousEpoch, openedAs.previousSeq, openedAs.previousHash);
}
