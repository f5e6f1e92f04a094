import { z } from 'zod';
import { identityFactors } from '#domain/sending';
import type { IdentityProof, SendingAuthority, Weighing } from '#domain/sending';
import { sizes } from '#domain/words';
import { formatInstant, instant } from '../instant.ts';
import {
  carrier,
  compartment,
  courier,
  evidence,
  evidenceOf,
  placement,
  staff,
  visit,
  waybill,
} from './fields.ts';
import { interlock } from './declaration.ts';
import { kind, ofNothing, ofStay, ofVisit, placementOf } from './kind.ts';

const authority = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('advice') }),
    z.strictObject({ kind: z.literal('attendant'), staff }),
  ])
  .describe('Who allowed it: a code of the centre, or an attendant. The code itself is never told.');

const weighing = z
  .strictObject({ grams: z.int().min(0), weighedBy: z.enum(['scale', 'attendant', 'sender']) })
  .describe('What a scale showed to the station, or what somebody read off one.');

const identity = z
  .strictObject({ factors: z.array(z.enum(identityFactors)).min(1), reference: z.string() })
  .describe('Names the record of the proof; the document itself is never kept.');

const isLocalWaybill = z
  .boolean()
  .describe('The station drew the number; drop-off.numbered tells the true one.');
const collectWithinHours = z.number().describe('Promised to the sender.');

const dropOffDenied = z
  .strictObject({})
  .meta({ id: 'DropOffDenied', description: 'Well-formed digits that entitle nobody to hand anything in.' });

const dropOffBegun = z
  .strictObject({ visit, waybill: waybill.nullable(), carrier, authority })
  .meta({ id: 'DropOffBegun', description: 'Somebody may hand one parcel in during this visit.' });

const dropOffRefused = z
  .strictObject({
    visit,
    waybill: waybill.nullable(),
    reason: z.string().describe('Of docs/refusals.md.'),
    interlock: interlock.nullable().describe('The must of the law that stopped it, where one did.'),
  })
  .meta({ id: 'DropOffRefused', description: 'An interlock of sending said no (M2, M8, M9, M11, S4-1).' });

const dropOffStarted = z
  .strictObject({
    ...placement,
    visit,
    carrier,
    size: z.enum(sizes),
    authority,
    isLocalWaybill,
    weighing: weighing.nullable(),
    identity: identity.nullable(),
    prohibitedVersion: z.int().describe('The list of prohibited goods that was shown and ticked.'),
  })
  .meta({ id: 'DropOffStarted', description: 'A compartment was given to a sender for one parcel.' });

const dropOffMoved = z
  .strictObject({ ...placement, to: compartment })
  .meta({ id: 'DropOffMoved', description: 'The drop-off goes on in another compartment.' });

const dropOffAccepted = z
  .strictObject({
    ...placement,
    carrier,
    authority,
    isLocalWaybill,
    weighing: weighing.nullable(),
    evidence,
    promisedCollectBy: instant.nullable().describe('Null while the clock could not be believed.'),
    collectWithinHours,
  })
  .meta({ id: 'DropOffAccepted', description: 'The parcel of a sender is in custody of the station.' });

const dropOffCancelled = z
  .strictObject({ ...placement, parcelInside: z.enum(['no', 'unknown']) })
  .meta({ id: 'DropOffCancelled', description: 'The drop-off ended without custody.' });

const dropOffNumbered = z
  .strictObject({ ...placement, to: waybill })
  .meta({ id: 'DropOffNumbered', description: 'The true number of a parcel that had one of the station.' });

const dropOffCollected = z
  .strictObject({
    ...placement,
    courier,
    carrier,
    isOverdue: z.boolean().describe('After the time that was promised to the sender.'),
    evidence,
  })
  .meta({ id: 'DropOffCollected', description: 'The parcel of a sender left with a courier.' });

const collectOverdue = z
  .strictObject({ ...placement, carrier })
  .meta({ id: 'DropOffCollectOverdue', description: 'The promised collection has not come (S0-20).' });

const levelChanged = z
  .strictObject({
    percent: z.int().describe('The highest step reached, of all compartments: 0, 25, 50, 75 or 100.'),
    waitingCount: z.int().min(0),
    compartmentCount: z.int().min(0),
    oldestAcceptedAt: instant.nullable().describe('By the clock of the station; null where nothing waits.'),
    carriers: z.array(z.strictObject({ carrier, count: z.int().min(1) })),
  })
  .meta({ id: 'DropOffLevelChanged', description: 'What waits for collection has passed a step (S0-19).' });

/** Copied one by one; the keyed hash of a code stays here. */
function authorityOf(by: SendingAuthority): z.output<typeof authority> {
  return by.kind === 'advice' ? { kind: by.kind } : { kind: by.kind, staff: by.staff };
}

function weighingOf(weighed: Weighing | null): z.output<typeof weighing> | null {
  return weighed === null ? null : { grams: weighed.grams, weighedBy: weighed.weighedBy };
}

function identityOf(proof: IdentityProof | null): z.output<typeof identity> | null {
  return proof === null ? null : { factors: [...proof.factors], reference: proof.reference };
}

export const sendingEvents = {
  'drop-off.denied': kind('drop-off.denied', dropOffDenied, 'minor', ofNothing, () => ({})),
  'drop-off.begun': kind('drop-off.begun', dropOffBegun, 'info', ofVisit, ({ visit: id, sending }) => ({
    visit: id,
    waybill: sending.waybill,
    carrier: sending.carrier,
    authority: authorityOf(sending.authority),
  })),
  'drop-off.refused': kind('drop-off.refused', dropOffRefused, 'minor', ofVisit, (event) => ({
    visit: event.visit,
    waybill: event.waybill,
    reason: event.reason,
    interlock: event.interlock,
  })),
  'drop-off.started': kind('drop-off.started', dropOffStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    carrier: event.carrier,
    size: event.size,
    authority: authorityOf(event.outbound.authority),
    isLocalWaybill: event.outbound.isLocalWaybill,
    weighing: weighingOf(event.outbound.weighing),
    identity: identityOf(event.identity),
    prohibitedVersion: event.prohibitedVersion,
  })),
  'drop-off.moved': kind('drop-off.moved', dropOffMoved, 'info', ofStay, (event) => ({
    ...placementOf(event),
    to: event.to,
  })),
  'drop-off.accepted': kind('drop-off.accepted', dropOffAccepted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    carrier: event.carrier,
    authority: authorityOf(event.authority),
    isLocalWaybill: event.isLocalWaybill,
    weighing: weighingOf(event.weighing),
    evidence: evidenceOf(event.evidence),
    promisedCollectBy: event.promisedCollectBy === null ? null : formatInstant(event.promisedCollectBy),
    collectWithinHours: event.collectWithinHours,
  })),
  'drop-off.cancelled': kind(
    'drop-off.cancelled',
    dropOffCancelled,
    (event) => (event.parcelInside === 'unknown' ? 'minor' : 'info'),
    ofStay,
    (event) => ({ ...placementOf(event), parcelInside: event.parcelInside }),
  ),
  'drop-off.numbered': kind('drop-off.numbered', dropOffNumbered, 'info', ofStay, (event) => ({
    ...placementOf(event),
    to: event.to,
  })),
  'drop-off.collected': kind('drop-off.collected', dropOffCollected, 'info', ofStay, (event) => ({
    ...placementOf(event),
    courier: event.courier,
    carrier: event.carrier,
    isOverdue: event.isOverdue,
    evidence: evidenceOf(event.evidence),
  })),
  'drop-off.level-changed': kind('drop-off.level-changed', levelChanged, 'info', ofNothing, (event) => ({
    percent: event.percent,
    waitingCount: event.waitingCount,
    compartmentCount: event.compartmentCount,
    oldestAcceptedAt: event.oldestAcceptedAt === null ? null : formatInstant(event.oldestAcceptedAt),
    carriers: event.carriers.map(({ carrier: name, count }) => ({ carrier: name, count })),
  })),
  'drop-off.collect-overdue': kind('drop-off.collect-overdue', collectOverdue, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    carrier: event.carrier,
  })),
};
