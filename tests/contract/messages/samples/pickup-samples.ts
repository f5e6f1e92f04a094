import type { PickupEvent } from '#domain/events/pickup-events';
import type { SamplesOf } from './samples-of.ts';
import { at, evidence, placement, visit } from './values.ts';

export const pickupSamples: SamplesOf<PickupEvent> = {
  'pickup.started': { type: 'pickup.started', at, ...placement, visit },
  'pickup.reopened': { type: 'pickup.reopened', at, ...placement, visit },
  'pickup.completed': { type: 'pickup.completed', at, ...placement, evidence },
  'pickup.unconfirmed': {
    type: 'pickup.unconfirmed',
    at,
    ...placement,
    evidence: { doorOpened: true, doorClosed: false, occupancy: 'unknown', confirmedBy: null },
  },
};
