import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment, isReachable } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import { evolveAll } from '../evolve.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import type { DoorTask, Stay, StationState, Visit } from '../state.ts';
import { isShelved } from '../shelves.ts';
import { findStay, isShared, placementOf } from '../stay.ts';
import type { CompartmentLabel, CourierId, Occupancy } from '../words.ts';
import { courierVisit } from './courier-task.ts';
import type { CourierVisit } from './courier-task.ts';
import { evidenceAt } from './door-task.ts';
import { openAnew } from './opening.ts';
import type { Outcome } from './opening.ts';
import { accept, refuse } from './verdict.ts';

/**
 * Milliseconds for which the courier may still look again; 0 when only the centre can help. Time that cannot
 * be told for sure gives a courier nothing (invariant I14), hence only within one run.
 */
export function correctionLeftMs(state: StationState, stay: Stay, courier: CourierId, now: Moment): number {
  const isBehindDoor = stay.at === 'stored' && !isShelved(stay);
  const isOwn = stay.courier === courier && isBehindDoor && stay.depositedAt.boot === now.boot;
  return isOwn ? Math.max(0, state.policy.correctionMs - surelyElapsedMs(stay.depositedAt, now)) : 0;
}

/** The door of a finished deposit once more, for the courier who made it and for a short time (case 13). */
export function reopenDeposit(
  state: StationState,
  command: Extract<Command, { do: 'reopen-deposit' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const visit = courierVisit(state, command.visit);
  if (visit === null) return refuse('visit-over');
  const { task } = visit;
  if (visit.stopped !== null) return refuse('visit-stopped', { compartment: visit.stopped.opened });
  const stay = findStay(state, command.stay);
  if (task !== null && !isAnswering(task, command.stay)) {
    return refuse('deposit-in-progress', { compartment: task.compartment });
  }
  if (stay === undefined) return refuse('step-unfitting');
  if (correctionLeftMs(state, stay, visit.actor.courier, now) === 0) return refuse('correction-late');
  const { compartment } = stay;
  if (!isReachable(state, compartment)) return refuse('compartment-unavailable', { compartment });
  const reopened: DomainEvent = {
    type: 'deposit.reopened',
    at: now,
    visit: visit.id,
    ...placementOf(stay),
  };
  const door = { purpose: 'correction' as const, stay: stay.id, compartment };
  const opening = openAnew(evolveAll(state, [reopened]), door, now, chance);
  return accept([reopened, ...opening.events], { visit: visit.id, stay: stay.id }, opening.effects);
}

/** The door is shut and the courier was asked what they found. */
function isAnswering(task: DoorTask, stay: Stay['id']): boolean {
  return task.purpose === 'correction' && task.stay === stay && task.at === 'asking';
}

/** The reopened door was seen to close: a sensor that sees the parcel ends the question, else it is put. */
export function closeCorrection(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  stay: Stay,
  occupancy: Occupancy,
  now: Moment,
): Outcome {
  const { compartment, seenOpen } = task;
  const events: readonly DomainEvent[] =
    occupancy === 'occupied' && !isShared(state, stay)
      ? keepParcel(stay, { doorOpened: seenOpen, doorClosed: true, occupancy, confirmedBy: 'sensor' }, now)
      : [{ type: 'door.asked', at: now, visit: visit.id, compartment }];
  return { events, effects: [] };
}

/** Nothing has changed: the parcel lies where its deposit says. */
export function keepParcel(stay: Stay, evidence: Evidence, now: Moment): readonly DomainEvent[] {
  return [{ type: 'deposit.kept', at: now, ...placementOf(stay), evidence }];
}

/**
 * The courier says whether the parcel is out again. Where a sensor contradicts, or nobody knows, the
 * recipient keeps the right to open and somebody looks into the case.
 */
export function cancelCorrection(
  state: StationState,
  task: DoorTask,
  stay: Stay,
  parcelInside: 'yes' | 'no' | 'unknown',
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const evidence = evidenceAt(state, task, 'courier');
  const isOut = parcelInside === 'no' && task.seenOpen && evidence.occupancy !== 'occupied';
  if (isOut) return [{ type: 'deposit.cancelled', at: now, ...placementOf(stay), parcelInside: 'no' }];
  const { compartment } = task;
  const isSure = parcelInside === 'yes' && evidence.occupancy !== 'empty';
  const doubt = isSure
    ? []
    : openCase(state, 'contents-unclear', { stay: stay.id, compartment }, now, chance);
  return [...keepParcel(stay, evidence, now), ...doubt];
}

/** The courier left a reopened door behind: only a shut and empty compartment ends the stay. */
export function leaveCorrection(
  state: StationState,
  task: DoorTask,
  stay: Stay,
  now: Moment,
): readonly DomainEvent[] {
  const evidence: Evidence = evidenceAt(state, task, null);
  const isSeenEmpty = evidence.doorOpened && evidence.doorClosed && evidence.occupancy === 'empty';
  return isSeenEmpty
    ? [{ type: 'deposit.cancelled', at: now, ...placementOf(stay), parcelInside: 'no' }]
    : keepParcel(stay, evidence, now);
}

type CorrectDeposit = Extract<Command, { do: 'correct-deposit' }>;

/**
 * The parcel lies in another compartment than its deposit says; two that were swapped are put right
 * together.
 */
export function correctDeposit(state: StationState, command: CorrectDeposit, now: Moment): Decision {
  const visit = command.visit === null ? null : courierVisit(state, command.visit);
  if (command.visit !== null && visit === null) return refuse('visit-over');
  const stay = findStay(state, command.stay);
  const isFree = state.visit === null || isFreeFor(state.visit, visit, command.stay);
  const isPlanned = state.plan.compartments.some(({ label }) => label === command.compartment);
  if (stay?.at !== 'stored' || !isFree || !isPlanned || stay.compartment === command.compartment) {
    return refuse('step-unfitting');
  }
  const swapped = state.stays.filter(({ compartment }) => compartment === command.compartment);
  // What was swapped is swapped whole: beside a parcel lie only others of its recipient.
  const own = state.stays.filter(({ compartment }) => compartment === stay.compartment);
  const moved = swapped.length === 0 ? [stay] : [...own, ...swapped];
  const isAllowed = (one: Stay): boolean =>
    one.at === 'stored' && (visit === null || correctionLeftMs(state, one, visit.actor.courier, now) > 0);
  if (!moved.every(isAllowed)) return refuse('correction-late');
  const wrong = findContradiction(state, stay, command.compartment, swapped.length > 0);
  if (wrong !== null) return refuse('correction-contradicted', { compartment: wrong });
  const by = visit === null ? 'centre' : 'courier';
  const corrected = moved.map((one): DomainEvent => {
    const to = one.compartment === stay.compartment ? command.compartment : stay.compartment;
    return { type: 'deposit.corrected', at: now, ...placementOf(one), to, by };
  });
  return accept(
    [...corrected, ...releaseFound(state, command.compartment, now)],
    visit === null ? { stay: stay.id } : { visit: visit.id, stay: stay.id },
  );
}

/** The compartment in which something cannot be as it was said, or null. */
function findContradiction(
  state: StationState,
  stay: Stay,
  to: CompartmentLabel,
  isSwap: boolean,
): CompartmentLabel | null {
  if (isContradicted(state, to, 'empty')) return to;
  const isLeftEmpty = !isSwap && !isShared(state, stay);
  return isContradicted(state, stay.compartment, isLeftEmpty ? 'occupied' : 'empty')
    ? stay.compartment
    : null;
}

/** Nobody stands at a door, or this courier was just asked about this very parcel. */
function isFreeFor(running: Visit, asking: CourierVisit | null, stay: Stay['id']): boolean {
  const { task } = running;
  return task === null || (asking !== null && isAnswering(task, stay));
}

/** A door that stands open, or a sensor that shows what cannot be if the correction were right. */
function isContradicted(state: StationState, label: CompartmentLabel, wrong: Occupancy): boolean {
  const compartment = findCompartment(state, label);
  return compartment?.door === 'open' || compartment?.occupancy === wrong;
}

/** What was unclear about the compartment is clear now: this parcel is in it. */
function releaseFound(
  state: StationState,
  compartment: CompartmentLabel,
  now: Moment,
): readonly DomainEvent[] {
  const cause = findCompartment(state, compartment)?.quarantine ?? null;
  const isFound =
    cause === 'contents-unclear' || cause === 'contents-mismatch' || cause === 'deposit-interrupted';
  return isFound ? [{ type: 'compartment.released', at: now, compartment, cause }] : [];
}
