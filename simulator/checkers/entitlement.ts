import type { DomainEvent } from '#domain/events';
import type { StationState } from '#domain/state';
import { eachEvent } from './each-event.ts';
import type { Checker } from './witness.ts';

/** A command is decided at once; a batch waits for a flush. */
const causeMsMax = 2_000;

/**
 * I6: a door opens for a stay only where that stay is, and only because somebody did something in this run of
 * the process; a shelf gives a parcel to no other code than its own; a release never opens a compartment of
 * which the record says that a parcel is inside (rules R1, R7).
 */
export function watchEntitlement(): Checker {
  let pressedMs = Number.NEGATIVE_INFINITY;

  return {
    name: 'entitlement',
    see(witnessed) {
      if (witnessed.kind === 'power' && witnessed.power === 'on') pressedMs = Number.NEGATIVE_INFINITY;
      if (witnessed.kind === 'pressed') pressedMs = witnessed.atMs;
      if (witnessed.kind !== 'commit') return null;
      const isCaused = witnessed.atMs - pressedMs <= causeMsMax;
      return eachEvent(witnessed, (event, reached) => judge(event, reached, witnessed.events, isCaused));
    },
  };
}

function judge(
  event: DomainEvent,
  reached: StationState,
  beside: readonly DomainEvent[],
  isCaused: boolean,
): string | null {
  if (event.type === 'release.intended') {
    const stored = reached.stays.find(
      (stay) => stay.compartment === event.compartment && stay.at === 'stored',
    );
    return stored === undefined ? null : `${event.compartment} was released with ${stored.waybill} inside`;
  }
  if (event.type === 'shelf.released') {
    const code = reached.codes.find(({ id }) => id === event.code);
    return code?.stays.includes(event.stay) === true ? null : `${event.waybill} went to a strange code`;
  }
  if (event.type !== 'unlock.intended') return null;
  if (event.stay === null) return isStaff(reached) ? null : `${event.compartment} opened for no parcel`;
  const strange = event.purpose === 'pickup' || event.purpose === 'search' ? strangeTo : elsewhere;
  const wrong = strange(event, reached);
  if (wrong !== null) return wrong;
  const isMove = beside.some(
    (other) =>
      (other.type === 'deposit.moved' || other.type === 'drop-off.moved') && other.stay === event.stay,
  );
  if (event.pulse === 1 && !isCaused && !isMove) return `${event.compartment} opened and nobody had asked`;
  return reached.visit === null ? `${event.compartment} opened while nobody was at the kiosk` : null;
}

type Intended = Extract<DomainEvent, { readonly type: 'unlock.intended' }>;

function elsewhere({ stay, compartment }: Intended, { stays }: StationState): string | null {
  const found = stays.find(({ id }) => id === stay);
  return found?.compartment === compartment ? null : `${compartment} is not where the stay is`;
}

/** What a code entitles to is bound when it is entered; behind the door lies nothing else. */
function strangeTo({ stay, compartment }: Intended, { stays, visit }: StationState): string | null {
  const parcels = visit?.entitlement?.parcels ?? [];
  const own = parcels.find((parcel) => parcel.stay === stay);
  if (own?.compartment !== compartment) return `${compartment} is not where the parcel of the code is`;
  const other = stays.find(
    (one) => one.compartment === compartment && !parcels.some((parcel) => parcel.stay === one.id),
  );
  return other === undefined
    ? null
    : `${compartment} was opened with ${other.waybill} of somebody else inside`;
}

/** A service is about no parcel, and nobody else may open without one. */
function isStaff({ visit }: StationState): boolean {
  return visit !== null && visit.actor.kind !== 'recipient' && visit.actor.kind !== 'courier';
}
