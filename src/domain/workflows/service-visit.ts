import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment, findPlanned } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { badgeWaitS } from '../guesses.ts';
import type { Moment } from '../moment.ts';
import type { RefusalCode } from '../refusals.ts';
import { findRelease, isLookedInto } from '../release.ts';
import { staffVisit } from '../staff.ts';
import type { DoorTask, StationState } from '../state.ts';
import { stayIn } from '../stay.ts';
import type { StaffId, VisitId } from '../words.ts';
import { openAnew } from './opening.ts';
import type { Outcome } from './opening.ts';
import { releaseOnClosing } from './release.ts';
import { accept, refuse } from './verdict.ts';

type Do<Name extends Command['do']> = Extract<Command, { do: Name }>;

/** An attendant or a technician shows a badge; wrong ones are counted together with the couriers'. */
export function admitStaff(
  state: StationState,
  { staff }: Do<'admit-staff'>,
  now: Moment,
  chance: Chance,
): Decision {
  if (state.visit !== null) return refuse('kiosk-busy');
  const waitS = badgeWaitS(state.guesses, state.policy, now);
  if (waitS > 0) return refuse('try-later', { waitS });
  if (staff === null) return refuse('badge-unknown', {}, [{ type: 'badge.rejected', at: now }]);
  const visit = chance.id() as VisitId;
  const actor = { kind: 'staff' as const, staff: staff.id, role: staff.role };
  return accept([{ type: 'visit.started', at: now, visit, actor }], { visit });
}

/** Opens a compartment that holds no parcel, for cleaning or a test. */
export function openService(
  state: StationState,
  command: Do<'open-service'>,
  now: Moment,
  chance: Chance,
): Decision {
  const { compartment } = command;
  const technician = technicianVisit(state, command.visit);
  if (typeof technician === 'string') return refuse(technician);
  const { stopped } = state.visit ?? { stopped: null };
  if (stopped !== null) return refuse('visit-stopped', { compartment: stopped.opened });
  const no = whyNotOpen(state, command);
  if (no !== null) return refuse(no, { compartment });
  const { visit, staff } = technician;
  const started: DomainEvent = {
    type: 'service.started',
    at: now,
    visit,
    staff,
    compartment,
    case: command.case,
  };
  const door = {
    purpose: 'service' as const,
    stay: null,
    compartment,
  };
  const opening = openAnew(evolveAll(state, [started]), door, now, chance);
  return accept([started, ...opening.events], { visit }, opening.effects);
}

/**
 * A parcel in custody stays shut up whoever asks. A sensor that sees something where no parcel is recorded is
 * looked into only for a case about that very compartment.
 */
function whyNotOpen(
  state: StationState,
  { compartment, case: number }: Do<'open-service'>,
): RefusalCode | null {
  const planned = findPlanned(state, compartment);
  if (planned === undefined) return 'compartment-unknown';
  if (stayIn(state, compartment) !== undefined) return 'compartment-occupied';
  if (state.visit?.task !== null || state.intentions.some((one) => one.compartment === compartment)) {
    return 'compartment-in-use';
  }
  if (state.silentBoards.includes(planned.board)) return 'compartment-unavailable';
  const seen = findCompartment(state, compartment);
  const isDemanded = state.cases.some((one) => one.number === number && one.compartment === compartment);
  return seen?.occupancy === 'occupied' && !isDemanded ? 'compartment-occupied' : null;
}

/**
 * A technician has shut the door. Rule R1 makes no exception for staff: a door that is shut before somebody
 * has said "looked inside, empty" opens again.
 */
export function closeService(state: StationState, task: DoorTask, now: Moment, chance: Chance): Outcome {
  const { visit } = state;
  if (visit?.actor.kind !== 'staff') return { events: [], effects: [] };
  const { compartment } = task;
  const release = findRelease(state, compartment);
  const ended: DomainEvent = {
    type: 'service.ended',
    at: now,
    visit: visit.id,
    staff: visit.actor.staff,
    compartment,
    isLookedInto: release !== undefined && isLookedInto(release, now),
  };
  const released = releaseOnClosing(evolveAll(state, [ended]), compartment, now, chance);
  return { events: [ended, ...released.events], effects: released.effects };
}

/** Takes a compartment out of service; a parcel that is inside stays collectable (incident 50). */
export function disableCompartment(
  state: StationState,
  command: Do<'disable-compartment'>,
  now: Moment,
): Decision {
  const technician = technicianVisit(state, command.visit);
  if (typeof technician === 'string') return refuse(technician);
  const { compartment, reason } = command;
  const seen = findCompartment(state, compartment);
  if (seen === undefined) return refuse('compartment-unknown');
  const { visit, staff } = technician;
  const isNews = seen.disabled?.reason !== reason;
  return accept(isNews ? [{ type: 'compartment.disabled', at: now, compartment, staff, reason }] : [], {
    visit,
  });
}

export function enableCompartment(
  state: StationState,
  command: Do<'enable-compartment'>,
  now: Moment,
): Decision {
  const technician = technicianVisit(state, command.visit);
  if (typeof technician === 'string') return refuse(technician);
  const { compartment } = command;
  const seen = findCompartment(state, compartment);
  if (seen === undefined) return refuse('compartment-unknown');
  const { visit, staff } = technician;
  const isNews = seen.disabled !== null;
  return accept(isNews ? [{ type: 'compartment.enabled', at: now, compartment, staff }] : [], { visit });
}

function technicianVisit(
  state: StationState,
  id: VisitId,
): { readonly visit: VisitId; readonly staff: StaffId } | 'visit-over' | 'role-unfitting' {
  const visit = staffVisit(state, id);
  if (visit === null) return 'visit-over';
  if (visit.actor.role !== 'technician') return 'role-unfitting';
  return { visit: visit.id, staff: visit.actor.staff };
}
