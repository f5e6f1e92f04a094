import type { ReleaseEvent } from '#domain/events/release-events';
import type { SamplesOf } from './samples-of.ts';
import { at, authorisation, compartment, intention } from './values.ts';

export const releaseSamples: SamplesOf<ReleaseEvent> = {
  'release.begun': { type: 'release.begun', at, compartment, cause: 'closed-unexpectedly' },
  'release.intended': {
    type: 'release.intended',
    at,
    intention,
    authorisation,
    compartment,
    pulse: 2,
    doorBefore: 'closed',
  },
  'release.confirmed': { type: 'release.confirmed', at, compartment },
  'release.ended': { type: 'release.ended', at, compartment, cause: 'closed-empty' },
  'entrapment.reported': { type: 'entrapment.reported', at, compartments: [compartment] },
};
