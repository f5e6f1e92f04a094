import { allocate, wantedFor } from '../allocation.ts';
import type { Chance } from '../chance.ts';
import { findCompartment } from '../compartment.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import type { UnlockOutcome } from '../events/door-events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import type { DoorTask, Stay, StationState, Visit } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import type { Occupancy } from '../words.ts';
import { closeCorrection } from './deposit-correction.ts';
import { closeLeft } from './deposit-displacement.ts';
import { openAnew } from './opening.ts';
import type { Outcome } from './opening.ts';

/**
 * The lock did not move, so nothing can be inside: the parcel gets another compartment and the courier does
 * not have to ask for it. Where none is left, the task stays jammed and the courier cancels.
 */
export function moveDeposit(
  state: StationState,
  task: DoorTask,
  outcome: UnlockOutcome,
  now: Moment,
  chance: Chance,
): Outcome {
  const stay = findStay(state, task.stay);
  if (stay === undefined) return { events: [], effects: [] };
  const jammed: readonly DomainEvent[] =
    outcome === 'no-movement' ? quarantine(state, task.compartment, 'lock-did-not-open', now) : [];
  const quarantined = evolveAll(state, jammed);
  const to = allocate(quarantined, wantedFor(stay), now);
  if (to === null) return { events: jammed, effects: [] };
  const type = stay.outbound === null ? 'deposit.moved' : 'drop-off.moved';
  const moved: DomainEvent = { type, at: now, ...placementOf(stay), to };
  const door = { purpose: task.purpose, stay: stay.id, compartment: to };
  const opening = openAnew(evolveAll(quarantined, [moved]), door, now, chance);
  return { events: [...jammed, moved, ...opening.events], effects: opening.effects };
}

/**
 * The door of a deposit was seen to close: the sensor decides where it can, otherwise the courier is asked.
 */
export function closeDeposit(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  occupancy: Occupancy,
  now: Moment,
  chance: Chance,
): Outcome {
  const stay = findStay(state, task.stay);
  if (stay === undefined) return { events: [], effects: [] };
  if (task.purpose === 'correction') return closeCorrection(state, visit, task, stay, occupancy, now);
  const isFoundOccupied = task.leaving?.cause === 'occupied';
  if (task.purpose === 'deposit' && task.leaving !== null) {
    return closeLeft(state, visit, task, stay, occupancy, now, chance);
  }
  // Beside another parcel a sensor that sees something has not seen this one.
  const isSeen = occupancy === 'occupied' && task.occupancyBefore !== 'occupied' && task.seenOpen;
  if (task.purpose === 'deposit' && isSeen) {
    return completeDeposit(
      stay,
      { doorOpened: true, doorClosed: true, occupancy, confirmedBy: 'sensor' },
      now,
    );
  }
  if (task.purpose === 'withdrawal' && (occupancy === 'empty' || isFoundOccupied)) {
    return {
      events: [{ type: 'deposit.cancelled', at: now, ...placementOf(stay), parcelInside: 'no' }],
      effects: [],
    };
  }
  return {
    events: [{ type: 'door.asked', at: now, visit: visit.id, compartment: task.compartment }],
    effects: [],
  };
}

export function completeDeposit(stay: Stay, evidence: Evidence, now: Moment): Outcome {
  const { courier } = stay;
  // Nobody but a courier deposits, so that a parcel without one cannot get here.
  if (courier === null) return { events: [], effects: [] };
  return {
    events: [{ type: 'deposit.completed', at: now, ...placementOf(stay), courier, evidence }],
    effects: [{ do: 'issue-code', stay: stay.id }],
  };
}

/**
 * A deposit whose courier is gone. Where the sensors do not show an empty compartment nobody knows what is
 * inside, so it is neither free nor delivered: quarantine instead of a guess.
 */
export function interruptDeposit(state: StationState, stay: Stay, now: Moment): readonly DomainEvent[] {
  const compartment = findCompartment(state, stay.compartment);
  const isSeenEmpty = compartment?.door === 'closed' && compartment.occupancy === 'empty';
  const cancelled: DomainEvent = {
    type: stay.outbound === null ? 'deposit.cancelled' : 'drop-off.cancelled',
    at: now,
    ...placementOf(stay),
    parcelInside: isSeenEmpty ? 'no' : 'unknown',
  };
  if (isSeenEmpty || compartment === undefined || compartment.quarantine !== null) return [cancelled];
  return [cancelled, ...quarantine(state, stay.compartment, 'deposit-interrupted', now)];
}
