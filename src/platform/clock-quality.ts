import { existsSync } from 'node:fs';
import type { ClockQuality } from '#domain/moment';

/** How far the wall clock can be believed, asked with the monotonic time in milliseconds. */
export type ClockJudge = (monoMs: number) => ClockQuality;

/** Where the machine says what keeps its time. */
export type TimeSources = {
  /** systemd-timesyncd creates this file at its first synchronisation after the start of the machine. */
  readonly synchronisedPath: string;
  /** Present where a battery keeps the time while the power is off. */
  readonly rtcPath: string;
};

const machineSources: TimeSources = {
  synchronisedPath: '/run/systemd/timesync/synchronized',
  rtcPath: '/sys/class/rtc/rtc0',
};

/** The sources change at most a few times a day, and every decision of the station asks. */
const keptForMs = 10_000;

/**
 * Rule R35: trust in the clock comes from what sets it, never from the value. `trusted` once the time was
 * synchronised since the start of the machine, `bounded` where a battery clock carried it over, otherwise
 * `unknown`.
 */
export function openClockJudge(sources: TimeSources = machineSources): ClockJudge {
  let quality: ClockQuality = 'unknown';
  let freshUntilMs = Number.NEGATIVE_INFINITY;
  return (monoMs) => {
    if (monoMs < freshUntilMs) return quality;
    freshUntilMs = monoMs + keptForMs;
    quality = judge(sources);
    return quality;
  };
}

function judge({ synchronisedPath, rtcPath }: TimeSources): ClockQuality {
  if (existsSync(synchronisedPath)) return 'trusted';
  return existsSync(rtcPath) ? 'bounded' : 'unknown';
}
