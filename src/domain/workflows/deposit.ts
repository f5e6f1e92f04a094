import type { Contact } from '../advice.ts';
import { allocate, freeSizes } from '../allocation.ts';
import type { Wanted } from '../allocation.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment, isReachable } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { isShelved } from '../shelves.ts';
import { findStay } from '../stay.ts';
import { readWaybill } from '../waybill.ts';
import type { CompartmentLabel, StayId, VisitId, Waybill } from '../words.ts';
import { completeDeposit } from './deposit-door.ts';
import { declaredOf, objectTo } from './deposit-guards.ts';
import type { Objection, StartDeposit } from './deposit-guards.ts';
import { courierVisit, findDepositTask, freeCourierVisit, mayConfirm } from './courier-task.ts';
import type { CourierVisit } from './courier-task.ts';
import { evidenceAt } from './door-task.ts';
import { openAnew } from './opening.ts';
import { useReservation } from './reservations.ts';
import { keepParcel } from './deposit-correction.ts';
import { accept, refuse } from './verdict.ts';

type Followed = Pick<Decision, 'events' | 'effects'>;
const nothing: Followed = { events: [], effects: [] };

/**
 * A courier hands a parcel over. What the scan says about the parcel before stays true if this one is
 * refused.
 */
export function startDeposit(
  before: StationState,
  command: StartDeposit,
  now: Moment,
  chance: Chance,
): Decision {
  const waybill = readWaybill(command.waybill);
  const previous = finishPreviousDeposit(before, command.visit, now, waybill);
  const decision = startNext(evolveAll(before, previous.events), command, waybill, now, chance);
  return {
    events: [...previous.events, ...decision.events],
    effects: [...previous.effects, ...decision.effects],
    answer: decision.answer,
  };
}

function startNext(
  state: StationState,
  command: StartDeposit,
  waybill: Waybill | null,
  now: Moment,
  chance: Chance,
): Decision {
  const free = freeCourierVisit(state, command.visit);
  if ('refused' in free) return free.refused;
  const { visit } = free;
  if (waybill === null) return refuse('waybill-malformed');
  const objection = objectTo(state, command, waybill, now, 'locker');
  if (objection !== null) return turnAway(visit, command, waybill, objection, now);
  const contact = command.contact ?? command.knowledge.advice?.contact ?? null;
  if (contact === null) return refuse('contact-missing');
  const place = choosePlace(state, visit, command, waybill, now);
  if ('refusal' in place) return turnAway(visit, command, waybill, place, now);
  const stay = chance.id() as StayId;
  const started = [
    ...depositStarted(visit, command, contact, { waybill, compartment: place.compartment, stay }, now),
    ...useReservation(state, { waybill, courier: visit.actor.courier }, place.compartment, now),
  ];
  const door = { purpose: 'deposit' as const, stay, compartment: place.compartment };
  const opening = openAnew(evolveAll(state, started), door, now, chance);
  return accept([...started, ...opening.events], { visit: visit.id, stay }, opening.effects);
}

/** A no that the centre hears of; what the law stopped is counted by its interlock. */
function turnAway(
  visit: CourierVisit,
  { size }: StartDeposit,
  waybill: Waybill,
  { refusal, interlock, details }: Objection,
  now: Moment,
): Decision {
  const { courier, carrier } = visit.actor;
  const told = { visit: visit.id, courier, carrier, waybill, size, reason: refusal, interlock };
  return refuse(refusal, details, [{ type: 'deposit.refused', at: now, ...told }]);
}

function choosePlace(
  state: StationState,
  visit: CourierVisit,
  { size, declared, knowledge }: StartDeposit,
  waybill: Waybill,
  now: Moment,
): { readonly compartment: CompartmentLabel } | Objection {
  const { advice } = knowledge;
  if (declared.joins) return joinedPlace(state, advice?.recipient ?? null);
  const wanted: Wanted = {
    waybill,
    courier: visit.actor.courier,
    size,
    needsReach: advice?.needsReach ?? false,
  };
  const compartment = allocate(state, wanted, now);
  if (compartment !== null) return { compartment };
  const isOnlyReach = wanted.needsReach && allocate(state, { ...wanted, needsReach: false }, now) !== null;
  // Must M12: a compartment out of reach would be no delivery to this recipient.
  if (isOnlyReach) return { refusal: 'reach-unavailable', interlock: 'accessibility', details: {} };
  return { refusal: 'station-full', interlock: null, details: { free: freeSizes(state, now) } };
}

/** Two parcels share a compartment only by choice, and only those of one recipient (case 10). */
function joinedPlace(
  state: StationState,
  recipient: string | null,
): { readonly compartment: CompartmentLabel } | Objection {
  const other = state.stays.find(
    (stay) => recipient !== null && stay.recipient === recipient && stay.at === 'stored' && !isShelved(stay),
  );
  const unfounded: Objection = { refusal: 'join-unfounded', interlock: null, details: {} };
  if (other === undefined || !isReachable(state, other.compartment)) return unfounded;
  const compartment = findCompartment(state, other.compartment);
  const isSound = compartment?.quarantine === null && compartment.disabled === null;
  return isSound ? { compartment: other.compartment } : unfounded;
}

function depositStarted(
  visit: CourierVisit,
  command: StartDeposit,
  contact: Contact,
  placement: { waybill: Waybill; compartment: CompartmentLabel; stay: StayId },
  now: Moment,
): readonly DomainEvent[] {
  const { size, knowledge } = command;
  const isUnverified = knowledge.advice === null;
  const { courier, carrier } = visit.actor;
  return [
    {
      type: 'deposit.started',
      at: now,
      visit: visit.id,
      courier,
      carrier,
      size,
      sealedContact: contact.sealed,
      maskedContact: contact.masked,
      ...placement,
    },
    {
      type: 'deposit.declared',
      at: now,
      ...placement,
      ...declaredOf('locker', command, now),
    },
    ...(isUnverified ? [{ type: 'deposit.unverified' as const, at: now, ...placement, courier }] : []),
  ];
}

/**
 * Scanning the next parcel says that the previous one is in, where no sensor contradicts: a courier must not
 * have to tap between parcels. A label that is scanned again is in the courier's hand, so that it says
 * nothing of the kind.
 */
export function finishPreviousDeposit(
  state: StationState,
  id: VisitId,
  now: Moment,
  scanned: Waybill | null,
): Followed {
  const visit = courierVisit(state, id);
  const task = visit?.task ?? null;
  const stay = task === null ? undefined : findStay(state, task.stay);
  if (task === null || stay === undefined || task.purpose !== 'deposit' || task.leaving !== null) {
    return nothing;
  }
  const compartment = findCompartment(state, task.compartment);
  const isContradicted = compartment?.occupancy === 'empty' || compartment?.door === 'open';
  if (isContradicted || !mayConfirm(state, task) || stay.waybill === scanned) return nothing;
  return completeDeposit(stay, evidenceAt(state, task, 'courier'), now);
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
  const about = { visit: visit.id, stay: stay.id };
  const evidence = evidenceAt(state, task, 'courier');
  if (task.purpose === 'correction') return accept(keepParcel(stay, evidence, now), about);
  const { events, effects } = completeDeposit(stay, evidence, now);
  return accept(events, about, effects);
}
