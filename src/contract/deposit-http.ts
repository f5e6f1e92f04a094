import { z } from 'zod';
import { sizes } from '#domain/words';

/** Bodies of the courier's steps with a parcel. */

const size = z.enum(sizes);
const typedContact = z.string().min(3).max(64);

export const startDeposit = z.strictObject({
  waybill: z.string().min(1).max(128),
  size,
  /** Left out where the centre's advice brings it. */
  contact: typedContact.optional(),
  /** The same once more, as an unannounced parcel needs it. */
  contactRepeated: typedContact.optional(),
  /** The recipient agreed to a compartment, and how the courier knows (must M1). */
  consent: z.strictObject({ channel: z.enum(['phone', 'message', 'in-person']) }).optional(),
  /** What the courier sees of the parcel (musts M2 and M3). */
  condition: z
    .strictObject({
      damaged: z.boolean().optional(),
      fresh: z.boolean().optional(),
      valuable: z.boolean().optional(),
      fragile: z.boolean().optional(),
    })
    .optional(),
  /** Grams, from a scale. */
  weightG: z.int().min(1).max(100_000).optional(),
  /** Into the compartment where another parcel of the same recipient lies. */
  joins: z.boolean().optional(),
});
export const resizeDeposit = z.strictObject({ size: size.optional() }).optional();
export const correctDeposit = z.strictObject({ compartment: z.string().min(1).max(16) });
export const cancelDeposit = z.strictObject({ parcelInside: z.enum(['yes', 'no', 'unknown']) });

/** `GET courier-visits/{id}/waybills/{waybill}`: what a scanned label still needs before a door can open. */
export const waybillView = z.object({
  announced: z.boolean(),
  maskedContact: z.string().nullable(),
  sizeHint: size.nullable(),
  fragile: z.boolean(),
  /** Where another parcel of the same recipient lies; `joins` puts this one beside it. */
  beside: z.string().nullable(),
  /** `weight` and `condition` are asked only where the law compares them. */
  asks: z.array(z.enum(['contact', 'contact-repeated', 'consent', 'condition', 'weight'])),
});
export type WaybillView = z.infer<typeof waybillView>;
