import type { DomainEvent } from '#domain/events';
import type { StationState } from '#domain/state';
import type { CompartmentLabel, StayId } from '#domain/words';
import { eachEvent } from './each-event.ts';
import type { Checker, Truth } from './witness.ts';

/**
 * I1: a compartment is given to a deposit only if the ledger knows nothing inside, its sensor sees nothing,
 * its door reads closed, its board answers and nothing about it is unresolved; and only if nothing is inside,
 * unless a sensor or a person has lied about it.
 */
export function watchOffers(): Checker {
  const excused = new Set<string>();

  function whyNotHere(label: string, state: StationState, truth: Truth): string | null {
    const wrong = whyNot(state, label);
    if (wrong !== null) return wrong;
    const contents = truth.contentsOf(label);
    const isExcused =
      truth.isDeceived(label) || excused.has(label) || contents.every((content) => excused.has(content));
    return isExcused ? null : `${label} was given to a deposit and something lies in it`;
  }

  return {
    name: 'offers',
    see(witnessed, truth) {
      if (witnessed.kind === 'mischief') for (const about of witnessed.about) excused.add(about);
      if (witnessed.kind !== 'commit') return null;
      return eachEvent(witnessed, (event, reached) => {
        switch (event.type) {
          case 'deposit.started':
            return isJoining(witnessed.events, event.stay, reached, event.compartment)
              ? null
              : whyNotHere(event.compartment, reached, truth);
          case 'drop-off.started':
            return whyNotHere(event.compartment, reached, truth);
          case 'deposit.moved':
          case 'deposit.resized':
          case 'drop-off.moved':
            return whyNotHere(event.to, reached, truth);
          default:
            return null;
        }
      });
    },
  };
}

/** Beside a parcel only another one of the same recipient may lie (incident 10). */
function isJoining(
  events: readonly DomainEvent[],
  stay: StayId,
  { stays }: StationState,
  label: CompartmentLabel,
): boolean {
  const declared = events.find((event) => event.type === 'deposit.declared' && event.stay === stay);
  const recipient = declared?.type === 'deposit.declared' ? declared.recipient : null;
  const beside = stays.filter(({ compartment }) => compartment === label);
  return beside.length > 0 && recipient !== null && beside.every((one) => one.recipient === recipient);
}

function whyNot(state: StationState, label: string): string | null {
  const planned = state.plan.compartments.find((one) => one.label === label);
  const seen = state.compartments.find((one) => one.label === label);
  const offered = `${label} was given to a deposit although`;
  if (planned === undefined || seen === undefined) return `${offered} it is not there`;
  if (state.stays.some(({ compartment }) => compartment === label))
    return `${offered} a parcel is recorded in it`;
  if (seen.quarantine !== null) return `${offered} it is in quarantine`;
  if (seen.disabled !== null) return `${offered} it is disabled`;
  if (seen.occupancy === 'occupied') return `${offered} its sensor sees something inside`;
  if (planned.doorSensor && seen.door !== 'closed') return `${offered} its door reads ${seen.door}`;
  if (state.silentBoards.includes(planned.board)) return `${offered} its board is silent`;
  const isUnresolved = [...state.intentions, ...state.releases].some(
    ({ compartment }) => compartment === label,
  );
  return isUnresolved ? `${offered} a pulse or a release is unresolved` : null;
}
