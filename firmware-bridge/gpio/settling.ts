/**
 * What a switch says, judged over time. A contact bounces for milliseconds when it closes, and a broken wire
 * or a wet connector chatters for hours; neither may look like a door that opens and closes.
 */
export type Settling = {
  /**
   * What is told to others. `unread` until the first quiet stretch, `unsteady` while it does not come to
   * rest.
   */
  readonly told: boolean | 'unread' | 'unsteady';
  readonly toldAt: number;
  /** The latest level, and since when nothing but this level has been seen. */
  readonly level: boolean | null;
  readonly quietSince: number;
  /** Since when the line has not been at rest; null while it is. */
  readonly restlessSince: number | null;
};

/** A line that chattered is believed again only after it was quiet for this long. */
const quietAfterChatterMs = 500;
/** A line that does not come to rest for this long is unsteady. */
const chatterMs = 1_000;
/** A compartment is told of at most once in this time, whatever its switch does. */
const tellingMs = 1_000;

export const unread: Settling = {
  told: 'unread',
  toldAt: Number.NEGATIVE_INFINITY,
  level: null,
  quietSince: 0,
  restlessSince: null,
};

/** Takes a reading of the line at `nowMs`. */
export function sense(before: Settling, level: boolean, nowMs: number, debounceMs: number): Settling {
  const restlessSince = before.restlessSince ?? nowMs;
  const seen = level === before.level ? before : { ...before, level, quietSince: nowMs, restlessSince };
  return judge(seen, nowMs, debounceMs);
}

/** Something moved between two readings, although both may show the same level. */
export function jolt(before: Settling, nowMs: number, debounceMs: number): Settling {
  const moved = { ...before, quietSince: nowMs, restlessSince: before.restlessSince ?? nowMs };
  return judge(moved, nowMs, debounceMs);
}

function judge(seen: Settling, nowMs: number, debounceMs: number): Settling {
  const { level, restlessSince } = seen;
  if (restlessSince === null || level === null) return seen;
  const quietMs = nowMs - seen.quietSince;
  if (quietMs >= (seen.told === 'unsteady' ? quietAfterChatterMs : debounceMs)) {
    const told = tell(seen, level, nowMs);
    return told.told === level ? { ...told, restlessSince: null } : told;
  }
  return nowMs - restlessSince >= chatterMs ? tell(seen, 'unsteady', nowMs) : seen;
}

/** Waits for its turn where something was told only a moment ago; the next reading asks again. */
function tell(seen: Settling, told: Settling['told'], nowMs: number): Settling {
  if (told === seen.told || nowMs - seen.toldAt < tellingMs) return seen;
  return { ...seen, told, toldAt: nowMs };
}

export function isAtRest(settling: Settling): boolean {
  return settling.restlessSince === null && settling.told !== 'unread';
}
