import { findCompartment } from '../compartment.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import type { DoorTask, Stay, StationState, Visit } from '../state.ts';
import { findStay, isShared, placementOf } from '../stay.ts';
import type { Occupancy } from '../words.ts';
import { evidenceAt, mayHaveOpened } from './door-task.ts';

/**
 * The door of a recall was seen to close. A parcel is taken back when its own label was scanned and nothing
 * shows it inside; a wrong parcel has to be seen inside again.
 */
export function closeRecall(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  occupancy: Occupancy,
  now: Moment,
): readonly DomainEvent[] {
  const stay = findStay(state, task.stay);
  if (stay === undefined) return [];
  const scan = task.recall?.scan;
  if (scan === 'match' && !isSeenInside(state, stay, occupancy)) {
    return completeRecall(state, visit, task, stay, now);
  }
  if (scan === 'mismatch' && occupancy === 'occupied') return endRecall(state, task, stay, 'sensor', now);
  return [{ type: 'door.asked', at: now, visit: visit.id, compartment: task.compartment }];
}

/** Whether the scanned label and the sensors together show that the parcel is out. */
export function isTakenOut(state: StationState, task: DoorTask, stay: Stay): boolean {
  return (
    task.recall?.scan === 'match' &&
    mayHaveOpened(state, task) &&
    !isSeenInside(state, stay, occupancyOf(state, task))
  );
}

/** Beside another parcel a sensor that sees something has not seen this one. */
function isSeenInside(state: StationState, stay: Stay, occupancy: Occupancy): boolean {
  return occupancy === 'occupied' && !isShared(state, stay);
}

export function completeRecall(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  stay: Stay,
  now: Moment,
): readonly DomainEvent[] {
  const { actor } = visit;
  if (actor.kind !== 'courier' || task.recall === null) return [];
  const { courier, carrier } = actor;
  const { cause } = task.recall;
  const isSeen = task.occupancyBefore === 'occupied' && occupancyOf(state, task) === 'empty';
  const evidence = evidenceAt(state, task, isSeen ? 'sensor' : 'courier');
  if (stay.outbound !== null) {
    const isOverdue = stay.outbound.isCollectOverdue;
    const collected = { ...placementOf(stay), courier, carrier, isOverdue, evidence };
    return [{ type: 'drop-off.collected', at: now, ...collected }];
  }
  return [{ type: 'recall.completed', at: now, ...placementOf(stay), courier, carrier, cause, evidence }];
}

/**
 * The recall is over and the parcel counts as inside: the stay goes on and the code stays valid (rule R11).
 * Where the door was open and neither a sensor nor a person says that it is inside, somebody has to look.
 */
export function endRecall(
  state: StationState,
  task: DoorTask,
  stay: Stay,
  confirmedBy: Evidence['confirmedBy'],
  now: Moment,
): readonly DomainEvent[] {
  const evidence = evidenceAt(state, task, confirmedBy);
  const isContradicted = task.occupancyBefore !== 'empty' && evidence.occupancy === 'empty';
  const isUntold = confirmedBy === null && evidence.occupancy !== 'occupied';
  const isUnclear = task.seenOpen && (isContradicted || isUntold);
  return [
    { type: 'recall.unconfirmed', at: now, ...placementOf(stay), evidence },
    ...(isUnclear ? quarantine(state, task.compartment, 'contents-unclear', now) : []),
  ];
}

/** The courier is gone. What was scanned and seen to leave is taken back; of all else nothing is claimed. */
export function leaveRecall(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  now: Moment,
): readonly DomainEvent[] {
  const stay = findStay(state, task.stay);
  if (stay === undefined) return [];
  const isSeenOut = isTakenOut(state, task, stay) && occupancyOf(state, task) === 'empty';
  return isSeenOut ? completeRecall(state, visit, task, stay, now) : endRecall(state, task, stay, null, now);
}

function occupancyOf(state: StationState, task: DoorTask): Occupancy {
  return findCompartment(state, task.compartment)?.occupancy ?? 'unknown';
}
