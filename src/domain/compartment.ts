import type { DomainEvent } from './events.ts';
import type { Compartment, StationState } from './state.ts';
import type { CompartmentLabel } from './words.ts';

/** The compartment of a label; the plan and the state always name the same ones. */
export function findCompartment(state: StationState, label: CompartmentLabel): Compartment | undefined {
  return state.compartments.find((compartment) => compartment.label === label);
}

export function compartmentsAfter(all: readonly Compartment[], event: DomainEvent): readonly Compartment[] {
  switch (event.type) {
    case 'door.read':
      return change(all, event.compartment, (compartment) => ({
        ...compartment,
        door: event.door,
        occupancy: event.occupancy,
        doorSince: compartment.door === event.door ? compartment.doorSince : event.at,
      }));
    case 'compartment.quarantined':
      return change(all, event.compartment, (compartment) => ({ ...compartment, quarantine: event.cause }));
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
