import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';

/**
 * By how many milliseconds the wall clock moved against the monotonic one since `since`; null where a restart
 * lies between.
 */
export function wallStepMs(since: Moment, now: Moment): number | null {
  if (since.boot !== now.boot) return null;
  return Math.round(now.wallMs - since.wallMs - (now.monoMs - since.monoMs));
}

export function clockAfter(clock: Moment | null, event: DomainEvent): Moment | null {
  switch (event.type) {
    case 'clock.doubtful':
    case 'clock.corrected':
    case 'clock.noted':
      return event.at;
    default:
      return clock;
  }
}
