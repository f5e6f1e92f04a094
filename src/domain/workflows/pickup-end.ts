import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import { findParcel, staysBehind } from '../entitlement.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import type { DoorTask, Stay, StationState, Visit } from '../state.ts';
import { placementOf } from '../stay.ts';
import type { Occupancy, StayId, VisitId } from '../words.ts';
import { evidenceAt, mayHaveOpened } from './door-task.ts';
import { acceptRejection, doubtRejection, recordMissing } from './pickup-outcome.ts';
import { accept, refuse } from './verdict.ts';

/** The door of a recipient was seen to close. Closing alone never means that the parcel was taken (I2). */
export function closePickup(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  occupancy: Occupancy,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  if (task.purpose === 'search') return endSearch(state, visit, task, now, chance);
  if (task.said?.what === 'missing') return leavePickup(state, visit, task, now, chance);
  const stays = staysBehind(state, visit, task.compartment);
  if (stays.length === 0) return [];
  const asked: DomainEvent = { type: 'door.asked', at: now, visit: visit.id, compartment: task.compartment };
  if (!task.seenOpen) return [asked];
  if (task.said?.what === 'rejected') {
    const isBack = occupancy === 'occupied' && stays.length === 1;
    return isBack ? acceptRejection(stays, task.said, evidenceAt(state, task, 'sensor'), now) : [asked];
  }
  const isGone = task.occupancyBefore === 'occupied' && occupancy === 'empty';
  return isGone ? ended(stays, 'pickup.completed', evidenceAt(state, task, 'sensor'), now) : [asked];
}

/** The recipient says what they took. */
export function confirmPickup(
  state: StationState,
  command: Extract<Command, { do: 'confirm-pickup' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findPickupTask(state, command.visit);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stays } = found;
  if (task.at !== 'asking' && task.at !== 'unseen') return refuse('step-unfitting');
  const taken = takenOf(stays, command.taken);
  if (taken === null) return refuse('step-unfitting');
  const evidence = evidenceAt(state, task, 'recipient');
  const events = stays.flatMap((stay) =>
    taken.includes(stay.id)
      ? ended(
          [stay],
          isBelieved(state, task, taken.length < stays.length) ? completed : doubted,
          evidence,
          now,
        )
      : leftInside(state, task, stay, evidence, now, chance),
  );
  return accept(events, { visit: visit.id, ...(task.stay === null ? {} : { stay: task.stay }) });
}

const completed = 'pickup.completed';
const doubted = 'pickup.unconfirmed';

/** The parcels that the recipient says to have taken; null where one of them is not behind this door. */
function takenOf(stays: readonly Stay[], taken: boolean | readonly StayId[]): readonly StayId[] | null {
  const all = stays.map(({ id }) => id);
  if (typeof taken === 'boolean') return taken ? all : [];
  return taken.every((id) => all.includes(id)) ? taken : null;
}

/**
 * A person's word completes what the sensors leave open, never what they contradict. What is seen inside may
 * be a parcel that was not taken.
 */
function isBelieved(state: StationState, task: DoorTask, someRemain: boolean): boolean {
  const occupancy = findCompartment(state, task.compartment)?.occupancy;
  return mayHaveOpened(state, task) && (occupancy !== 'occupied' || someRemain);
}

/** The recipient says that this parcel is inside; a sensor that sees nothing contradicts that. */
function leftInside(
  state: StationState,
  { said }: DoorTask,
  stay: Stay,
  evidence: Evidence,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const isSeenEmpty = evidence.occupancy === 'empty';
  if (said?.what === 'rejected' && said.stay === stay.id) {
    return isSeenEmpty
      ? doubtRejection(state, stay, evidence, now, chance)
      : acceptRejection([stay], said, evidence, now);
  }
  return ended([stay], isSeenEmpty ? doubted : 'pickup.uneffected', evidence, now);
}

/**
 * The recipient left before it was clear what happened: the parcel counts as inside, the code stays valid
 * (rule R11). Only a word that was given is taken along, and only what the sensors show is claimed.
 */
export function leavePickup(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  if (task.purpose === 'search') return endSearch(state, visit, task, now, chance);
  const { said } = task;
  const stays = staysBehind(state, visit, task.compartment);
  const spoken = said === null ? undefined : stays.find(({ id }) => id === said.stay);
  const others = stays.filter((stay) => stay !== spoken);
  const evidence = evidenceAt(state, task, null);
  const left = ended(others, isSeenInside(task, evidence) ? 'pickup.uneffected' : doubted, evidence, now);
  if (spoken === undefined || said === null) return left;
  if (said.what === 'missing') {
    return [
      ...recordMissing(state, task, spoken, evidenceAt(state, task, 'recipient'), now, chance),
      ...left,
    ];
  }
  const isBack = task.seenOpen && isSeenInside(task, evidence) && others.length === 0;
  return isBack
    ? acceptRejection([spoken], said, { ...evidence, confirmedBy: 'sensor' }, now)
    : [...doubtRejection(state, spoken, evidence, now, chance), ...left];
}

/** A shut door with something behind it, or a lock that was seen not to move. */
function isSeenInside(task: DoorTask, { doorClosed, occupancy }: Evidence): boolean {
  return (doorClosed && occupancy === 'occupied') || (task.at === 'jammed' && !task.seenOpen);
}

/**
 * What the door showed after it was opened for something forgotten. The pickup stays what it was; a parcel
 * that is seen inside now is nobody's until somebody looks.
 */
function endSearch(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const parcel = task.stay === null ? undefined : findParcel(visit, task.stay);
  if (parcel === undefined) return [];
  const { stay, waybill, compartment } = parcel;
  const seen = evidenceAt(state, task, null);
  const evidence: Evidence = { ...seen, confirmedBy: seen.occupancy === 'unknown' ? null : 'sensor' };
  const searched: DomainEvent = { type: 'pickup.searched', at: now, stay, waybill, compartment, evidence };
  if (evidence.occupancy !== 'occupied') return [searched];
  return [
    searched,
    ...quarantine(state, compartment, 'contents-unclear', now),
    ...openCase(state, 'left-inside', { stay, compartment }, now, chance),
  ];
}

type Ended = 'pickup.completed' | 'pickup.unconfirmed' | 'pickup.uneffected';

function ended(stays: readonly Stay[], type: Ended, evidence: Evidence, at: Moment): readonly DomainEvent[] {
  return stays.map((stay): DomainEvent => ({ type, at, ...placementOf(stay), evidence }));
}

function findPickupTask(
  state: StationState,
  id: VisitId,
): { visit: Visit; task: DoorTask; stays: readonly Stay[] } | { refusal: 'visit-over' | 'step-unfitting' } {
  const { visit } = state;
  if (visit === null || visit.id !== id) return { refusal: 'visit-over' };
  const { task } = visit;
  if (task === null || task.purpose !== 'pickup') return { refusal: 'step-unfitting' };
  const stays = staysBehind(state, visit, task.compartment);
  return stays.length === 0 ? { refusal: 'step-unfitting' } : { visit, task, stays };
}
