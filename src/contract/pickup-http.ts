import { z } from 'zod';
import { sizes } from '#domain/words';
import { problemKinds } from '#domain/events/problem-events';
import { rejectionReasons } from '#domain/words';

/** What a recipient sees of the parcels of a code, and asks for about them. */

export const visitParcel = z.object({
  stay: z.string(),
  compartment: z.string(),
  size: z.enum(sizes),
  heightMm: z.int(),
  carrier: z.string(),
  /** The last four characters of the waybill, by which the person tells parcels apart. */
  waybillTail: z.string(),
  /**
   * `waiting`: not opened in this visit · `inside`: opened, and nothing shows that it was taken · `missing`:
   * the person did not find it · `rejected`: put back for the courier.
   */
  at: z.enum(['waiting', 'inside', 'collected', 'missing', 'rejected']),
  /** Whether its door can be opened now; the others can be opened all the same. */
  available: z.boolean(),
  reopensLeft: z.int(),
  /** Number of the case that was opened about it in this visit, to be told to the person. */
  case: z.string().nullable(),
});

const stayId = z.string().min(1).max(64);
/** A reference says nothing about anybody: a UUID, or the SHA-256 of the picture. */
export const photos = z.array(z.union([z.uuid(), z.string().regex(/^[0-9a-f]{64}$/)])).max(8);

export const openParcel = z.strictObject({ stay: stayId });
/** Without a stay it is the door that was used last. */
export const reopenDoor = z.strictObject({ stay: stayId.optional() }).optional();
/** All of the parcels behind the door, none of them, or those that are named. */
export const confirmPickup = z.strictObject({ taken: z.union([z.boolean(), z.array(stayId).max(99)]) });
export const rejectParcel = z.strictObject({
  stay: stayId,
  reason: z.enum(rejectionReasons),
  photos: photos.optional(),
});
export const reportProblem = z.strictObject({
  stay: stayId,
  kind: z.enum(['not-found', ...problemKinds]),
  photos: photos.optional(),
});
export const addDelegate = z.strictObject({ contact: z.string().min(3).max(64) });
