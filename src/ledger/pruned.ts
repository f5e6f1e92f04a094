import type { Store } from './store.ts';

/** The newest event that is gone from the log; the first one that is kept follows it (rule R20). */
export type Pruned = {
  readonly ordinal: number;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
};

/** Null while the log is whole. */
export function readPruned(store: Store): Pruned | null {
  return store.prepare<[], Pruned>('SELECT ordinal, epoch, seq, hash FROM pruned').get() ?? null;
}
