import { machine, statesOf } from './machine.ts';

/** What has to be found out before the next deposit (rules R22 and R23); pickups go on meanwhile. */
export const recovery = machine({
  name: 'recovery',
  title: 'Recovery',
  of: 'the station',
  states: {
    unknown: 'The centre has not acknowledged the new epoch, and nobody has looked into every compartment.',
    unaudited: 'Somebody has to look into every compartment.',
    unacknowledged: 'The centre has to acknowledge the new epoch.',
  },
  part: 'recovery',
  read: ({ recovery: running }) => {
    if (running === null) return new Map();
    if (!running.isKnown && !running.isAudited) return new Map([['station', 'unknown']]);
    return new Map([['station', running.isKnown ? 'unaudited' : 'unacknowledged']]);
  },
  rows: [
    [null, 'epoch.begun', 'unknown'],
    [null, 'audit.demanded', 'unaudited'],
    ['unknown', 'epoch.acknowledged', 'unaudited'],
    ['unknown', 'audit.finished', 'unacknowledged'],
    ['unaudited', 'audit.finished', null],
    ['unacknowledged', 'epoch.acknowledged', null],
    ['unaudited', 'epoch.begun', 'unknown'],
    ['unacknowledged', 'epoch.begun', 'unknown'],
  ],
});

export const confirmation = machine({
  name: 'confirmation',
  title: 'Confirmation',
  of: 'every parcel of a restored ledger',
  states: {
    unconfirmed: 'Neither the centre nor the staff have said that it is still so; it is not served.',
  },
  part: 'unconfirmed',
  read: ({ unconfirmed }) =>
    statesOf(
      unconfirmed,
      (one) => one.stay,
      () => 'unconfirmed',
    ),
  rows: [
    [null, 'epoch.begun', 'unconfirmed'],
    ['unconfirmed', ['stay.confirmed', 'stay.restored', 'custody.confirmed'], null],
    ['unconfirmed', ['stay.closed', 'parcel.adjudicated', 'deposit.cancelled', 'drop-off.cancelled'], null],
  ],
});
