import { z } from 'zod';
import { kind, ofCompartment } from './kind.ts';
import { stay, visit, compartment, purpose, door, quarantineCause } from './fields.ts';

const unlockIntended = z
  .strictObject({
    intention: z.string(),
    authorisation: z.string(),
    compartment,
    purpose,
    stay: stay.nullable().describe('Null where the opening is about no parcel.'),
    pulse: z.int().describe('First, second or third pulse of this authorisation (rule R6).'),
    doorBefore: door,
  })
  .meta({
    id: 'UnlockIntended',
    description: 'One pulse was decided and written down before any frame was sent.',
  });

const unlockSettled = z
  .strictObject({
    intention: z.string(),
    compartment,
    outcome: z.enum(['opened', 'no-movement', 'unseen', 'not-sent', 'unknown']),
  })
  .meta({ id: 'UnlockSettled', description: 'How the pulse ended.' });

const doorMoved = z
  .strictObject({ compartment, visit: visit.nullable() })
  .meta({ id: 'DoorMoved', description: 'A door was seen to move, in a visit or outside of one.' });

const quarantineChanged = z
  .strictObject({ compartment, cause: quarantineCause })
  .meta({ id: 'QuarantineChanged', description: 'A compartment is no longer offered, or is offered again.' });

/** How grave an outcome of a pulse is; an unknown one may have opened a door with nobody in front of it. */
const unlockSeverity = {
  opened: 'info',
  'no-movement': 'minor',
  unseen: 'minor',
  'not-sent': 'minor',
  unknown: 'major',
} as const;

export const doorEvents = {
  'unlock.intended': kind('unlock.intended', unlockIntended, 'info', ofCompartment, (event) => ({
    intention: event.intention,
    authorisation: event.authorisation,
    compartment: event.compartment,
    purpose: event.purpose,
    stay: event.stay,
    pulse: event.pulse,
    doorBefore: event.doorBefore,
  })),
  'unlock.settled': kind(
    'unlock.settled',
    unlockSettled,
    (event) => unlockSeverity[event.outcome],
    ofCompartment,
    ({ intention, compartment, outcome }) => ({ intention, compartment, outcome }),
  ),
  'door.opened': kind('door.opened', doorMoved, 'info', ofCompartment, ({ compartment, visit }) => ({
    compartment,
    visit,
  })),
  'door.closed': kind('door.closed', doorMoved, 'info', ofCompartment, ({ compartment, visit }) => ({
    compartment,
    visit,
  })),
  'compartment.quarantined': kind(
    'compartment.quarantined',
    quarantineChanged,
    'minor',
    ofCompartment,
    ({ compartment, cause }) => ({ compartment, cause }),
  ),
  'compartment.released': kind(
    'compartment.released',
    quarantineChanged,
    'info',
    ofCompartment,
    ({ compartment, cause }) => ({ compartment, cause }),
  ),
};
