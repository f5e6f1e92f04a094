import { z } from 'zod';
import { cameraFaults } from '../cameras/virtual-camera.ts';
import type { LatchWear } from '../physics/mechanism.ts';
import type { Wear } from '../physics/happenings.ts';
import type { HookWear, InfraredWear } from '../physics/sensors.ts';
import { scaleFaults } from '../scales/virtual-scale.ts';

/**
 * The faults that can be switched on while a simulation runs, by what they befall. A fault may be written as
 * its plain name; numbers that are left out have a usual value.
 */

/** Between a board and its controller; what each does stands in `boards/reply-faults.ts`. */
export const boardFault = named(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('silent') }),
    z.strictObject({ kind: z.literal('late'), delayMs: z.number().positive().default(500) }),
    z.strictObject({ kind: z.literal('bad-checksum') }),
    z.strictObject({ kind: z.literal('flipped-bit') }),
    z.strictObject({ kind: z.literal('echo') }),
    z.strictObject({ kind: z.literal('garbage-before'), byteCount: z.int().min(1).max(64).default(3) }),
    z.strictObject({ kind: z.literal('doubled') }),
    z.strictObject({ kind: z.literal('merged') }),
    z.strictObject({ kind: z.literal('wrong-address'), address: z.int().nonnegative() }),
    z.strictObject({
      kind: z.literal('split'),
      chunkBytes: z.int().positive().default(2),
      gapMs: z.number().nonnegative().default(5),
    }),
    z.strictObject({ kind: z.literal('cut-short'), missingBytes: z.int().positive().default(1) }),
    z.strictObject({ kind: z.literal('inverted') }),
    z.strictObject({ kind: z.literal('unsolicited') }),
    z.strictObject({ kind: z.literal('address-clash'), address: z.int().nonnegative() }),
    z.strictObject({
      kind: z.literal('brown-out'),
      // Shorter than any plunger needs, so that the door stays shut.
      holdMs: z.number().positive().default(12),
      blankMs: z.number().nonnegative().default(300),
    }),
  ]),
);

/** At one compartment: its latch, its hook switch, its infrared sensor. */
export const compartmentFault = named(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stuck-latch') }),
    z.strictObject({ kind: z.literal('sticky-latch'), pulsesNeeded: z.int().min(2).default(2) }),
    z.strictObject({ kind: z.literal('worn-latch') }),
    z.strictObject({ kind: z.literal('hook'), reads: z.enum(['stuck-open', 'stuck-closed', 'inverted']) }),
    z.strictObject({
      kind: z.literal('infrared'),
      reads: z.enum(['stuck-occupied', 'stuck-empty', 'inverted']),
    }),
  ]),
);
export type CompartmentFault = z.infer<typeof compartmentFault>;

/** At the adapter: `echo` repeats everything the controller sends, `unplugged` takes its port away. */
export const busFault = named(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('echo') }),
    z.strictObject({ kind: z.literal('unplugged') }),
  ]),
);

/**
 * At a scanner: `mute` neither reads nor answers on an open line, `unplugged` takes its port away; what the
 * others do stands in `scanners/scan-faults.ts`.
 */
export const scannerFault = named(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mute') }),
    z.strictObject({ kind: z.literal('unplugged') }),
    z.strictObject({ kind: z.literal('garbage-before'), byteCount: z.int().min(1).max(64).default(3) }),
    z.strictObject({ kind: z.literal('cut-short'), missingBytes: z.int().positive().default(3) }),
    z.strictObject({ kind: z.literal('doubled') }),
    z.strictObject({ kind: z.literal('control-characters') }),
  ]),
);

/** At the scale; `unplugged` takes its port away, the others stand in `scales/virtual-scale.ts`. */
export const scaleFault = named(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('unplugged') }),
    z.strictObject({ kind: z.enum(scaleFaults) }),
  ]),
);

/** At the camera's recorder; what each does stands in `cameras/virtual-camera.ts`. */
export const cameraFault = named(z.strictObject({ kind: z.enum(cameraFaults) }));

function named<Fault extends z.ZodType>(fault: Fault): z.ZodPreprocess<Fault> {
  return z.preprocess((value) => (typeof value === 'string' ? { kind: value } : value), fault);
}

/** What a fault wears out at a compartment. */
export function wearOf(fault: CompartmentFault): Partial<Wear> {
  switch (fault.kind) {
    case 'stuck-latch':
      return { latch: { at: 'stuck' } };
    case 'sticky-latch':
      return { latch: { at: 'sticky', pulsesNeeded: fault.pulsesNeeded } };
    case 'worn-latch':
      return { latch: { at: 'worn' } };
    case 'hook':
      return { hook: fault.reads };
    case 'infrared':
      return { infrared: fault.reads };
  }
}

const soundLatch: LatchWear = { at: 'sound' };
const soundHook: HookWear = 'sound';
const soundInfrared: InfraredWear = 'sound';

/** What is sound again once a fault of this kind is cleared; without a kind, everything. */
export const mended = {
  'stuck-latch': { latch: soundLatch },
  'sticky-latch': { latch: soundLatch },
  'worn-latch': { latch: soundLatch },
  hook: { hook: soundHook },
  infrared: { infrared: soundInfrared },
  all: { latch: soundLatch, hook: soundHook, infrared: soundInfrared },
} as const satisfies Readonly<Record<CompartmentFault['kind'] | 'all', Partial<Wear>>>;
