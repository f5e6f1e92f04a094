import type { DoorEvent } from '#domain/events/door-events';
import type { SamplesOf } from './samples-of.ts';
import { at, authorisation, compartment, intention, stay, visit } from './values.ts';

export const doorSamples: SamplesOf<DoorEvent> = {
  'unlock.intended': {
    type: 'unlock.intended',
    at,
    intention,
    authorisation,
    compartment,
    purpose: 'pickup',
    stay,
    pulse: 1,
    doorBefore: 'closed',
  },
  'unlock.settled': { type: 'unlock.settled', at, intention, compartment, outcome: 'opened' },
  'door.opened': { type: 'door.opened', at, compartment, visit },
  'door.closed': { type: 'door.closed', at, compartment, visit: null },
  'compartment.quarantined': {
    type: 'compartment.quarantined',
    at,
    compartment,
    cause: 'contents-unclear',
  },
  'compartment.released': { type: 'compartment.released', at, compartment, cause: 'contents-unclear' },
};
