import { z } from 'zod';
import { kind, ofNothing } from './kind.ts';

const clockDoubtful = z
  .strictObject({ quality: z.enum(['bounded', 'unknown']) })
  .meta({ id: 'ClockDoubtful', description: 'The wall clock cannot be believed (rule R35).' });

const clockCorrected = z
  .strictObject({
    offsetMs: z.int().describe('By how much the wall clock moved against the monotonic one.'),
    before: z.enum(['trusted', 'bounded', 'unknown']),
  })
  .meta({ id: 'ClockCorrected', description: 'The wall clock was set, or can be believed again.' });

export const clockEvents = {
  'clock.doubtful': kind('clock.doubtful', clockDoubtful, 'minor', ofNothing, ({ quality }) => ({ quality })),
  'clock.corrected': kind('clock.corrected', clockCorrected, 'info', ofNothing, ({ offsetMs, before }) => ({
    offsetMs,
    before,
  })),
};
