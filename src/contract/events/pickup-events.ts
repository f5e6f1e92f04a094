import { z } from 'zod';
import { kind, ofStay, placementOf } from './kind.ts';
import { evidence, evidenceOf, placement, visit } from './fields.ts';

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
};
