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
  'pickup.uneffected': { type: 'pickup.uneffected', at, ...placement, evidence },
  'pickup.disputed': {
    type: 'pickup.disputed',
    at,
    ...placement,
    evidence: { ...evidence, occupancy: 'empty', confirmedBy: 'recipient' },
    occupancyBefore: 'occupied',
  },
  'pickup.searched': { type: 'pickup.searched', at, ...placement, evidence },
  'rejection.accepted': {
    type: 'rejection.accepted',
    at,
    ...placement,
    reason: 'damaged',
    photos: ['0b8e1c9c-6a0e-4a55-9d1c-6f0d6f0f2f11'],
    evidence,
  },
};
