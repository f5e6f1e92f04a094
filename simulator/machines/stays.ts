import { isShelved } from '#domain/shelves';
import type { Stay } from '#domain/state';
import { machine, statesOf } from './machine.ts';
import type { Rows } from './machine.ts';

/** The books of the centre against a restored ledger (rule R23): told anew, or over. */
const recoveryRows = [
  ['kept', 'stay.restored', 'untold'],
  ['overdue', 'stay.restored', 'untold'],
  ['to-take-back', 'stay.restored', 'untold'],
  ['untold', 'stay.closed', null],
  ['kept', 'stay.closed', null],
  ['overdue', 'stay.closed', null],
  ['to-take-back', 'stay.closed', null],
] as const satisfies Rows<'untold' | 'kept' | 'overdue' | 'to-take-back'>;

/** A parcel from the moment at which a compartment opens for it until it has left. */
export const stay = machine({
  name: 'stay',
  title: 'Stay',
  of: 'every parcel behind a door',
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
  read: ({ stays }) =>
    statesOf(
      stays,
      ({ id }) => id,
      (one) => (isShelved(one) ? null : stateOf(one)),
    ),
  rows: [
    [null, 'deposit.started', 'depositing'],
    [null, 'drop-off.started', 'handing-in'],
    [null, 'stay.restored', 'untold'],
    ...recoveryRows,
    ['to-collect', 'stay.restored', 'untold'],
    ['to-collect', 'stay.closed', null],
    ['collected-late', 'stay.restored', 'untold'],
    ['collected-late', 'stay.closed', null],
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

function stateOf(one: Stay) {
  const { at, outbound } = one;
  if (outbound !== null && at === 'depositing') return 'handing-in';
  if (outbound !== null) return outbound.isCollectOverdue ? 'collected-late' : 'to-collect';
  return at === 'depositing' ? 'depositing' : keptState(one);
}

function keptState({ recall, overdue, notifiedAt }: Stay) {
  if (recall !== null) return 'to-take-back';
  if (overdue) return 'overdue';
  return notifiedAt === null ? 'untold' : 'kept';
}

/** A parcel on a shelf of an attended station, where a scan is all that shows it. */
export const shelved = machine({
  name: 'shelved',
  title: 'Parcel on a shelf',
  of: 'every parcel on a shelf',
  states: {
    untold: 'Nobody has confirmed that the recipient was told.',
    kept: 'The recipient was told; the retention runs.',
    overdue: 'The retention is over; the code goes on working.',
    'to-take-back': 'A courier of the carrier has to take it back; the code goes on working.',
  },
  part: 'stays',
  read: ({ stays }) =>
    statesOf(
      stays,
      ({ id }) => id,
      (one) => (isShelved(one) ? keptState(one) : null),
    ),
  rows: [
    [null, ['shelf.placed', 'stay.restored'], 'untold'],
    ...recoveryRows,
    ['untold', ['parcel.adjudicated', 'shelf.released', 'shelf.handed-over'], null],
    ['untold', 'retention.started', 'kept'],
    ['untold', 'recall.due', 'to-take-back'],
    ['kept', ['parcel.adjudicated', 'shelf.released', 'shelf.handed-over'], null],
    ['kept', 'parcel.expired', 'overdue'],
    ['kept', 'recall.due', 'to-take-back'],
    ['overdue', ['parcel.adjudicated', 'shelf.released', 'shelf.handed-over'], null],
    ['overdue', ['policy.extended', 'retention.extended'], 'kept'],
    ['overdue', 'recall.due', 'to-take-back'],
    ['to-take-back', ['parcel.adjudicated', 'recall.completed', 'shelf.released', 'shelf.handed-over'], null],
    ['to-take-back', ['policy.extended', 'retention.extended'], 'kept'],
    ['to-take-back', ['policy.extended', 'retention.extended'], 'overdue'],
  ],
});

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
        'stay.closed',
        'stay.restored',
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
      [
        'code.revoked',
        'deposit.cancelled',
        'parcel.adjudicated',
        'pickup.completed',
        'recall.completed',
        'shelf.handed-over',
        'shelf.released',
        'stay.closed',
      ],
      null,
    ],
    [
      'own',
      [
        'deposit.cancelled',
        'parcel.adjudicated',
        'pickup.completed',
        'recall.completed',
        'code.revoked',
        'shelf.handed-over',
        'shelf.released',
        'stay.closed',
      ],
      null,
    ],
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
