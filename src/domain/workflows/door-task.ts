import { findCompartment, findPlanned } from '../compartment.ts';
import type { Evidence } from '../events/evidence.ts';
import type { DoorTask, StationState } from '../state.ts';

/** What the sensors showed at the door of a task, and who said the rest. */
export function evidenceAt(
  state: StationState,
  task: DoorTask,
  confirmedBy: Evidence['confirmedBy'],
): Evidence {
  const compartment = findCompartment(state, task.compartment);
  return {
    doorOpened: task.seenOpen,
    doorClosed: compartment?.door === 'closed',
    occupancy: compartment?.occupancy ?? 'unknown',
    confirmedBy,
  };
}

/** Whether the lock has no sensor that shows its door, so that only a person can speak for it. */
export function isBlindDoor(state: StationState, { compartment }: DoorTask): boolean {
  return findPlanned(state, compartment)?.doorSensor === false;
}

/** Whether a person may have reached inside: the door was seen open, or nothing could have seen it. */
export function mayHaveOpened(state: StationState, task: DoorTask): boolean {
  return task.seenOpen || isBlindDoor(state, task);
}
