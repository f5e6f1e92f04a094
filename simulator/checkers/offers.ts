import type { StationState } from '#domain/state';
import { eachEvent } from './each-event.ts';
import type { Checker } from './witness.ts';

/**
 * I1: a compartment is given to a deposit only if the ledger knows nothing inside, its sensor sees nothing,
 * its door reads closed, its board answers and nothing about it is unresolved.
 */
export function watchOffers(): Checker {
  return {
    name: 'offers',
    see(witnessed) {
      if (witnessed.kind !== 'commit') return null;
      return eachEvent(witnessed, (event, reached) => {
        if (event.type === 'deposit.started') return whyNot(reached, event.compartment);
        return event.type === 'deposit.moved' ? whyNot(reached, event.to) : null;
      });
    },
  };
}

function whyNot(state: StationState, label: string): string | null {
  const planned = state.plan.compartments.find((one) => one.label === label);
  const seen = state.compartments.find((one) => one.label === label);
  const offered = `${label} was given to a deposit although`;
  if (planned === undefined || seen === undefined) return `${offered} it is not there`;
  if (state.stays.some(({ compartment }) => compartment === label))
    return `${offered} a parcel is recorded in it`;
  if (seen.quarantine !== null) return `${offered} it is in quarantine`;
  if (seen.occupancy === 'occupied') return `${offered} its sensor sees something inside`;
  if (planned.doorSensor && seen.door !== 'closed') return `${offered} its door reads ${seen.door}`;
  if (state.silentBoards.includes(planned.board)) return `${offered} its board is silent`;
  const isUnresolved = [...state.intentions, ...state.releases].some(
    ({ compartment }) => compartment === label,
  );
  return isUnresolved ? `${offered} a pulse or a release is unresolved` : null;
}
