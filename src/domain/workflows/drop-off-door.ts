import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import { collectionMs, isOutbound, promisedCollectBy } from '../sending.ts';
import type { OutboundStay } from '../sending.ts';
import { isSendingStopped } from '../sending-interlocks.ts';
import type { DoorTask, StationState, Visit } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import type { Occupancy, StayId, VisitId } from '../words.ts';
import { sendingVisit } from './drop-off.ts';
import { evidenceAt, isBlindDoor } from './door-task.ts';
import { openAnew } from './opening.ts';
import { accept, refuse } from './verdict.ts';

/** The door of a drop-off was seen to close: only what the sensor shows is accepted without a word. */
export function closeDropOff(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  occupancy: Occupancy,
  now: Moment,
): readonly DomainEvent[] {
  const stay = findStay(state, task.stay);
  if (stay === undefined || !isOutbound(stay)) return [];
  const isWatched = !isSendingStopped(state);
  if (task.purpose === 'drop-off' && occupancy === 'occupied' && task.seenOpen && isWatched) {
    const evidence: Evidence = { doorOpened: true, doorClosed: true, occupancy, confirmedBy: 'sensor' };
    return [accepted(stay, evidence, now)];
  }
  if (task.purpose === 'withdrawal' && occupancy === 'empty') {
    return [cancelled(stay, 'no', now)];
  }
  return [{ type: 'door.asked', at: now, visit: visit.id, compartment: task.compartment }];
}

function accepted(stay: OutboundStay, evidence: Evidence, now: Moment): DomainEvent {
  const { carrier, outbound } = stay;
  const { authority, isLocalWaybill, weighing, collectWithinHours } = outbound;
  return {
    type: 'drop-off.accepted',
    at: now,
    ...placementOf(stay),
    carrier,
    authority,
    isLocalWaybill,
    weighing,
    evidence,
    promisedCollectBy: promisedCollectBy(outbound, now),
    collectWithinHours,
  };
}

function cancelled(stay: OutboundStay, parcelInside: 'no' | 'unknown', now: Moment): DomainEvent {
  return { type: 'drop-off.cancelled', at: now, ...placementOf(stay), parcelInside };
}

/**
 * A person's word completes what no sensor can tell. It never stands against a sensor that sees nothing: the
 * receipt would be for a parcel that may not be there.
 */
export function confirmDropOff(
  state: StationState,
  command: Extract<Command, { do: 'confirm-drop-off' }>,
  now: Moment,
): Decision {
  const found = findDropOffTask(state, command);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  if (task.purpose !== 'drop-off' || !mayConfirm(state, task)) return refuse('step-unfitting');
  if (isSendingStopped(state)) return refuse('sending-refused');
  const { occupancy } = evidenceAt(state, task, null);
  if (occupancy === 'empty') return refuse('parcel-not-seen', { compartment: task.compartment });
  const confirmedBy =
    occupancy === 'occupied' ? 'sensor' : visit.actor.kind === 'staff' ? 'attendant' : 'sender';
  const evidence = evidenceAt(state, task, confirmedBy);
  return accept([accepted(stay, evidence, now)], { visit: visit.id, stay: stay.id });
}

/** After the door was seen to open and close; without a door sensor only a person can speak for it. */
function mayConfirm(state: StationState, task: DoorTask): boolean {
  if (task.at === 'asking') return task.seenOpen;
  return task.at === 'unseen' && isBlindDoor(state, task);
}

/** The sender thinks better of it; with the parcel inside, the door opens once more. */
export function cancelDropOff(
  state: StationState,
  command: Extract<Command, { do: 'cancel-drop-off' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findDropOffTask(state, command);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  const about = { visit: visit.id, stay: stay.id };
  if (task.at === 'opening') return refuse('step-unfitting');
  const started: DomainEvent = { type: 'withdrawal.started', at: now, visit: visit.id, ...placementOf(stay) };
  const withdrawal = task.purpose === 'drop-off' ? [started] : [];
  if (task.at === 'open') return accept(withdrawal, about);
  if (command.parcelInside === 'yes') {
    const { compartment } = stay;
    const door = { purpose: 'withdrawal' as const, stay: stay.id, compartment };
    const opening = openAnew(state, door, now, chance);
    return accept([...withdrawal, ...opening.events], about, opening.effects);
  }
  return accept(endUnaccepted(state, task, stay, now, chance), about);
}

/** The sender says that nothing is inside; what a sensor sees, and what nobody saw, stays a question. */
function endUnaccepted(
  state: StationState,
  task: DoorTask,
  stay: OutboundStay,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const { compartment } = stay;
  const isContradicted = findCompartment(state, compartment)?.occupancy === 'occupied';
  if (!isContradicted && task.at !== 'unseen') return [cancelled(stay, 'no', now)];
  return [
    cancelled(stay, 'unknown', now),
    ...quarantine(state, compartment, 'contents-unclear', now),
    ...openCase(state, 'contents-unclear', { stay: stay.id, compartment }, now, chance),
  ];
}

function findDropOffTask(
  state: StationState,
  command: { readonly visit: VisitId; readonly stay: StayId },
): { visit: Visit; task: DoorTask; stay: OutboundStay } | { refusal: 'visit-over' | 'step-unfitting' } {
  const visit = sendingVisit(state, command.visit);
  if (typeof visit === 'string') return { refusal: visit };
  const { task } = visit;
  const stay = findStay(state, command.stay);
  if (task === null || task.stay !== command.stay || stay === undefined || !isOutbound(stay)) {
    return { refusal: 'step-unfitting' };
  }
  return { visit, task, stay };
}

/**
 * The box itself says that a promised collection has not come (S0-20), and only where the time has passed
 * beyond doubt: a carrier is not blamed by a clock that jumped.
 */
export function reportLateCollections(state: StationState, now: Moment): readonly DomainEvent[] {
  return state.stays.flatMap((stay): DomainEvent[] => {
    if (!isOutbound(stay) || stay.at !== 'stored' || stay.outbound.isCollectOverdue) return [];
    if (surelyElapsedMs(stay.depositedAt, now) < collectionMs(stay.outbound)) return [];
    return [{ type: 'drop-off.collect-overdue', at: now, ...placementOf(stay), carrier: stay.carrier }];
  });
}
