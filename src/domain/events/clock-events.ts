import type { ClockQuality } from '../moment.ts';

/** What is known of the time. */
export type ClockEvent =
  /** The wall clock cannot be believed, or not as much as before. */
  | { readonly type: 'clock.doubtful'; readonly quality: Exclude<ClockQuality, 'trusted'> }
  /** It can be believed, and it moved so much against the monotonic clock. */
  | { readonly type: 'clock.corrected'; readonly offsetMs: number; readonly before: ClockQuality }
  | { readonly type: 'clock.noted' }
  | { readonly type: 'quiet.changed'; readonly isQuiet: boolean };
