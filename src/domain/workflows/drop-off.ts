import { allocate, freeSizes } from '../allocation.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { dropOffWaitS } from '../guesses.ts';
import type { Moment } from '../moment.ts';
import type { Sending } from '../sending.ts';
import { judgeSending, obstacleToSending } from '../sending-interlocks.ts';
import type { Judged } from '../sending-interlocks.ts';
import { staffVisit } from '../staff.ts';
import type { StationState, Visit } from '../state.ts';
import { readWaybill } from '../waybill.ts';
import type { CompartmentLabel, StayId, VisitId, Waybill } from '../words.ts';
import { openAnew } from './opening.ts';
import { useReservation } from './reservations.ts';
import { accept, refuse } from './verdict.ts';

/** What an attendant promises where no order does. */
const collectWithinHoursUsual = 24;
/** Digits of a number that the station draws until the true one comes. */
const localDigitCount = 12;

type SendingVisit = Visit & { readonly sending: Sending };
type Do<Name extends Command['do']> = Extract<Command, { do: Name }>;

/** A sender types the drop-off code of an order; the shell has hashed it. */
export function beginDropOff(
  state: StationState,
  command: Do<'begin-drop-off'>,
  now: Moment,
  chance: Chance,
): Decision {
  if (state.visit !== null) return refuse('kiosk-busy');
  const waitS = dropOffWaitS(state.guesses, now);
  if (waitS > 0) return refuse('try-later', { waitS });
  const advice = command.wellFormed ? state.sendings.find(({ code }) => code === command.code) : undefined;
  if (advice === undefined) {
    return refuse('drop-off-unknown', {}, command.wellFormed ? [{ type: 'drop-off.denied', at: now }] : []);
  }
  if (advice.used) return refuse('drop-off-used');
  const obstacle = obstacleToSending(state);
  if (obstacle !== null) return refuse(obstacle);
  const { code, used: _used, ...allowed } = advice;
  const visit = chance.id() as VisitId;
  return accept(
    [
      { type: 'visit.started', at: now, visit, actor: { kind: 'sender' } },
      {
        type: 'drop-off.begun',
        at: now,
        visit,
        sending: { ...allowed, authority: { kind: 'advice', code } },
      },
    ],
    { visit },
  );
}

/** An attendant allows one drop-off in the own visit, and has looked at who the sender is. */
export function allowDropOff(state: StationState, command: Do<'allow-drop-off'>, now: Moment): Decision {
  const visit = staffVisit(state, command.visit);
  if (visit === null) return refuse('visit-over');
  if (visit.actor.role !== 'attendant') return refuse('role-unfitting');
  if (visit.task !== null) return refuse('drop-off-in-progress', { compartment: visit.task.compartment });
  const waybill = command.waybill === null ? null : readWaybill(command.waybill);
  if (waybill === null && command.waybill !== null) return refuse('waybill-malformed');
  const obstacle = obstacleToSending(state);
  if (obstacle !== null) return refuse(obstacle);
  const { carrier, weightGrams, identity } = command;
  const sending: Sending = {
    authority: { kind: 'attendant', staff: visit.actor.staff },
    waybill,
    carrier,
    weightGrams,
    identity,
    collectWithinHours: collectWithinHoursUsual,
  };
  return accept([{ type: 'drop-off.begun', at: now, visit: visit.id, sending }], { visit: visit.id });
}

/** The visit of this id, if somebody may hand something in during it. */
export function sendingVisit(
  state: StationState,
  id: VisitId,
): SendingVisit | 'visit-over' | 'step-unfitting' {
  const { visit } = state;
  if (visit === null || visit.id !== id) return 'visit-over';
  return visit.sending === null ? 'step-unfitting' : (visit as SendingVisit);
}

/** Every interlock is asked before any door opens; what one of them refuses is recorded. */
export function startDropOff(
  state: StationState,
  command: Do<'start-drop-off'>,
  now: Moment,
  chance: Chance,
): Decision {
  const visit = sendingVisit(state, command.visit);
  if (typeof visit === 'string') return refuse(visit);
  if (visit.task !== null) return refuse('drop-off-in-progress', { compartment: visit.task.compartment });
  if (visit.stopped !== null) return refuse('visit-stopped', { compartment: visit.stopped.opened });
  const { sending } = visit;
  const judged = judgeSending(state, sending, command);
  if (!judged.ok) {
    const { reason, interlock } = judged;
    const refused = { visit: visit.id, waybill: sending.waybill, reason, interlock };
    return refuse(reason, {}, [{ type: 'drop-off.refused', at: now, ...refused }]);
  }
  const twin = state.stays.find((stay) => stay.waybill === sending.waybill);
  if (twin !== undefined) return refuse('waybill-duplicate', { compartment: twin.compartment });
  const wanted = { size: command.size, needsReach: false, waybill: sending.waybill, courier: null };
  const compartment = allocate(state, wanted, now);
  if (compartment === null) return refuse('station-full', { free: freeSizes(state, now) });
  const started = dropOffStarted(visit, command, { ...judged, compartment }, now, chance);
  const { stay } = started;
  const door = {
    purpose: 'drop-off' as const,
    stay,
    compartment,
  };
  // The parcel for which a compartment was kept has come, as with a deposit (founding document 3, S3-3).
  const begun = [started, ...useReservation(state, wanted, compartment, now)];
  const opening = openAnew(evolveAll(state, begun), door, now, chance);
  return accept([...begun, ...opening.events], { visit: visit.id, stay }, opening.effects);
}

function dropOffStarted(
  { id: visit, sending }: SendingVisit,
  { size }: Do<'start-drop-off'>,
  judged: Extract<Judged, { ok: true }> & { readonly compartment: CompartmentLabel },
  now: Moment,
  chance: Chance,
): Extract<DomainEvent, { type: 'drop-off.started' }> {
  const { authority, waybill, carrier, identity, collectWithinHours } = sending;
  const { compartment, prohibitedVersion, weighing } = judged;
  const isLocalWaybill = waybill === null;
  return {
    type: 'drop-off.started',
    at: now,
    stay: chance.id() as StayId,
    waybill: waybill ?? localWaybill(chance),
    compartment,
    visit,
    carrier,
    size,
    identity,
    prohibitedVersion,
    outbound: { authority, isLocalWaybill, weighing, collectWithinHours, isCollectOverdue: false },
  };
}

/** Fits wherever a waybill does, and no carrier numbers so (S4-5). */
function localWaybill(chance: Chance): Waybill {
  return `LOCAL-${chance.digits(localDigitCount)}` as Waybill;
}

/** The centre's document: who may hand in, and true numbers of what was handed in without one. */
export function recordSendings(
  state: StationState,
  { sendings, numbered }: Do<'record-sendings'>,
  now: Moment,
): Decision {
  const known = new Map(state.stays.map((stay) => [stay.id, stay]));
  const named = numbered.flatMap(({ stay: id, waybill }): DomainEvent[] => {
    const stay = known.get(id);
    if (stay?.outbound?.isLocalWaybill !== true) return [];
    const { waybill: local, compartment } = stay;
    return [{ type: 'drop-off.numbered', at: now, stay: id, waybill: local, compartment, to: waybill }];
  });
  return accept([{ type: 'drop-offs.advised', at: now, sendings }, ...named]);
}
