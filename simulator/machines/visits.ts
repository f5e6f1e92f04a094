import { isUncounted } from '#domain/recalls';
import type { StationState, Visit } from '#domain/state';
import { machine } from './machine.ts';

/** The machine of whoever is at the kiosk, if it has begun. */
export function ofVisit<State extends string>(
  read: (visit: Visit) => State | null,
): (state: StationState) => ReadonlyMap<string, State> {
  return (state) => {
    const found = state.visit === null ? null : read(state.visit);
    return new Map(state.visit === null || found === null ? [] : [[state.visit.id, found]]);
  };
}

/** Rule R8: there is one at a time. */
export const visit = machine({
  name: 'visit',
  title: 'Visit',
  of: 'the person at the kiosk',
  states: {
    choosing: 'Nothing is asked of a door.',
    'at-a-door': 'A door is opening, is open, or the person is asked about it.',
    stopped: 'Another door than the decided one opened: this visit opens nothing more.',
  },
  part: 'visit',
  read: ofVisit(({ task, stopped }) => {
    if (stopped !== null) return 'stopped';
    return task === null ? 'choosing' : 'at-a-door';
  }),
  rows: [
    [null, 'visit.started', 'choosing'],
    ['at-a-door', 'visit.ended', null],
    [
      'at-a-door',
      [
        'deposit.cancelled',
        'deposit.completed',
        'deposit.corrected',
        'deposit.kept',
        'drop-off.accepted',
        'drop-off.cancelled',
        'drop-off.collected',
        'pickup.completed',
        'pickup.disputed',
        'pickup.searched',
        'pickup.unconfirmed',
        'pickup.uneffected',
        'recall.completed',
        'recall.unconfirmed',
        'rejection.accepted',
        'service.ended',
      ],
      'choosing',
    ],
    ['at-a-door', 'door.mistaken', 'stopped'],
    ['choosing', 'visit.ended', null],
    ['choosing', 'unlock.intended', 'at-a-door'],
    ['stopped', 'visit.ended', null],
  ],
});

export const displacement = machine({
  name: 'displacement',
  title: 'Another compartment',
  of: 'a parcel that does not go where it was to go',
  states: { leaving: 'It goes elsewhere as soon as this door is shut.' },
  part: 'visit',
  read: ofVisit(({ task }) => (task?.leaving == null ? null : 'leaving')),
  rows: [
    [null, 'deposit.displaced', 'leaving'],
    ['leaving', ['deposit.cancelled', 'deposit.completed', 'unlock.intended'], null],
  ],
});

export const label = machine({
  name: 'label',
  title: 'Label of a recalled parcel',
  of: 'a courier who takes a parcel back',
  states: {
    none: 'Nothing was scanned since the door opened.',
    match: 'The label is the right one.',
    mismatch: 'The label is another one: it has to go back inside.',
  },
  part: 'visit',
  read: ofVisit(({ task }) => task?.recall?.scan ?? null),
  rows: [
    [null, 'unlock.intended', 'none'],
    ['match', ['drop-off.collected', 'recall.completed', 'recall.unconfirmed'], null],
    ['match', 'recall.mismatch', 'mismatch'],
    ['match', 'unlock.intended', 'none'],
    ['mismatch', 'recall.unconfirmed', null],
    ['mismatch', 'recall.matched', 'match'],
    ['none', 'recall.unconfirmed', null],
    ['none', 'recall.matched', 'match'],
    ['none', 'recall.mismatch', 'mismatch'],
  ],
});

export const manifest = machine({
  name: 'manifest',
  title: 'Manifest',
  of: 'a courier who has taken parcels back',
  states: { uncounted: 'Nobody has counted them yet.', counted: 'The courier has counted them.' },
  part: 'visit',
  read: ofVisit(({ manifest: list }) => {
    if (list.parcels.length === 0) return null;
    return isUncounted(list) ? 'uncounted' : 'counted';
  }),
  rows: [
    [null, ['drop-off.collected', 'recall.completed'], 'uncounted'],
    ['counted', 'visit.ended', null],
    ['counted', ['drop-off.collected', 'recall.completed'], 'uncounted'],
    ['uncounted', 'visit.ended', null],
    ['uncounted', 'manifest.closed', 'counted'],
  ],
});

/** What became of each parcel that a code entitles its visit to. */
export const parcel = machine({
  name: 'parcel',
  title: 'Parcel of a visit',
  of: 'every parcel that the code of a visit opens',
  states: {
    waiting: 'Its door was not opened in this visit.',
    inside: 'Its door was opened, and nothing shows that it was taken.',
    collected: 'It was taken.',
    missing: 'The recipient did not find it.',
    rejected: 'It was put back for the courier.',
  },
  part: 'visit',
  read: ({ visit: present }) =>
    new Map(present?.entitlement?.parcels.map(({ stay, at }) => [`${present.id} ${stay}`, at])),
  rows: [
    [null, 'visit.entitled', 'waiting'],
    ['collected', 'visit.ended', null],
    ['inside', 'visit.ended', null],
    ['inside', 'pickup.completed', 'collected'],
    ['inside', 'pickup.disputed', 'missing'],
    ['inside', 'rejection.accepted', 'rejected'],
    ['missing', 'visit.ended', null],
    ['missing', 'pickup.completed', 'collected'],
    ['missing', ['pickup.unconfirmed', 'pickup.uneffected'], 'inside'],
    ['missing', 'rejection.accepted', 'rejected'],
    ['rejected', 'visit.ended', null],
    ['rejected', 'pickup.completed', 'collected'],
    ['rejected', ['pickup.started', 'pickup.unconfirmed', 'pickup.uneffected'], 'inside'],
    ['rejected', 'pickup.disputed', 'missing'],
    ['waiting', 'visit.ended', null],
    ['waiting', ['pickup.started', 'pickup.unconfirmed', 'pickup.uneffected'], 'inside'],
    ['waiting', 'rejection.accepted', 'rejected'],
    // The door was opened again for the parcel beside it, which was rejected without being looked at.
    ['waiting', 'pickup.completed', 'collected'],
  ],
});
