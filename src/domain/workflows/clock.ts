import { wallStepMs } from '../clock.ts';
import type { DomainEvent } from '../events.ts';
import type { Moment } from '../moment.ts';
import { hourMs } from '../retention.ts';
import type { StationState } from '../state.ts';

/** A synchronised clock is slewed by at most 0.5 ms a second; what moves more within an hour was set. */
const setMs = 2_000;

/**
 * Compares wall and monotonic clock since the last look. Nothing in here changes what anybody may do: doubt
 * is told, a correction is told with its size, and the moments of the stays follow it (incidents 40 and 41).
 */
export function compareClocks({ clock }: StationState, now: Moment): readonly DomainEvent[] {
  const stepMs = clock === null ? null : wallStepMs(clock, now);
  const noted: DomainEvent = { type: 'clock.noted', at: now };
  if (clock === null || stepMs === null) return now.clock === 'trusted' ? [noted] : doubt(now);
  if (now.clock !== 'trusted') {
    if (clock.clock !== now.clock) return doubt(now);
  } else if (clock.clock !== 'trusted' || Math.abs(stepMs) >= setMs) {
    return [{ type: 'clock.corrected', at: now, offsetMs: stepMs, before: clock.clock }];
  }
  // The look must not grow old, or the slewing of weeks would read like a step. In doubt the first look
  // stays: it says how wrong the clock was all the time.
  const isOld = now.clock === 'trusted' && now.monoMs - clock.monoMs >= hourMs;
  return isOld ? [noted] : [];
}

function doubt(now: Moment): readonly DomainEvent[] {
  return now.clock === 'trusted' ? [] : [{ type: 'clock.doubtful', at: now, quality: now.clock }];
}
