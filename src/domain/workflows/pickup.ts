import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { isReachable } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import { findEntitled, isOwnDoor, parcelsBehind, reopensLeftOf } from '../entitlement.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { isDoorInUse, reopensLeftNow } from '../pickup-steps.ts';
import type { RefusalCode } from '../refusals.ts';
import type { DoorTask, StationState, Visit, VisitParcel } from '../state.ts';
import { findStay } from '../stay.ts';
import { openAnew } from './opening.ts';
import type { Outcome } from './opening.ts';
import { leavePickup } from './pickup-end.ts';
import { accept, refuse } from './verdict.ts';

/** The door of a parcel that was not opened in this visit yet; doors open one after another. */
export function openParcel(
  state: StationState,
  command: Extract<Command, { do: 'open-parcel' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findEntitled(state, command.visit, command.stay);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, parcel } = found;
  if (parcel.at !== 'waiting') return refuse('step-unfitting');
  const obstacle = obstacleTo(state, visit, parcel);
  if (obstacle !== null) return obstacle;
  const left = leaveDoor(state, visit, now, chance);
  const opening = openFirst(evolveAll(state, left), parcel, now, chance);
  return accept([...left, ...opening.events], { visit: visit.id, stay: parcel.stay }, opening.effects);
}

/** The first opening of a door in a visit; it serves every parcel behind it. */
export function openFirst(state: StationState, parcel: VisitParcel, now: Moment, chance: Chance): Outcome {
  const { visit } = state;
  if (visit === null) return { events: [], effects: [] };
  const started = parcelsBehind(visit, parcel.compartment).map(
    ({ stay, waybill, compartment }): DomainEvent => ({
      type: 'pickup.started',
      at: now,
      visit: visit.id,
      stay,
      waybill,
      compartment,
    }),
  );
  return openBehind(state, started, { purpose: 'pickup', parcel }, now, chance);
}

/**
 * The same door again, for the same person; jams and forgotten things need no new code, within limits. Where
 * the parcel is gone already, the door opens for what was forgotten and its pickup stays what it is.
 */
export function reopenDoor(
  state: StationState,
  command: Extract<Command, { do: 'reopen-door' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findEntitled(state, command.visit, command.stay ?? null);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, parcel } = found;
  if (parcel.at === 'waiting' || isInUse(visit.task, parcel)) return refuse('step-unfitting');
  const obstacle = reopenLimit(state, visit, parcel, now) ?? obstacleTo(state, visit, parcel);
  if (obstacle !== null) return obstacle;
  const isSameDoor = visit.task?.compartment === parcel.compartment;
  const left = isSameDoor ? [] : leaveDoor(state, visit, now, chance);
  const { stay, waybill, compartment } = parcel;
  const reopened: DomainEvent = {
    type: 'pickup.reopened',
    at: now,
    visit: visit.id,
    stay,
    waybill,
    compartment,
  };
  const purpose = findStay(state, stay) === undefined ? 'search' : 'pickup';
  const opening = openBehind(evolveAll(state, left), [reopened], { purpose, parcel }, now, chance);
  return accept([...left, ...opening.events], { visit: visit.id, stay }, opening.effects);
}

/** A door that is about to open or stands open needs no second pulse. */
function isInUse(task: DoorTask | null, { compartment }: VisitParcel): boolean {
  return isDoorInUse(task) && task.compartment === compartment;
}

function reopenLimit(state: StationState, visit: Visit, parcel: VisitParcel, now: Moment): Decision | null {
  if (reopensLeftOf(state, visit, parcel.compartment) === 0) return refuse('reopen-limit');
  if (reopensLeftNow(state, visit, parcel, now) > 0) return null;
  return refuse('reopen-late', { compartment: parcel.compartment });
}

/** Why this door cannot be opened now; null when it can. */
function obstacleTo(state: StationState, visit: Visit, { compartment }: VisitParcel): Decision | null {
  const no = (code: RefusalCode, about: string): Decision => refuse(code, { compartment: about });
  const { stopped, task } = visit;
  if (stopped !== null) return no('visit-stopped', stopped.opened);
  if (isDoorInUse(task)) return no('previous-door-open', task.compartment);
  if (!isOwnDoor(state, visit, compartment)) return no('step-unfitting', compartment);
  return isReachable(state, compartment) ? null : no('compartment-unavailable', compartment);
}

/** The door before is left as it stands, and nothing is claimed about it that was not seen. */
function leaveDoor(state: StationState, visit: Visit, now: Moment, chance: Chance): readonly DomainEvent[] {
  return visit.task === null ? [] : leavePickup(state, visit, visit.task, now, chance);
}

function openBehind(
  state: StationState,
  before: readonly DomainEvent[],
  door: { readonly purpose: 'pickup' | 'search'; readonly parcel: VisitParcel },
  now: Moment,
  chance: Chance,
): Outcome {
  const { stay, compartment } = door.parcel;
  const opening = openAnew(
    evolveAll(state, before),
    { purpose: door.purpose, stay, compartment },
    now,
    chance,
  );
  return { events: [...before, ...opening.events], effects: opening.effects };
}
