import { z } from 'zod';
import { provenance, slug } from './provenance.ts';

/** A relay or transistor board between GPIO lines and locks, and the switches that come back, as data. */
export const gpioBoardProfile = z.strictObject({
  kind: z.literal('gpio-board'),
  id: slug,
  name: z.string(),
  /** Locks that it can drive. */
  channels: z.int().min(1).max(64),
  /** What a level means on the wire; the wiring decides, so a station file may override it. */
  polarity: z.strictObject({
    lock: z.enum(['high-energises', 'low-energises']),
    hook: z.enum(['high-is-closed', 'low-is-closed']),
  }),
  timing: z.strictObject({
    /** How long a coil is energised. */
    pulseMs: z.int().min(20).max(10_000),
    /** A switch counts once it was quiet for this long. */
    debounceMs: z.int().min(5).max(500),
    /** Time after the pulse before the hook switch can be believed. */
    settleMs: z.int().nonnegative(),
    /** How long after the pulse a door may take to be seen open. */
    openDetectMs: z.int().positive(),
  }),
  /** Solenoids that may be energised through it at the same time. */
  solenoidsAtOnceMax: z.int().min(1),
  provenance: z.array(provenance).min(1),
  caveats: z.array(z.string()),
});
export type GpioBoardProfile = z.infer<typeof gpioBoardProfile>;
