/** One stretch of time in which a coil was energised; `offAtMs` is null while it still is. */
export type CoilInterval = {
  readonly compartment: string;
  readonly onAtMs: number;
  readonly offAtMs: number | null;
};

/** The longest time that any coil was energised in one go, up to `nowMs`; 0 where none ever was. */
export function measureLongestCoilMs(intervals: readonly CoilInterval[], nowMs: number): number {
  return intervals.reduce((longest, one) => Math.max(longest, (one.offAtMs ?? nowMs) - one.onAtMs), 0);
}

/**
 * How many of these coils were energised at the same instant at most; one ending as another begins is one.
 */
export function countCoilsAtOnce(intervals: readonly CoilInterval[], nowMs: number): number {
  const changes = intervals.flatMap((one) => [
    { atMs: one.onAtMs, by: 1 },
    { atMs: one.offAtMs ?? nowMs, by: -1 },
  ]);
  let energisedCount = 0;
  let most = 0;
  for (const change of changes.toSorted((one, other) => one.atMs - other.atMs || one.by - other.by)) {
    energisedCount += change.by;
    most = Math.max(most, energisedCount);
  }
  return most;
}
