import type { BootId } from './words.ts';

/**
 * How far the wall clock can be believed; comes from the platform, never from the value itself (rule R35).
 */
export type ClockQuality = 'trusted' | 'bounded' | 'unknown';

/**
 * A point in time as the box knew it: the wall clock in milliseconds since 1970 (UTC),
 * the monotonic clock in milliseconds since the process started, which process that was,
 * and whether the wall clock could be believed.
 */
export type Moment = {
  readonly wallMs: number;
  readonly monoMs: number;
  readonly boot: BootId;
  readonly clock: ClockQuality;
};

/**
 * Milliseconds that have passed between two moments beyond doubt.
 *
 * Within one run the monotonic clock tells. Across a restart the wall clock tells only where it was
 * trusted at both ends; otherwise nothing more is certain than the time since this run began. Doubt
 * therefore keeps penalties in force and keeps retention running in the recipient's favour.
 */
export function surelyElapsedMs(since: Moment, now: Moment): number {
  if (since.boot === now.boot) return Math.max(0, now.monoMs - since.monoMs);
  const bothTrusted = since.clock === 'trusted' && now.clock === 'trusted';
  return bothTrusted ? Math.max(now.monoMs, now.wallMs - since.wallMs) : now.monoMs;
}

/**
 * Milliseconds that may have passed at most; infinite where nothing bounds them. Authority that runs out is
 * measured by this, so that doubt never lengthens it (rule R14).
 */
export function possiblyElapsedMs(since: Moment, now: Moment): number {
  if (since.boot === now.boot) return Math.max(0, now.monoMs - since.monoMs);
  const bothTrusted = since.clock === 'trusted' && now.clock === 'trusted';
  return bothTrusted ? Math.max(now.monoMs, now.wallMs - since.wallMs) : Number.POSITIVE_INFINITY;
}

/** What was found out about the wall clock of this run. */
export type Correction = {
  readonly at: Moment;
  /** By how much the wall clock moved against the monotonic one. */
  readonly offsetMs: number;
  /** How far it was believed before. */
  readonly before: ClockQuality;
};

/**
 * The same point in time by the clock as it is now. Within one run the monotonic clock tells how long ago it
 * was. Where a believed clock was set, what has passed since an earlier run stays what it was: a clock that
 * somebody sets moves no deadline. A moment that was stamped in doubt in an earlier run stays in doubt.
 */
export function restamp(moment: Moment, { at, offsetMs, before }: Correction): Moment {
  if (moment.boot === at.boot) {
    return { ...moment, wallMs: at.wallMs - (at.monoMs - moment.monoMs), clock: at.clock };
  }
  const isShifted = before === 'trusted' && moment.clock === 'trusted';
  return isShifted ? { ...moment, wallMs: moment.wallMs + offsetMs } : moment;
}
