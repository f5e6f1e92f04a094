import { z } from 'zod';
import { sizes } from '#domain/words';
import { declared, declaredOf, interlock } from './declaration.ts';
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
  waybill,
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

const depositDeclared = z
  .strictObject({
    ...placement,
    ...declared,
  })
  .meta({ id: 'DepositDeclared', description: 'What was said of a parcel before its door opened.' });

const depositUnverified = z
  .strictObject({ ...placement, courier })
  .meta({ id: 'DepositUnverified', description: 'The centre had said nothing of this parcel.' });

const depositRefused = z
  .strictObject({
    visit,
    courier,
    carrier,
    waybill,
    size: z.enum(sizes),
    reason: z.string().describe('A code of docs/refusals.md.'),
    interlock: interlock.nullable().describe('The must of the law that stopped it, where one did.'),
  })
  .meta({ id: 'DepositRefused', description: 'A parcel was turned away.' });

export const depositEvents = {
  'deposit.declared': kind('deposit.declared', depositDeclared, 'info', ofStay, (event) => ({
    ...placementOf(event),
    ...declaredOf(event),
  })),
  'deposit.unverified': kind('deposit.unverified', depositUnverified, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    courier: event.courier,
  })),
  'deposit.refused': kind(
    'deposit.refused',
    depositRefused,
    'minor',
    (event) => event.waybill,
    (event) => ({
      visit: event.visit,
      courier: event.courier,
      carrier: event.carrier,
      waybill: event.waybill,
      size: event.size,
      reason: event.reason,
      interlock: event.interlock,
    }),
  ),
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
