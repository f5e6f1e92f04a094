/** One event as it is stored: the exact text that was chained, and the two hashes beside it. */
export type StoredEvent = {
  readonly epoch: string;
  readonly seq: number;
  readonly body: string;
  readonly prevHash: string;
  readonly hash: string;
};

/** The log of a station that does not run, for whoever has to prove something by it. */
export interface Archive {
  /** Every event of every epoch in order, read one by one. */
  events(): Iterable<StoredEvent>;
  /** How far an epoch reaches, and how far the centre has acknowledged it. */
  endOf(epoch: string): { readonly seq: number; readonly hash: string; readonly ackedSeq: number };
  /** Where the log begins, if older events were pruned; null where it is whole (rule R20). */
  keptFrom(): { readonly epoch: string; readonly seq: number } | null;
  /** The hash of one event; null where there is no such event. */
  hashAt(epoch: string, seq: number): string | null;
  close(): void;
}
