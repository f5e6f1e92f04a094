import { z } from 'zod';
import { rejectionReasons } from '#domain/words';
import { kind, ofStay, placementOf } from './kind.ts';
import { evidence, evidenceOf, photos, placement, visit } from './fields.ts';

const pickupStarted = z
  .strictObject({ ...placement, visit })
  .meta({ id: 'PickupStarted', description: 'The right code was entered; the door is about to open.' });

const pickupReopened = z
  .strictObject({ ...placement, visit })
  .meta({ id: 'PickupReopened', description: 'The recipient had the same door opened again.' });

const pickupCompleted = z
  .strictObject({ ...placement, evidence })
  .meta({ id: 'PickupCompleted', description: 'The parcel left the station with its recipient.' });

const pickupUnconfirmed = z.strictObject({ ...placement, evidence }).meta({
  id: 'PickupUnconfirmed',
  description: 'The visit ended and nothing tells whether the parcel was taken.',
});

const pickupUneffected = z.strictObject({ ...placement, evidence }).meta({
  id: 'PickupUneffected',
  description: 'The parcel was not taken; it is inside and the code stays valid.',
});

const pickupDisputed = z
  .strictObject({
    ...placement,
    evidence,
    occupancyBefore: z
      .enum(['occupied', 'empty', 'unknown'])
      .describe('What the sensor showed before the door was opened.'),
  })
  .meta({
    id: 'PickupDisputed',
    description: 'The recipient says that the parcel is not there; the sensors are recorded beside that.',
  });

const pickupSearched = z.strictObject({ ...placement, evidence }).meta({
  id: 'PickupSearched',
  description: 'After the pickup the door was opened once more for something forgotten; what it showed.',
});

const rejectionAccepted = z
  .strictObject({ ...placement, reason: z.enum(rejectionReasons), photos, evidence })
  .meta({
    id: 'RejectionAccepted',
    description: 'The recipient does not want the goods; the parcel is behind its door for a courier.',
  });

export const pickupEvents = {
  'pickup.started': kind('pickup.started', pickupStarted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
  })),
  'pickup.reopened': kind('pickup.reopened', pickupReopened, 'info', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
  })),
  'pickup.completed': kind('pickup.completed', pickupCompleted, 'info', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'pickup.unconfirmed': kind('pickup.unconfirmed', pickupUnconfirmed, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'pickup.uneffected': kind('pickup.uneffected', pickupUneffected, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'pickup.disputed': kind('pickup.disputed', pickupDisputed, 'major', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
    occupancyBefore: event.occupancyBefore,
  })),
  'pickup.searched': kind('pickup.searched', pickupSearched, 'info', ofStay, (event) => ({
    ...placementOf(event),
    evidence: evidenceOf(event.evidence),
  })),
  'rejection.accepted': kind('rejection.accepted', rejectionAccepted, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    reason: event.reason,
    photos: [...event.photos],
    evidence: evidenceOf(event.evidence),
  })),
};
