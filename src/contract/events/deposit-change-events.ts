import { z } from 'zod';
import { sizes } from '#domain/words';
import { formatInstant, instant } from '../instant.ts';
import { kind, ofCompartment, ofStay, placementOf } from './kind.ts';
import { compartment, courier, evidence, evidenceOf, placement, visit, waybill } from './fields.ts';

const size = z.enum(sizes);

const depositDisplaced = z
  .strictObject({ ...placement, visit, cause: z.enum(['too-small', 'occupied']), size })
  .meta({
    id: 'DepositDisplaced',
    description: 'The parcel goes into another compartment as soon as this door is shut.',
  });

const depositResized = z
  .strictObject({ ...placement, to: compartment, fromSize: size, toSize: size })
  .meta({ id: 'DepositResized', description: 'The parcel did not fit and goes into a larger compartment.' });

const depositReopened = z
  .strictObject({ ...placement, visit })
  .meta({ id: 'DepositReopened', description: 'The courier looks again after a complete deposit.' });

const depositKept = z
  .strictObject({ ...placement, evidence })
  .meta({ id: 'DepositKept', description: 'The courier looked again, and the parcel stays where it is.' });

const depositCorrected = z
  .strictObject({ ...placement, to: compartment, by: z.enum(['courier', 'centre']) })
  .meta({ id: 'DepositCorrected', description: 'The parcel lies in another compartment than was recorded.' });

const reservation = z.string().describe('The id that the centre gave it.');
const holder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waybill'), waybill }),
  z.strictObject({ kind: z.literal('courier'), courier }),
]);

const reservationMade = z
  .strictObject({ reservation, compartment, holder, notBefore: instant, notAfter: instant })
  .meta({ id: 'ReservationMade', description: 'A compartment is kept free for somebody.' });

const reservationEnded = z
  .strictObject({ reservation, compartment, cause: z.enum(['used', 'cancelled', 'expired']) })
  .meta({ id: 'ReservationEnded', description: 'A compartment is no longer kept free.' });

/** A deposit that takes another turn, and compartments that are kept free for one. */
export const depositChangeEvents = {
  'deposit.displaced': kind('deposit.displaced', depositDisplaced, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    cause: event.cause,
    size: event.size,
  })),
  'deposit.resized': kind('deposit.resized', depositResized, 'info', ofStay, (event) => ({
    ...placementOf(event),
    to: event.to,
    fromSize: event.fromSize,
    toSize: event.toSize,
  })),
  'deposit.reopened': kind('deposit.reopened', depositReopened, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
  })),
  'deposit.kept': kind('deposit.kept', depositKept, 'info', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'deposit.corrected': kind('deposit.corrected', depositCorrected, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    to: event.to,
    by: event.by,
  })),
  'reservation.made': kind('reservation.made', reservationMade, 'info', ofCompartment, (event) => ({
    reservation: event.reservation,
    compartment: event.compartment,
    holder:
      event.holder.kind === 'waybill'
        ? { kind: event.holder.kind, waybill: event.holder.waybill }
        : { kind: event.holder.kind, courier: event.holder.courier },
    notBefore: formatInstant(event.notBeforeMs),
    notAfter: formatInstant(event.notAfterMs),
  })),
  'reservation.ended': kind('reservation.ended', reservationEnded, 'info', ofCompartment, (event) => ({
    reservation: event.reservation,
    compartment: event.compartment,
    cause: event.cause,
  })),
};
