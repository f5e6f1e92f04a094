import { z } from 'zod';
import { prohibitedGoods } from '#domain/prohibited';
import { identityFactors } from '#domain/sending';
import { disableReasons } from '#domain/staff';
import { sizes } from '#domain/words';

/** Bodies of `/api/v1` about handing in, and about what staff do. */

/** What a screen shows of a drop-off that is allowed. */
export const sendingView = z.object({
  waybill: z.string().nullable(),
  carrier: z.string(),
  weightGrams: z.int().nullable(),
  isIdentified: z.boolean(),
  collectWithinHours: z.number(),
  /** To be shown in full and ticked; the version goes back with the next request. */
  prohibited: z.object({ version: z.int(), kinds: z.array(z.enum(prohibitedGoods.kinds)) }),
  /** The camera does not watch, so that nothing may be accepted here and now (M8). */
  isStopped: z.boolean(),
});
export type SendingView = z.infer<typeof sendingView>;

export const beginDropOff = z.strictObject({ code: z.string().max(40) });

const grams = z.int().min(1).max(200_000);

export const startDropOff = z.strictObject({
  size: z.enum(sizes),
  prohibitedVersion: z.int().nullable(),
  isUnsealed: z.boolean(),
  isLabelled: z.boolean(),
  /** Counts only where the station has no scale. */
  grams: grams.nullable(),
});

export const cancelDropOff = z.strictObject({ parcelInside: z.enum(['yes', 'no']) });

/** An identity number has 15 or 18 places; only the name of a record is taken. */
export const proofReference = z
  .string()
  .regex(/^[A-Za-z0-9-]{4,64}$/)
  .regex(/^(?!\d{15}$|\d{17}[\dXx]$)/);

export const allowDropOff = z.strictObject({
  waybill: z.string().min(1).max(128).nullable(),
  carrier: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
  weightGrams: grams.nullable(),
  identity: z
    .strictObject({ factors: z.array(z.enum(identityFactors)).min(1), reference: proofReference })
    .nullable(),
});

/** What watches and weighs, for the screen of a drop-off. */
export const inputsView = z.object({
  camera: z.enum(['healthy', 'blocked', 'absent']),
  scale: z.object({ grams: z.int(), isSteady: z.boolean() }).nullable(),
});
export type InputsView = z.infer<typeof inputsView>;

export const startStaffVisit = z.strictObject({ badge: z.string().min(1).max(64) });

export const openService = z.strictObject({
  compartment: z.string().min(1).max(12),
  /** The case that asks for a look at what a sensor sees. */
  case: z.string().min(1).max(12).nullable(),
});

export const changeAvailability = z.strictObject({
  compartment: z.string().min(1).max(12),
  /** Null puts the compartment back into service. */
  disabled: z.enum(disableReasons).nullable(),
});

/** All that a technician's screen shows of one compartment; whose parcel is inside is not theirs to know. */
export const servedCompartment = z.object({
  compartment: z.string(),
  size: z.enum(sizes),
  heightMm: z.int(),
  door: z.enum(['open', 'closed', 'unknown']),
  occupancy: z.enum(['occupied', 'empty', 'unknown']),
  holdsParcel: z.boolean(),
  quarantine: z.string().nullable(),
  disabled: z.enum(disableReasons).nullable(),
  isReachable: z.boolean(),
  /** Numbers of the open cases about it. */
  cases: z.array(z.string()),
});
export const servedCompartments = z.object({ compartments: z.array(servedCompartment) });
export type ServedCompartments = z.infer<typeof servedCompartments>;
