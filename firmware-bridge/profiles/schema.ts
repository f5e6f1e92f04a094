import { z } from 'zod';

/**
 * Hardware profiles: what a board or a cabinet is, as data. A station file names them; nothing is ever found
 * out by sniffing a bus.
 */

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const channelCount = z.int().min(1).max(64);

/** Where a statement comes from and how sure it is. */
const provenance = z.strictObject({
  source: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
});

export const boardProfile = z.strictObject({
  kind: z.literal('lock-board'),
  id: slug,
  name: z.string(),
  /** Names the codec. */
  protocol: z.enum(['kerong-cu16', 'lockboard-8a']),
  channels: channelCount,
  /** 8A boards: bytes of the reply to "read all"; boards of 8 to 24 channels send 7, boards of 32 send 8. */
  readAllLength: z.union([z.literal(7), z.literal(8)]).optional(),
  /** Lowest and highest address that the board's switch can be set to. */
  address: z.strictObject({ min: z.int().min(0), max: z.int().max(255) }),
  line: z.strictObject({
    baud: z.int().positive(),
    dataBits: z.union([z.literal(7), z.literal(8)]),
    parity: z.enum(['none', 'even', 'odd']),
    stopBits: z.union([z.literal(1), z.literal(2)]),
  }),
  /** What a raw bit of 1 means; the wiring of the lock decides, so a station file may override it. */
  polarity: z.strictObject({
    hook: z.enum(['one-is-closed', 'one-is-open']),
    item: z.enum(['one-is-occupied', 'one-is-empty']).nullable(),
  }),
  unlockReply: z.enum(['none', 'optional', 'required']),
  /** An adapter or board that repeats our own bytes: exactly those are stripped. */
  echo: z.enum(['none', 'strip']),
  timing: z.strictObject({
    /** How long the board keeps the coil energised. */
    pulseMs: z.int().positive(),
    readTimeoutMs: z.int().positive(),
    unlockTimeoutMs: z.int().positive(),
    /** Silence that the line needs between a reply and the next request. */
    gapMs: z.number().nonnegative(),
    /** Time after the pulse before the hook switch can be believed. */
    settleMs: z.int().nonnegative(),
    /** How long after the pulse a door may take to be seen open. */
    openDetectMs: z.int().positive(),
  }),
  /** Solenoids that one supply may energise at the same time. */
  solenoidsAtOnceMax: z.int().min(1),
  provenance: z.array(provenance).min(1),
  caveats: z.array(z.string()),
});
export type BoardProfile = z.infer<typeof boardProfile>;

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

export const hardwareProfile = z.discriminatedUnion('kind', [boardProfile, cabinetProfile]);
export type HardwareProfile = z.infer<typeof hardwareProfile>;
