import { z } from 'zod';
import { sizes } from '#domain/words';
import { kind, ofStay, placementOf } from './kind.ts';
import {
  carrier,
  compartment,
  courier,
  evidence,
  evidenceOf,
  maskedContact,
  placement,
  visit,
} from './fields.ts';

const depositStarted = z
  .strictObject({ ...placement, visit, courier, carrier, size: z.enum(sizes), maskedContact })
  .meta({ id: 'DepositStarted', description: 'A compartment was given to a courier for one parcel.' });

const depositCompleted = z
  .strictObject({ ...placement, courier, evidence })
  .meta({ id: 'DepositCompleted', description: 'The parcel is in custody of the station.' });

const depositCancelled = z
  .strictObject({ ...placement, parcelInside: z.enum(['no', 'unknown']) })
  .meta({ id: 'DepositCancelled', description: 'The deposit ended without custody.' });

const depositMoved = z
  .strictObject({ ...placement, to: compartment })
  .meta({ id: 'DepositMoved', description: 'The deposit goes on in another compartment.' });

const withdrawalStarted = z.strictObject({ ...placement, visit }).meta({
  id: 'WithdrawalStarted',
  description: 'The courier takes back a parcel whose deposit is not complete.',
});

export const depositEvents = {
  'deposit.started': kind(
    'deposit.started',
    depositStarted,
    'info',
    ofStay,
    (event) => ({
      ...placementOf(event),
      visit: event.visit,
      courier: event.courier,
      carrier: event.carrier,
      size: event.size,
      maskedContact: event.maskedContact,
    }),
    ['maskedContact'],
  ),
  'deposit.completed': kind('deposit.completed', depositCompleted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    courier: event.courier,
    evidence: evidenceOf(event.evidence),
  })),
  'deposit.cancelled': kind(
    'deposit.cancelled',
    depositCancelled,
    (event) => (event.parcelInside === 'unknown' ? 'minor' : 'info'),
    ofStay,
    (event) => ({ ...placementOf(event), parcelInside: event.parcelInside }),
  ),
  'deposit.moved': kind('deposit.moved', depositMoved, 'info', ofStay, (event) => ({
    ...placementOf(event),
    to: event.to,
  })),
  'withdrawal.started': kind('withdrawal.started', withdrawalStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
  })),
};
