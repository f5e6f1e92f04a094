import { allocate } from '../allocation.ts';
import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import type { Actor, DoorTask, Stay, StationState, Visit } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { readWaybill } from '../waybill.ts';
import type { StayId, VisitId, Waybill } from '../words.ts';
import { completeDeposit } from './deposit-door.ts';
import { authorise, openDoor } from './opening.ts';
import { accept, refuse } from './verdict.ts';

export type CourierVisit = Visit & { readonly actor: Extract<Actor, { kind: 'courier' }> };

/** The courier's visit of this id, if it is the one in progress. */
export function courierVisit(state: StationState, id: VisitId): CourierVisit | null {
  const { visit } = state;
  return visit !== null && visit.id === id && visit.actor.kind === 'courier' ? (visit as CourierVisit) : null;
}

export function startDeposit(
  before: StationState,
  command: Extract<Command, { do: 'start-deposit' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const previous = finishPreviousDeposit(before, command.visit, now);
  const state = evolveAll(before, previous.events);
  const visit = courierVisit(state, command.visit);
  if (visit === null) return refuse('visit-over');
  if (visit.stopped !== null) return refuse('visit-stopped', { compartment: visit.stopped.opened });
  if (visit.task !== null) return refuse('deposit-in-progress', { compartment: visit.task.compartment });
  if (state.link === 'down' && state.policy.offlineDeposits === 'refuse') return refuse('link-needed');
  const waybill = readWaybill(command.waybill);
  if (waybill === null) return refuse('waybill-malformed');
  const twin = state.stays.find((stay) => stay.waybill === waybill);
  if (twin !== undefined) return refuse('waybill-duplicate', { compartment: twin.compartment });
  const compartment = allocate(state, command.size);
  if (compartment === null) return refuse('station-full');
  const started = depositStarted(visit, command, { waybill, compartment, stay: chance.id() as StayId }, now);
  const opening = openDoor(
    evolveAll(state, [started]),
    { purpose: 'deposit', stay: started.stay, compartment, authorisation: authorise(chance), pulse: 1 },
    now,
    chance,
  );
  return accept([...previous.events, started, ...opening.events], { visit: visit.id, stay: started.stay }, [
    ...previous.effects,
    ...opening.effects,
  ]);
}

function depositStarted(
  visit: CourierVisit,
  command: Extract<Command, { do: 'start-deposit' }>,
  placement: { waybill: Waybill; compartment: Stay['compartment']; stay: StayId },
  now: Moment,
): Extract<DomainEvent, { type: 'deposit.started' }> {
  return {
    type: 'deposit.started',
    at: now,
    visit: visit.id,
    courier: visit.actor.courier,
    carrier: visit.actor.carrier,
    size: command.size,
    sealedContact: command.sealedContact,
    maskedContact: command.maskedContact,
    recipient: command.recipient ?? null,
    ...placement,
  };
}

/**
 * Scanning the next parcel says that the previous one is in, where no sensor says otherwise: a courier must
 * not have to tap between parcels.
 */
export function finishPreviousDeposit(
  state: StationState,
  id: VisitId,
  now: Moment,
): Pick<Decision, 'events' | 'effects'> {
  const visit = courierVisit(state, id);
  const task = visit?.task ?? null;
  const stay = task === null ? undefined : findStay(state, task.stay);
  const isSilent = task !== null && findCompartment(state, task.compartment)?.occupancy === 'unknown';
  if (stay === undefined || task?.at !== 'asking' || task.purpose !== 'deposit' || !isSilent) {
    return { events: [], effects: [] };
  }
  return completeDeposit(stay, courierEvidence(state, task), now);
}

/** What the sensors showed, and that the courier said the rest. */
function courierEvidence(state: StationState, task: DoorTask): Evidence {
  const compartment = findCompartment(state, task.compartment);
  return {
    doorOpened: task.seenOpen,
    doorClosed: compartment?.door === 'closed',
    occupancy: compartment?.occupancy ?? 'unknown',
    confirmedBy: 'courier',
  };
}

export function confirmDeposit(
  state: StationState,
  command: Extract<Command, { do: 'confirm-deposit' }>,
  now: Moment,
): Decision {
  const found = findDepositTask(state, command);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  if (!mayConfirm(state, task)) return refuse('step-unfitting');
  const { events, effects } = completeDeposit(stay, courierEvidence(state, task), now);
  return accept(events, { visit: visit.id, stay: stay.id }, effects);
}

/** After the door was seen to close; a door without a sensor can only be spoken for by the courier. */
function mayConfirm(state: StationState, task: DoorTask): boolean {
  if (task.at === 'asking') return true;
  const planned = state.plan.compartments.find(({ label }) => label === task.compartment);
  return task.at === 'unseen' && planned?.doorSensor === false;
}

export function cancelDeposit(
  state: StationState,
  command: Extract<Command, { do: 'cancel-deposit' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findDepositTask(state, command);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  const about = { visit: visit.id, stay: stay.id };
  if (task.at === 'opening') return refuse('step-unfitting');
  const withdrawal: DomainEvent = {
    type: 'withdrawal.started',
    at: now,
    visit: visit.id,
    ...placementOf(stay),
  };
  if (task.at === 'open') return accept(task.purpose === 'deposit' ? [withdrawal] : [], about);
  if (command.parcelInside === 'yes' && task.at === 'asking') {
    const door = { purpose: 'withdrawal' as const, stay: stay.id, compartment: stay.compartment, pulse: 1 };
    const opening = openDoor(state, { ...door, authorisation: authorise(chance) }, now, chance);
    return accept([withdrawal, ...opening.events], about, opening.effects);
  }
  return accept(endCancelled(state, task, stay, now, chance), about);
}

/**
 * The courier says that nothing is inside; a sensor that sees something, or a door nobody saw, keeps it open.
 */
function endCancelled(
  state: StationState,
  task: DoorTask,
  stay: Stay,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const isContradicted = findCompartment(state, task.compartment)?.occupancy === 'occupied';
  const isUnclear = isContradicted || task.at === 'unseen';
  const cancelled: DomainEvent = {
    type: 'deposit.cancelled',
    at: now,
    ...placementOf(stay),
    parcelInside: isUnclear ? 'unknown' : 'no',
  };
  if (!isUnclear) return [cancelled];
  return [
    cancelled,
    { type: 'compartment.quarantined', at: now, compartment: stay.compartment, cause: 'contents-unclear' },
    ...openCase(state, 'contents-unclear', { stay: stay.id, compartment: stay.compartment }, now, chance),
  ];
}

function findDepositTask(
  state: StationState,
  command: { readonly visit: VisitId; readonly stay: StayId },
): { visit: Visit; task: DoorTask; stay: Stay } | { refusal: 'visit-over' | 'step-unfitting' } {
  const visit = courierVisit(state, command.visit);
  if (visit === null) return { refusal: 'visit-over' };
  const stay = findStay(state, command.stay);
  const { task } = visit;
  if (task === null || stay === undefined || task.stay !== stay.id) return { refusal: 'step-unfitting' };
  return { visit, task, stay };
}
