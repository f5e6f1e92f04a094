import { z } from 'zod';
import { identityFactors } from '#domain/sending';
import { rejectionReasons } from '#domain/words';
import { startDeposit } from './deposit-http.ts';
import { photos } from './pickup-http.ts';
import { proofReference } from './sending-http.ts';

/** Bodies of `/api/v1` about the shelves of an attended station and the gate at its way out. */

const scannedWaybill = z.string().min(1).max(128);
/** As it stands on the shelf, for example `5-2-3001`. */
const position = z.string().min(1).max(16);
const carrier = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
const code = z.string().max(40);
const extension = z.string().max(40);

/** `POST shelves/placements`, in a visit of a courier or an attendant: scan-in to a shelf position. */
export const placeParcel = startDeposit.omit({ joins: true }).extend({
  position,
  /** An attendant says whose courier brought it; a courier brings for the own carrier. */
  carrier: carrier.optional(),
});

/** `POST shelves/moves`: the parcel lies, or is put, at another position. */
export const moveParcel = z.strictObject({ waybill: scannedWaybill, position });

/** `POST shelves/releases`: everything that is carried out, with both numbers of the code. */
export const checkOut = z.strictObject({
  code,
  extension,
  waybills: z.array(scannedWaybill).min(1).max(99),
});

/** What the gate does: it opens, or there is none and the way is free. */
const gate = z.enum(['opening', 'free']);

/** A check-out is a visit of one moment; its secret fetches the receipts at `visits/{id}/receipt`. */
export const checkedOut = z.object({
  visit: z.string(),
  secret: z.string(),
  releasedCount: z.int(),
  /** What the same code still has on the shelves. */
  left: z.array(z.object({ position: z.string(), waybillTail: z.string() })),
  gate,
});
export type CheckedOut = z.infer<typeof checkedOut>;

/** Answer of `POST gate/exits`. */
export const gateView = z.object({ gate });
export type GateView = z.infer<typeof gateView>;

/** `POST staff-visits/{id}/handovers`: to the two numbers, or to somebody whom the attendant identified. */
export const handOver = z.union([
  z.strictObject({ waybill: scannedWaybill, code, extension }),
  z.strictObject({
    waybill: scannedWaybill,
    identity: z.strictObject({
      factors: z.array(z.enum(identityFactors)).min(1),
      reference: proofReference,
    }),
  }),
]);

/** `POST staff-visits/{id}/rejections`: the recipient looked at it on the spot and does not want it. */
export const rejectShelved = z.strictObject({
  waybill: scannedWaybill,
  reason: z.enum(rejectionReasons),
  photos: photos.optional(),
});

/** `GET shelves`, for couriers and staff: the map of the shelves and where the next parcel may go. */
export const shelvesView = z.object({
  layers: z.array(
    z.object({
      shelf: z.string(),
      layer: z.string(),
      heightMm: z.int(),
      positionCount: z.int(),
      /** Positions where a parcel is recorded, with as much of its waybill as tells it from others. */
      taken: z.array(z.object({ position: z.string(), waybillTail: z.string() })),
    }),
  ),
  /** The first free position, and the first within reach of somebody in a wheelchair (must M12). */
  next: z.object({ any: z.string().nullable(), inReach: z.string().nullable() }),
  hasGate: z.boolean(),
});
export type ShelvesView = z.infer<typeof shelvesView>;
