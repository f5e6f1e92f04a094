import { z } from 'zod';
import { kind, ofStay, ofVisit, placementOf } from './kind.ts';
import type { EventOf } from './kind.ts';
import {
  carrier,
  courier,
  evidence,
  evidenceOf,
  placement,
  recallCause,
  stay,
  visit,
  waybill,
} from './fields.ts';

const recallStarted = z
  .strictObject({ ...placement, visit, courier, carrier, cause: recallCause })
  .meta({ id: 'RecallStarted', description: 'A courier of the carrier is about to take the parcel back.' });

const recallMismatch = z
  .strictObject({ ...placement, visit, found: waybill.describe('The label that was scanned instead.') })
  .meta({ id: 'RecallMismatch', description: 'Another parcel came out; it has to go back in.' });

const recallCompleted = z
  .strictObject({ ...placement, courier, carrier, cause: recallCause, evidence })
  .meta({
    id: 'RecallCompleted',
    description: 'The parcel left the station with the courier; the stay ends.',
  });

const recallUnconfirmed = z.strictObject({ ...placement, evidence }).meta({
  id: 'RecallUnconfirmed',
  description: 'The recall ended without the parcel; the stay goes on and the code stays valid (rule R11).',
});

const manifestClosed = z
  .strictObject({
    visit,
    courier,
    carrier,
    recalled: z.array(z.strictObject({ stay, waybill })),
    count: z.int().min(0).describe('Parcels taken back in the visit.'),
    countedCount: z.int().min(0).nullable().describe('What the courier counted; null where nobody did.'),
  })
  .meta({ id: 'ManifestClosed', description: 'What a courier took back in one visit.' });

export const recallEvents = {
  'recall.started': kind('recall.started', recallStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    courier: event.courier,
    carrier: event.carrier,
    cause: event.cause,
  })),
  'recall.mismatch': kind('recall.mismatch', recallMismatch, 'major', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    found: event.found,
  })),
  'recall.completed': kind('recall.completed', recallCompleted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    courier: event.courier,
    carrier: event.carrier,
    cause: event.cause,
    evidence: evidenceOf(event.evidence),
  })),
  'recall.unconfirmed': kind('recall.unconfirmed', recallUnconfirmed, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'manifest.closed': kind('manifest.closed', manifestClosed, severityOfManifest, ofVisit, (event) => ({
    visit: event.visit,
    courier: event.courier,
    carrier: event.carrier,
    recalled: event.recalled.map((one) => ({ stay: one.stay, waybill: one.waybill })),
    count: event.recalled.length,
    countedCount: event.countedCount,
  })),
};

/** A list that nobody counted is less sure than one that was; a wrong count is what somebody must explain. */
function severityOfManifest({ recalled, countedCount }: EventOf<'manifest.closed'>) {
  if (countedCount === null) return 'minor';
  return countedCount === recalled.length ? 'info' : 'major';
}
