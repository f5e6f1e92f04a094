import { z } from 'zod';
import { kind, ofCompartment, ofNothing } from './kind.ts';
import { compartment, door } from './fields.ts';

const releaseBegun = z
  .strictObject({ compartment, cause: z.enum(['closed-unexpectedly', 'someone-inside', 'service']) })
  .meta({
    id: 'ReleaseBegun',
    description: 'A compartment is opened again until somebody has looked inside (rules R1, R3).',
  });

const releaseIntended = z
  .strictObject({
    intention: z.string(),
    authorisation: z.string(),
    compartment,
    pulse: z.int().describe('Counts from 1 for as long as the release lasts.'),
    doorBefore: door,
  })
  .meta({
    id: 'ReleaseIntended',
    description: 'One pulse of a release was decided and written down before any frame was sent.',
  });

const releaseConfirmed = z.strictObject({ compartment }).meta({
  id: 'ReleaseConfirmed',
  description: 'Somebody looked into the open compartment and said that it is empty.',
});

const releaseEnded = z
  .strictObject({ compartment, cause: z.enum(['closed-empty', 'unseen', 'parcel-inside']) })
  .meta({ id: 'ReleaseEnded', description: 'The compartment is not opened again any more.' });

const entrapmentReported = z.strictObject({ compartments: z.array(compartment) }).meta({
  id: 'EntrapmentReported',
  description: 'Somebody says that a person is shut in; these compartments are being opened.',
});

export const releaseEvents = {
  'release.begun': kind(
    'release.begun',
    releaseBegun,
    'critical',
    ofCompartment,
    ({ compartment, cause }) => ({ compartment, cause }),
  ),
  'release.intended': kind('release.intended', releaseIntended, 'major', ofCompartment, (event) => ({
    intention: event.intention,
    authorisation: event.authorisation,
    compartment: event.compartment,
    pulse: event.pulse,
    doorBefore: event.doorBefore,
  })),
  'release.confirmed': kind(
    'release.confirmed',
    releaseConfirmed,
    'info',
    ofCompartment,
    ({ compartment }) => ({ compartment }),
  ),
  'release.ended': kind('release.ended', releaseEnded, 'info', ofCompartment, ({ compartment, cause }) => ({
    compartment,
    cause,
  })),
  'entrapment.reported': kind(
    'entrapment.reported',
    entrapmentReported,
    'critical',
    ofNothing,
    ({ compartments }) => ({ compartments: [...compartments] }),
  ),
};
