import type { DomainEvent } from './events.ts';
import { harderQuarantine } from './quarantine.ts';
import type { Compartment, PlannedCompartment, StationState } from './state.ts';
import type { CompartmentLabel } from './words.ts';

/** The compartment of a label; the plan and the state always name the same ones. */
export function findCompartment(state: StationState, label: CompartmentLabel): Compartment | undefined {
  return state.compartments.find((compartment) => compartment.label === label);
}

/** What the station file says about a compartment. */
export function findPlanned(
  state: StationState,
  label: CompartmentLabel | undefined,
): PlannedCompartment | undefined {
  return state.plan.compartments.find((planned) => planned.label === label);
}

/**
 * Whether a pulse may be sent there: its board answers, and no pulse for it opened another door, or the other
 * way round (invariant I6).
 */
export function isReachable(state: StationState, label: CompartmentLabel): boolean {
  const planned = findPlanned(state, label);
  const isMistaken = state.faults.some(
    ({ code, compartments }) => code === 'wrong-door' && compartments.includes(label),
  );
  return planned !== undefined && !state.silentBoards.includes(planned.board) && !isMistaken;
}

/** A compartment of which this run knows nothing yet. */
export function unreadCompartment(label: CompartmentLabel): Compartment {
  return {
    label,
    door: 'unknown',
    doorSince: null,
    occupancy: 'unknown',
    quarantine: null,
    disabled: null,
    lastDoor: 'unknown',
    shown: 'unknown',
    ajarStep: 0,
  };
}

export function compartmentsAfter(all: readonly Compartment[], event: DomainEvent): readonly Compartment[] {
  switch (event.type) {
    case 'door.read':
      return change(all, event.compartment, (compartment) => ({
        ...compartment,
        door: event.door,
        occupancy: event.occupancy,
        shown: event.shown,
        doorSince: compartment.door === event.door ? compartment.doorSince : event.at,
        lastDoor: event.door === 'unknown' ? compartment.lastDoor : event.door,
      }));
    case 'door.ajar':
      return change(all, event.compartment, (compartment) => ({ ...compartment, ajarStep: event.step }));
    case 'door.ajar-resolved':
      return change(all, event.compartment, (compartment) => ({ ...compartment, ajarStep: 0 }));
    case 'sensor.stuck':
      return event.kind === 'door'
        ? all
        : change(all, event.compartment, (compartment) => ({ ...compartment, occupancy: 'unknown' }));
    case 'sensor.restored':
      return event.kind === 'door'
        ? all
        : change(all, event.compartment, (compartment) => ({ ...compartment, occupancy: compartment.shown }));
    case 'compartment.quarantined':
      return change(all, event.compartment, (compartment) => ({
        ...compartment,
        quarantine: harderQuarantine(compartment.quarantine, event.cause),
      }));
    case 'compartment.released':
      return change(all, event.compartment, (compartment) => ({ ...compartment, quarantine: null }));
    case 'compartment.disabled': {
      const { reason, staff, at: since } = event;
      return change(all, event.compartment, (compartment) => ({
        ...compartment,
        disabled: { reason, staff, since },
      }));
    }
    case 'compartment.enabled':
      return change(all, event.compartment, (compartment) => ({ ...compartment, disabled: null }));
    default:
      return all;
  }
}

function change(
  all: readonly Compartment[],
  label: CompartmentLabel,
  how: (compartment: Compartment) => Compartment,
): readonly Compartment[] {
  const index = all.findIndex((compartment) => compartment.label === label);
  const found = all[index];
  return found === undefined ? all : all.with(index, how(found));
}
