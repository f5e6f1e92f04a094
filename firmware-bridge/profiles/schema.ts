import { z } from 'zod';
import { gpioBoardProfile } from './gpio-schema.ts';
import { boardProfile, type BoardProfile } from './lock-board-schema.ts';
import { provenance, slug } from './provenance.ts';
import { scannerProfile } from './scanner-schema.ts';

/**
 * Hardware profiles: what a board, a cabinet or a scanner is, as data. A station file names them; nothing is
 * ever found out by sniffing a bus.
 */

export { boardProfile, type BoardProfile };

const compartmentProfile = z.strictObject({
  /** Position letter or number within the cabinet; the label is cabinet id + this, for example `A` + `07`. */
  name: z.string().regex(/^[A-Z0-9]{1,4}$/),
  size: z.enum(['XS', 'S', 'M', 'L', 'XL']),
  widthMm: z.int().positive(),
  heightMm: z.int().positive(),
  depthMm: z.int().positive(),
  /** Lower edge above the floor. */
  aboveFloorMm: z.int().nonnegative(),
  /** Column and row in the drawing, from the upper left, counted from 0. */
  column: z.int().nonnegative(),
  row: z.int().nonnegative(),
  doorSensor: z.boolean(),
  occupancySensor: z.boolean(),
  /** The lock can be opened from inside without power. */
  releaseFromInside: z.boolean().default(false),
  /** `low`: within reach from a wheelchair · `cooled`: in a module that cools. */
  features: z.array(z.enum(['low', 'cooled'])).default([]),
});

export const cabinetProfile = z.strictObject({
  kind: z.literal('cabinet'),
  id: slug,
  name: z.string(),
  compartments: z.array(compartmentProfile).min(1),
  provenance: z.array(provenance).min(1),
  caveats: z.array(z.string()),
});
export type CabinetProfile = z.infer<typeof cabinetProfile>;

/** Open shelves of an attended station: no locks, positions such as `5-2-3001` in shelf, layer, number. */
export const shelvesProfile = z.strictObject({
  kind: z.literal('shelves'),
  id: slug,
  name: z.string(),
  shelves: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[0-9]{1,3}$/, 'one to three digits'),
        layers: z
          .array(
            z.strictObject({
              name: z.string().regex(/^[0-9]{1,2}$/, 'one or two digits'),
              aboveFloorMm: z.int().nonnegative(),
              clearHeightMm: z.int().positive(),
              depthMm: z.int().positive(),
              /** Positions count from here, so that every layer can have numbers of its own. */
              firstNumber: z.int().min(1).max(9999).default(1),
              positionCount: z.int().min(1).max(9999),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  provenance: z.array(provenance).min(1),
  caveats: z.array(z.string()),
});
export type ShelvesProfile = z.infer<typeof shelvesProfile>;

export const hardwareProfile = z.discriminatedUnion('kind', [
  boardProfile,
  gpioBoardProfile,
  cabinetProfile,
  shelvesProfile,
  scannerProfile,
]);
export type HardwareProfile = z.infer<typeof hardwareProfile>;
