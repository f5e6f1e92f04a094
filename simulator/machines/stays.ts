import type { Stay } from '#domain/state';
import { machine, statesOf } from './machine.ts';

/** A parcel from the moment at which a compartment opens for it until it has left. */
export const stay = machine({
  name: 'stay',
  title: 'Stay',
  of: 'every parcel in the station',
  states: {
    depositing: 'A courier is putting the parcel in; nothing is claimed yet.',
    untold: 'The parcel is inside, and nobody has confirmed that the recipient was told.',
    kept: 'The recipient was told; the retention runs.',
    overdue: 'The retention is over; the code goes on working.',
    'to-take-back': 'A courier of the carrier has to take it back; the code goes on working.',
    'handing-in': 'A sender is putting the parcel in.',
    'to-collect': 'A sender has handed it in, and a courier has to collect it.',
    'collected-late': 'The promised collection did not come in time.',
  },
  part: 'stays',
  read: ({ stays }) => statesOf(stays, ({ id }) => id, stateOf),
  rows: [
    [null, 'deposit.started', 'depositing'],
    [null, 'drop-off.started', 'handing-in'],
    ['collected-late', ['drop-off.collected', 'parcel.adjudicated'], null],
    ['depositing', 'deposit.cancelled', null],
    ['depositing', 'deposit.completed', 'untold'],
    ['handing-in', 'drop-off.cancelled', null],
    ['handing-in', 'drop-off.accepted', 'to-collect'],
    ['kept', ['deposit.cancelled', 'parcel.adjudicated', 'pickup.completed', 'recall.completed'], null],
    ['kept', 'parcel.expired', 'overdue'],
    ['kept', 'recall.due', 'to-take-back'],
    ['overdue', ['parcel.adjudicated', 'pickup.completed', 'recall.completed'], null],
    ['overdue', ['policy.extended', 'retention.extended'], 'kept'],
    ['overdue', 'recall.due', 'to-take-back'],
    ['to-collect', ['drop-off.collected', 'parcel.adjudicated'], null],
    ['to-collect', 'drop-off.collect-overdue', 'collected-late'],
    [
      'to-take-back',
      ['deposit.cancelled', 'parcel.adjudicated', 'pickup.completed', 'recall.completed'],
      null,
    ],
    ['to-take-back', ['policy.extended', 'retention.extended'], 'kept'],
    ['to-take-back', ['policy.extended', 'retention.extended'], 'overdue'],
    ['untold', ['deposit.cancelled', 'parcel.adjudicated', 'pickup.completed'], null],
    ['untold', 'retention.started', 'kept'],
    ['untold', 'recall.due', 'to-take-back'],
  ],
});

function stateOf({ at, outbound, recall, overdue, notifiedAt }: Stay) {
  if (outbound !== null && at === 'depositing') return 'handing-in';
  if (outbound !== null) return outbound.isCollectOverdue ? 'collected-late' : 'to-collect';
  if (at === 'depositing') return 'depositing';
  if (recall !== null) return 'to-take-back';
  if (overdue) return 'overdue';
  return notifiedAt === null ? 'untold' : 'kept';
}

/** Whether anybody can say that the parcel is where the ledger says. */
export const custody = machine({
  name: 'custody',
  title: 'Certainty of custody',
  of: 'every parcel in the station',
  states: { doubted: 'Somebody has to look whether the parcel is inside; the code goes on working.' },
  part: 'stays',
  read: ({ stays }) =>
    statesOf(
      stays,
      ({ id }) => id,
      ({ doubt }) => (doubt === null ? null : 'doubted'),
    ),
  rows: [
    [null, 'custody.doubted', 'doubted'],
    [
      'doubted',
      [
        'custody.confirmed',
        'deposit.cancelled',
        'drop-off.collected',
        'parcel.adjudicated',
        'pickup.completed',
        'recall.completed',
      ],
      null,
    ],
  ],
});

export const code = machine({
  name: 'code',
  title: 'Code',
  of: 'every pickup code',
  states: {
    own: 'It opens the parcels of its recipient.',
    given: 'A delegate has it; the recipient can revoke it.',
  },
  part: 'codes',
  read: ({ codes }) =>
    statesOf(
      codes,
      ({ id }) => id,
      ({ delegate }) => (delegate === null ? 'own' : 'given'),
    ),
  rows: [
    [null, 'code.delegated', 'given'],
    [null, 'code.issued', 'own'],
    [
      'given',
      ['code.revoked', 'deposit.cancelled', 'parcel.adjudicated', 'pickup.completed', 'recall.completed'],
      null,
    ],
    ['own', ['deposit.cancelled', 'parcel.adjudicated', 'pickup.completed', 'recall.completed'], null],
  ],
});

export const allowance = machine({
  name: 'allowance',
  title: 'Drop-off code',
  of: 'every parcel that the centre allows a sender to hand in',
  states: {
    unused: 'The code admits one parcel.',
    used: 'A parcel was handed in with it; it admits no other.',
  },
  part: 'sendings',
  read: ({ sendings }) =>
    statesOf(
      sendings,
      (one) => one.code,
      ({ used }) => (used ? 'used' : 'unused'),
    ),
  rows: [
    [null, 'drop-offs.advised', 'unused'],
    ['unused', 'drop-offs.advised', null],
    ['unused', 'drop-off.accepted', 'used'],
    ['used', 'drop-offs.advised', null],
  ],
});

export const reservation = machine({
  name: 'reservation',
  title: 'Reservation',
  of: 'every reservation',
  states: { kept: 'The compartment is kept free within the window.' },
  part: 'reservations',
  read: ({ reservations }) =>
    statesOf(
      reservations,
      ({ id }) => id,
      () => 'kept',
    ),
  rows: [
    [null, 'reservation.made', 'kept'],
    ['kept', 'reservation.ended', null],
  ],
});
