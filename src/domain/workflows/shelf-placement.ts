import type { Contact } from '../advice.ts';
import { isWithinReach } from '../allocation.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { isShelved, layerOf, readPosition, shelvedAt } from '../shelves.ts';
import type { Placer } from '../shelves.ts';
import type { StationState, Stay, Visit } from '../state.ts';
import { placementOf } from '../stay.ts';
import { readWaybill } from '../waybill.ts';
import type { CompartmentLabel, StayId, VisitId, Waybill } from '../words.ts';
import { declaredOf, objectTo } from './deposit-guards.ts';
import type { Objection } from './deposit-guards.ts';
import { finishPreviousDeposit } from './deposit.ts';
import { accept, refuse } from './verdict.ts';

type Do<Name extends Command['do']> = Extract<Command, { do: Name }>;
type Placing = { readonly visit: Visit; readonly by: Placer; readonly carrier: string };
type Refused = { readonly refused: Decision };

/**
 * Somebody lays a parcel on a shelf and scans the waybill and the position. What the scan says of the
 * courier's parcel before stays true if this one is refused.
 */
export function placeParcel(
  before: StationState,
  command: Do<'place-parcel'>,
  now: Moment,
  chance: Chance,
): Decision {
  const waybill = readWaybill(command.waybill);
  const previous = finishPreviousDeposit(before, command.visit, now, waybill);
  const decision = placeNext(evolveAll(before, previous.events), command, waybill, now, chance);
  return {
    events: [...previous.events, ...decision.events],
    effects: [...previous.effects, ...decision.effects],
    answer: decision.answer,
  };
}

function placeNext(
  state: StationState,
  command: Do<'place-parcel'>,
  waybill: Waybill | null,
  now: Moment,
  chance: Chance,
): Decision {
  const placing = admitPlacer(state, command.visit, command.carrier);
  if ('refused' in placing) return placing.refused;
  const position = findPosition(state, command.position);
  if (typeof position === 'object') return position.refused;
  if (waybill === null) return refuse('waybill-malformed');
  const objection =
    objectTo(state, command, waybill, now, 'station') ?? objectToPosition(state, command, position);
  if (objection !== null) return turnAway(placing, waybill, position, objection, now);
  const contact = command.contact ?? command.knowledge.advice?.contact ?? null;
  if (contact === null) return refuse('contact-missing');
  const stay = chance.id() as StayId;
  const placed = placedAt(command, placing, contact, { stay, waybill, compartment: position }, now);
  return accept([placed], { visit: placing.visit.id, stay }, [{ do: 'issue-code', stay }]);
}

/**
 * Couriers and attendants place; a technician has nothing to do with parcels. Null as carrier of an attendant
 * is a carrier that nobody named.
 */
function admitPlacer(state: StationState, id: VisitId, carrier: string | null): Placing | Refused {
  const { visit } = state;
  if (visit === null || visit.id !== id) return { refused: refuse('visit-over') };
  const { actor, stopped, task } = visit;
  if (stopped !== null) return { refused: refuse('visit-stopped', { compartment: stopped.opened }) };
  if (task !== null) return { refused: refuse('deposit-in-progress', { compartment: task.compartment }) };
  if (actor.kind === 'courier') {
    return { visit, by: { kind: 'courier', courier: actor.courier }, carrier: actor.carrier };
  }
  if (actor.kind !== 'staff' || actor.role !== 'attendant') return { refused: refuse('role-unfitting') };
  if (carrier === null) return { refused: refuse('carrier-missing') };
  return { visit, by: { kind: 'staff', staff: actor.staff }, carrier };
}

function findPosition(state: StationState, typed: string): CompartmentLabel | Refused {
  if (state.plan.shelves === undefined) return { refused: refuse('shelves-absent') };
  return readPosition(state.plan, typed) ?? { refused: refuse('position-unknown') };
}

/** One position holds one parcel; must M12 asks for one within reach. */
function objectToPosition(
  state: StationState,
  { knowledge }: Pick<Do<'place-parcel'>, 'knowledge'>,
  position: CompartmentLabel,
): Objection | null {
  if (shelvedAt(state, position) !== undefined) {
    return { refusal: 'position-occupied', interlock: null, details: { compartment: position } };
  }
  const layer = layerOf(state.plan, position);
  const isOutOfReach = layer !== undefined && !isWithinReach(layer);
  return isOutOfReach && knowledge.advice?.needsReach === true
    ? { refusal: 'reach-unavailable', interlock: 'accessibility', details: {} }
    : null;
}

function turnAway(
  { visit, by, carrier }: Placing,
  waybill: Waybill,
  position: CompartmentLabel,
  { refusal, interlock, details }: Objection,
  now: Moment,
): Decision {
  const told = { visit: visit.id, by, carrier, waybill, position, reason: refusal, interlock };
  return refuse(refusal, details, [{ type: 'shelf.refused', at: now, ...told }]);
}

function placedAt(
  command: Do<'place-parcel'>,
  { visit, by, carrier }: Placing,
  contact: Contact,
  placement: { readonly stay: StayId; readonly waybill: Waybill; readonly compartment: CompartmentLabel },
  now: Moment,
): DomainEvent {
  const { size, knowledge } = command;
  return {
    type: 'shelf.placed',
    at: now,
    ...placement,
    visit: visit.id,
    by,
    carrier,
    size,
    sealedContact: contact.sealed,
    maskedContact: contact.masked,
    ...declaredOf('station', command, now),
    announced: knowledge.advice !== null,
  };
}

/** A parcel that lies at another position than it was scanned to: whoever scans it again sets that right. */
export function moveShelved(state: StationState, command: Do<'move-shelved'>, now: Moment): Decision {
  const stay = findShelved(state, command.waybill);
  if ('refused' in stay) return stay.refused;
  const placing = admitPlacer(state, command.visit, stay.carrier);
  if ('refused' in placing) return placing.refused;
  if (placing.by.kind === 'courier' && stay.carrier !== placing.carrier) return refuse('parcel-not-shelved');
  const to = findPosition(state, command.position);
  if (typeof to === 'object') return to.refused;
  const about = { visit: placing.visit.id, stay: stay.id };
  if (to === stay.compartment) return accept([], about);
  if (shelvedAt(state, to) !== undefined) return refuse('position-occupied', { compartment: to });
  const { visit, by } = placing;
  return accept([{ type: 'shelf.moved', at: now, ...placementOf(stay), visit: visit.id, by, to }], about);
}

/** The parcel on a shelf whose label was scanned. */
export function findShelved(state: StationState, typed: string): Stay | Refused {
  const waybill = readWaybill(typed);
  if (waybill === null) return { refused: refuse('waybill-malformed') };
  const stay = state.stays.find((one) => one.waybill === waybill && isShelved(one));
  return stay ?? { refused: refuse('parcel-not-shelved') };
}
