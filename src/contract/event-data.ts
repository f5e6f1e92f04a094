import { z } from 'zod';
import { sizes } from '#domain/words';
import { instant } from './instant.ts';

/** Bodies (`data`) of the events, in our words. No code, no keyed hash and no contact in clear is in here. */

const stay = z.string().describe("One parcel's time in this station.");
const visit = z.string().describe("One person's time at the kiosk.");
const compartment = z.string().describe('Label printed on the door.');
const waybill = z.string().describe('Number on the label, in clear: the centre needs it (rule R20).');
const courier = z.string().describe('The courier, by the id of the local list; never a name.');
const carrier = z.string().describe('The company that the courier works for.');
const maskedContact = z.string().describe('Masked, for example 138****1234.');
const faultCode = z.string().describe('A code of docs/faults.md.');
const purpose = z.enum(['deposit', 'withdrawal', 'pickup']);
const door = z.enum(['open', 'closed', 'unknown']);
const placement = { stay, waybill, compartment };

const evidence = z
  .strictObject({
    doorOpened: z.boolean(),
    doorClosed: z.boolean(),
    occupancy: z.enum(['occupied', 'empty', 'unknown']),
    confirmedBy: z.enum(['sensor', 'courier', 'recipient']).nullable(),
  })
  .meta({
    id: 'Evidence',
    description: 'What the sensors showed: four facts that are never merged into one.',
  });

const actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recipient') }),
  z.strictObject({ kind: z.literal('courier'), courier, carrier }),
]);

const quarantineCause = z.enum([
  'lock-did-not-open',
  'deposit-interrupted',
  'unlock-unresolved',
  'contents-unclear',
]);

export const epochBegun = z
  .strictObject({
    cause: z.enum(['new-store', 'rolled-back']),
    previousEpoch: z.string().nullable(),
    previousSeq: z.int().nullable(),
    previousHash: z.string().nullable(),
  })
  .meta({
    id: 'EpochBegun',
    description: 'The ledger counts anew; where the one before it ended (rule R22).',
  });

export const stationStarted = z
  .strictObject({ cause: z.enum(['power-up', 'restart']), softwareVersion: z.string() })
  .meta({
    id: 'StationStarted',
    description: 'The controller came up and compared its ledger with the doors.',
  });

export const visitStarted = z
  .strictObject({ visit, actor })
  .meta({ id: 'VisitStarted', description: 'Somebody was admitted at the kiosk.' });

export const visitEnded = z
  .strictObject({ visit, reason: z.enum(['finished', 'idle', 'interrupted']) })
  .meta({ id: 'VisitEnded', description: 'The visit is over.' });

export const depositStarted = z
  .strictObject({ ...placement, visit, courier, carrier, size: z.enum(sizes), maskedContact })
  .meta({ id: 'DepositStarted', description: 'A compartment was given to a courier for one parcel.' });

export const depositCompleted = z
  .strictObject({ ...placement, courier, evidence })
  .meta({ id: 'DepositCompleted', description: 'The parcel is in custody of the station.' });

export const depositCancelled = z
  .strictObject({ ...placement, parcelInside: z.enum(['no', 'unknown']) })
  .meta({ id: 'DepositCancelled', description: 'The deposit ended without custody.' });

export const depositMoved = z
  .strictObject({ ...placement, to: compartment })
  .meta({ id: 'DepositMoved', description: 'The deposit goes on in another compartment.' });

export const withdrawalStarted = z.strictObject({ ...placement, visit }).meta({
  id: 'WithdrawalStarted',
  description: 'The courier takes back a parcel whose deposit is not complete.',
});

export const codeIssued = z
  .strictObject({
    ...placement,
    maskedContact,
    codeKey: z.string().describe('Id of the key under which the code is kept.'),
    issuedAt: instant,
    notice: z.string().describe('JWE to the notifier over a JWS of the station (rule R19).'),
  })
  .meta({ id: 'CodeIssued', description: 'A pickup code exists; the sealed notice is on its way.' });

export const codeRejected = z
  .strictObject({})
  .meta({ id: 'CodeRejected', description: 'A wrong well-formed code was entered (rule R9).' });

export const badgeRejected = z
  .strictObject({})
  .meta({ id: 'BadgeRejected', description: 'A badge was shown that is not on the local list.' });

export const pickupStarted = z
  .strictObject({ ...placement, visit })
  .meta({ id: 'PickupStarted', description: 'The right code was entered; the door is about to open.' });

export const pickupReopened = z
  .strictObject({ ...placement, visit })
  .meta({ id: 'PickupReopened', description: 'The recipient had the same door opened again.' });

export const pickupCompleted = z
  .strictObject({ ...placement, evidence })
  .meta({ id: 'PickupCompleted', description: 'The parcel left the station with its recipient.' });

export const pickupUnconfirmed = z.strictObject({ ...placement, evidence }).meta({
  id: 'PickupUnconfirmed',
  description: 'The visit ended and nothing tells whether the parcel was taken.',
});

export const unlockIntended = z
  .strictObject({
    intention: z.string(),
    authorisation: z.string(),
    compartment,
    purpose,
    stay,
    pulse: z.int().describe('First, second or third pulse of this authorisation (rule R6).'),
    doorBefore: door,
  })
  .meta({
    id: 'UnlockIntended',
    description: 'One pulse was decided and written down before any frame was sent.',
  });

export const releaseBegun = z
  .strictObject({ compartment, cause: z.enum(['closed-unexpectedly', 'someone-inside']) })
  .meta({
    id: 'ReleaseBegun',
    description: 'A compartment is opened again until somebody has looked inside (rules R1, R3).',
  });

export const releaseIntended = z
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

export const releaseConfirmed = z.strictObject({ compartment }).meta({
  id: 'ReleaseConfirmed',
  description: 'Somebody looked into the open compartment and said that it is empty.',
});

export const releaseEnded = z
  .strictObject({ compartment, cause: z.enum(['closed-empty', 'unseen', 'parcel-inside']) })
  .meta({ id: 'ReleaseEnded', description: 'The compartment is not opened again any more.' });

export const entrapmentReported = z.strictObject({ compartments: z.array(compartment) }).meta({
  id: 'EntrapmentReported',
  description: 'Somebody says that a person is shut in; these compartments are being opened.',
});

export const unlockSettled = z
  .strictObject({
    intention: z.string(),
    compartment,
    outcome: z.enum(['opened', 'no-movement', 'unseen', 'not-sent', 'unknown']),
  })
  .meta({ id: 'UnlockSettled', description: 'How the pulse ended.' });

export const doorMoved = z
  .strictObject({ compartment, visit: visit.nullable() })
  .meta({ id: 'DoorMoved', description: 'A door was seen to move, in a visit or outside of one.' });

export const quarantineChanged = z
  .strictObject({ compartment, cause: quarantineCause })
  .meta({ id: 'QuarantineChanged', description: 'A compartment is no longer offered, or is offered again.' });

export const faultRaised = z
  .strictObject({ fault: faultCode, subject: z.string(), compartments: z.array(compartment) })
  .meta({ id: 'FaultRaised', description: 'A condition that somebody must remedy.' });

export const faultCleared = z
  .strictObject({ fault: faultCode, subject: z.string() })
  .meta({ id: 'FaultCleared', description: 'The condition has gone.' });

export const boardChanged = z
  .strictObject({ board: z.string() })
  .meta({ id: 'BoardChanged', description: 'A lock board fell silent, or answers again.' });

export const retentionStarted = z.strictObject({ ...placement, notifiedAt: instant }).meta({
  id: 'RetentionStarted',
  description: 'The centre confirmed the notice; the clocks of the stay run (rule R13).',
});

export const parcelExpired = z
  .strictObject({ ...placement })
  .meta({ id: 'ParcelExpired', description: 'The allowed time is over; the code stays valid (rule R11).' });
