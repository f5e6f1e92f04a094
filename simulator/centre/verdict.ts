/** What a centre can say about a delivery. Everything but `stored`, `duplicate` and `lastSeq` should be 0. */
export type Verdict = {
  /** Events on disk, each once. */
  readonly stored: number;
  /** Events that came again with the same hash; dropped. */
  readonly duplicate: number;
  /** Holes that were seen and asked for. */
  readonly gap: number;
  /** Holes that were filled by an event that nobody had asked for: something was overtaken. */
  readonly reordered: number;
  /** Events, notices or births that contradict what is known. */
  readonly mismatched: number;
  /** Everything up to here is stored and acknowledged. */
  readonly lastSeq: number;
};

/** The counters, which only grow. */
export type Tally = { -readonly [Counter in Exclude<keyof Verdict, 'lastSeq'>]: number };

export function emptyTally(): Tally {
  return { stored: 0, duplicate: 0, gap: 0, reordered: 0, mismatched: 0 };
}
