import type { ClockEvent } from '#domain/events/clock-events';
import type { SamplesOf } from './samples-of.ts';
import { at } from './values.ts';

export const clockSamples: SamplesOf<ClockEvent> = {
  'clock.doubtful': { type: 'clock.doubtful', at, quality: 'unknown' },
  'clock.corrected': { type: 'clock.corrected', at, offsetMs: -86_400_000, before: 'bounded' },
};
