import type { DoorTask } from '#domain/state';
import type { DoorPurpose } from '#domain/words';
import { machine, transitionsOf } from './machine.ts';
import type { Machine, Rows, Transition } from './machine.ts';
import { ofVisit } from './visits.ts';

/** What is asked of one door in a visit: every purpose has the same states, and ends of its own. */
const shownStates = {
  opening: 'A pulse was decided, and nothing is seen yet.',
  open: 'The door was seen to open.',
  unseen: 'The pulse was sent, and no reading came back.',
  jammed: 'The lock was seen not to move.',
} as const;

const doorStates = {
  ...shownStates,
  asking: 'It is shut, and the sensors do not tell what happened to the parcel.',
} as const;

/** What a door does to a visit is the same whatever it was opened for; what people do about it differs. */
const metalRows = [
  ['opening', ['door.opened', 'unlock.settled'], 'open'],
  ['opening', 'unlock.settled', 'unseen'],
  ['opening', 'unlock.settled', 'jammed'],
  ['jammed', 'unlock.intended', 'opening'],
  ['jammed', ['door.opened', 'unlock.settled'], 'open'],
  ['unseen', ['door.opened', 'unlock.settled'], 'open'],
] as const satisfies Rows<keyof typeof shownStates>;

/** Where the sensors do not tell what happened to the parcel, the person is asked. */
const askingRows = [
  ['open', 'door.asked', 'asking'],
  ['asking', ['door.opened', 'unlock.settled'], 'open'],
] as const satisfies Rows<DoorTask['at']>;

/** What is the same for every purpose of a door. */
export const metalMoves: readonly Transition[] = transitionsOf([...metalRows, ...askingRows]);

function atDoor(purpose: DoorPurpose): Machine<DoorTask['at']>['read'] {
  return ofVisit(({ task }) => (task?.purpose === purpose ? task.at : null));
}

/** Where the person is never asked, because nothing hangs on it. */
function atPlainDoor(purpose: DoorPurpose): Machine<keyof typeof shownStates>['read'] {
  return ofVisit(({ task }) => (task?.purpose !== purpose || task.at === 'asking' ? null : task.at));
}

export const deposit = machine({
  name: 'deposit',
  title: 'Deposit at a door',
  of: 'a courier who puts a parcel in',
  states: doorStates,
  part: 'visit',
  read: atDoor('deposit'),
  rows: [
    [null, 'unlock.intended', 'opening'],
    ...metalRows,
    ...askingRows,
    ['asking', 'unlock.intended', 'opening'],
    ['unseen', 'unlock.intended', 'opening'],
    ['open', 'unlock.intended', 'opening'],
    ['asking', ['deposit.cancelled', 'deposit.completed', 'withdrawal.started'], null],
    ['jammed', 'deposit.cancelled', null],
    ['open', ['deposit.cancelled', 'deposit.completed', 'withdrawal.started'], null],
    ['opening', 'deposit.cancelled', null],
    ['unseen', ['deposit.cancelled', 'deposit.completed'], null],
  ],
});

export const withdrawal = machine({
  name: 'withdrawal',
  title: 'Withdrawal at a door',
  of: 'whoever takes a parcel out again before its deposit or drop-off is complete',
  states: doorStates,
  part: 'visit',
  read: atDoor('withdrawal'),
  rows: [
    ...metalRows,
    ...askingRows,
    ['asking', 'unlock.intended', 'opening'],
    ['unseen', 'unlock.intended', 'opening'],
    [null, 'withdrawal.started', 'asking'],
    [null, 'withdrawal.started', 'jammed'],
    [null, 'withdrawal.started', 'open'],
    [null, 'withdrawal.started', 'unseen'],
    ['asking', ['deposit.cancelled', 'deposit.completed', 'drop-off.cancelled'], null],
    ['jammed', ['deposit.cancelled', 'drop-off.cancelled'], null],
    ['open', ['deposit.cancelled', 'drop-off.cancelled'], null],
    ['opening', ['deposit.cancelled', 'drop-off.cancelled'], null],
    ['unseen', ['deposit.cancelled', 'drop-off.cancelled'], null],
  ],
});

export const correction = machine({
  name: 'correction',
  title: 'Correction at a door',
  of: 'a courier who looks again after a deposit that is complete',
  states: doorStates,
  part: 'visit',
  read: atDoor('correction'),
  rows: [
    [null, 'unlock.intended', 'opening'],
    ...metalRows,
    ...askingRows,
    ['asking', 'unlock.intended', 'opening'],
    ['asking', ['deposit.cancelled', 'deposit.corrected', 'deposit.kept'], null],
    ['jammed', ['deposit.cancelled', 'deposit.kept'], null],
    ['open', ['deposit.cancelled', 'deposit.kept'], null],
    ['opening', ['deposit.cancelled', 'deposit.kept'], null],
    ['unseen', ['deposit.cancelled', 'deposit.kept'], null],
  ],
});

export const pickup = machine({
  name: 'pickup',
  title: 'Pickup at a door',
  of: 'a recipient at a door',
  states: doorStates,
  part: 'visit',
  read: atDoor('pickup'),
  rows: [
    [null, 'unlock.intended', 'opening'],
    ...metalRows,
    ...askingRows,
    ['asking', 'unlock.intended', 'opening'],
    ['unseen', 'unlock.intended', 'opening'],
    ['unseen', 'door.asked', 'asking'],
    [
      'asking',
      [
        'pickup.completed',
        'pickup.disputed',
        'pickup.unconfirmed',
        'pickup.uneffected',
        'rejection.accepted',
      ],
      null,
    ],
    ['jammed', ['pickup.unconfirmed', 'pickup.uneffected', 'rejection.accepted'], null],
    [
      'open',
      [
        'pickup.completed',
        'pickup.disputed',
        'pickup.unconfirmed',
        'pickup.uneffected',
        'rejection.accepted',
      ],
      null,
    ],
    ['opening', ['pickup.unconfirmed', 'pickup.uneffected'], null],
    [
      'unseen',
      [
        'pickup.completed',
        'pickup.disputed',
        'pickup.unconfirmed',
        'pickup.uneffected',
        'rejection.accepted',
      ],
      null,
    ],
  ],
});

export const search = machine({
  name: 'search',
  title: 'Search at a door',
  of: 'a recipient who looks for something forgotten',
  states: shownStates,
  part: 'visit',
  read: atPlainDoor('search'),
  rows: [
    [null, 'unlock.intended', 'opening'],
    ...metalRows,
    ['unseen', 'unlock.intended', 'opening'],
    ['jammed', 'pickup.searched', null],
    ['open', 'pickup.searched', null],
    ['opening', 'pickup.searched', null],
    ['unseen', 'pickup.searched', null],
  ],
});

export const recall = machine({
  name: 'recall',
  title: 'Recall at a door',
  of: 'a courier who takes a parcel back',
  states: doorStates,
  part: 'visit',
  read: atDoor('recall'),
  rows: [
    [null, 'unlock.intended', 'opening'],
    ...metalRows,
    ...askingRows,
    ['asking', 'unlock.intended', 'opening'],
    ['unseen', 'unlock.intended', 'opening'],
    ['asking', ['drop-off.collected', 'recall.completed', 'recall.unconfirmed'], null],
    ['jammed', 'recall.unconfirmed', null],
    ['open', ['drop-off.collected', 'recall.completed', 'recall.unconfirmed'], null],
    ['opening', 'recall.unconfirmed', null],
    ['unseen', ['drop-off.collected', 'recall.completed', 'recall.unconfirmed'], null],
  ],
});

export const dropOff = machine({
  name: 'drop-off',
  title: 'Drop-off at a door',
  of: 'a sender who hands a parcel in',
  states: doorStates,
  part: 'visit',
  read: atDoor('drop-off'),
  rows: [
    [null, 'unlock.intended', 'opening'],
    ...metalRows,
    ...askingRows,
    ['asking', ['drop-off.accepted', 'drop-off.cancelled', 'withdrawal.started'], null],
    ['jammed', ['drop-off.cancelled', 'withdrawal.started'], null],
    ['open', ['drop-off.accepted', 'drop-off.cancelled', 'withdrawal.started'], null],
    ['opening', 'drop-off.cancelled', null],
    ['unseen', ['drop-off.accepted', 'drop-off.cancelled', 'withdrawal.started'], null],
  ],
});

export const service = machine({
  name: 'service',
  title: 'Service at a door',
  of: 'somebody of the staff at a compartment',
  states: shownStates,
  part: 'visit',
  read: atPlainDoor('service'),
  rows: [
    [null, 'unlock.intended', 'opening'],
    ...metalRows,
    ['jammed', 'visit.ended', null],
    ['open', ['service.ended', 'visit.ended'], null],
    ['opening', 'visit.ended', null],
    ['unseen', 'visit.ended', null],
  ],
});
