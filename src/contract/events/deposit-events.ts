import { z } from 'zod';
import { consentChannels } from '#domain/advice';
import type { ConsentProof } from '#domain/advice';
import { musts } from '#domain/jurisdiction';
import type { Interlock } from '#domain/jurisdiction';
import { sizes } from '#domain/words';
import { formatInstant, instant } from '../instant.ts';
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

const consentProof = z.discriminatedUnion('basis', [
  z.strictObject({ basis: z.literal('sender-named') }),
  z.strictObject({
    basis: z.literal('recipient-agreed'),
    recordedBy: z.enum(['centre', 'courier']),
    channel: z.enum(consentChannels),
    agreedAt: instant,
    ref: z.string().nullable().describe('What the record is called where it is kept.'),
  }),
]);

const goods = z.strictObject({ fresh: z.boolean(), valuable: z.boolean(), fragile: z.boolean() });

const depositDeclared = z
  .strictObject({
    ...placement,
    consent: consentProof.nullable().describe('What proves that it may be placed (must M1).'),
    goods,
    goodsAgreed: z.boolean().describe('The sender agreed to fresh or valuable goods (must M3).'),
    damaged: z.boolean(),
    weightG: z.int().nullable().describe('Grams, from a scale.'),
    late: z.boolean().describe('The agreed time was over.'),
  })
  .meta({ id: 'DepositDeclared', description: 'What was said of a parcel before its door opened.' });

const depositUnverified = z
  .strictObject({ ...placement, courier })
  .meta({ id: 'DepositUnverified', description: 'The centre had said nothing of this parcel.' });

const interlock = z.enum(Object.keys(musts) as [Interlock, ...Interlock[]]);

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
    consent: consentOf(event.consent),
    goods: {
      fresh: event.goods.fresh,
      valuable: event.goods.valuable,
      fragile: event.goods.fragile,
    },
    goodsAgreed: event.goodsAgreed,
    damaged: event.damaged,
    weightG: event.weightG,
    late: event.late,
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

/** Copied one by one: what is not named here cannot leave the station by accident. */
function consentOf(proof: ConsentProof | null): z.output<typeof consentProof> | null {
  if (proof === null) return null;
  if (proof.basis === 'sender-named') return { basis: proof.basis };
  const { basis, recordedBy, channel, agreedAtMs, ref } = proof;
  return { basis, recordedBy, channel, agreedAt: formatInstant(agreedAtMs), ref };
}
