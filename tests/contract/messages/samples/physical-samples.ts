import type { PhysicalEvent } from '#domain/events/physical-events';
import type { CompartmentLabel } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, compartment, placement, stay, visit } from './values.ts';

export const physicalSamples: SamplesOf<PhysicalEvent> = {
  'door.open-not-detected': { type: 'door.open-not-detected', at, compartment, attempt: 2 },
  'lock.degrading': { type: 'lock.degrading', at, compartment, jamCount: 2 },
  'door.ajar': { type: 'door.ajar', at, compartment, step: 2, visit },
  'door.ajar-resolved': { type: 'door.ajar-resolved', at, compartment, step: 3 },
  'door.mistaken': {
    type: 'door.mistaken',
    at,
    compartment,
    expected: 'A08' as CompartmentLabel,
    visit,
  },
  'security.forced-open': { type: 'security.forced-open', at, compartment, stay },
  'safety.uncommanded-open': {
    type: 'safety.uncommanded-open',
    at,
    compartment,
    stay: null,
    believed: true,
  },
  'custody.doubted': { type: 'custody.doubted', at, ...placement, cause: 'forced-open' },
  'visit.interrupted': {
    type: 'visit.interrupted',
    at,
    visit,
    phase: 'open',
    purpose: 'deposit',
    compartment,
  },
};
