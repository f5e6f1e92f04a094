import { allocate, freeSizes, wantedFor } from '../allocation.ts';
import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment, findPlanned } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Leaving } from '../leaving.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import type { DoorTask, Stay, StationState, Visit } from '../state.ts';
import { isShared, placementOf } from '../stay.ts';
import { sizes } from '../words.ts';
import type { CompartmentLabel, Occupancy, Size } from '../words.ts';
import { findDepositTask } from './courier-task.ts';
import { isBlindDoor } from './door-task.ts';
import { openAnew } from './opening.ts';
import type { Outcome } from './opening.ts';
import { accept, refuse } from './verdict.ts';

/** The parcel does not fit: out with it, and into a larger compartment (case 14). */
export function resizeDeposit(
  state: StationState,
  command: Extract<Command, { do: 'resize-deposit' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findDepositTask(state, command);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  const current = sizeOf(state, task.compartment);
  const size = command.size ?? sizes[sizes.indexOf(current) + 1] ?? null;
  const isStep = task.purpose === 'deposit' && task.leaving?.cause !== 'occupied' && mayLeave(state, task);
  if (!isStep || (size !== null && sizes.indexOf(size) <= sizes.indexOf(current))) {
    return refuse('step-unfitting');
  }
  if (size === null || allocate(state, { ...wantedFor(stay), size }, now) === null) {
    return refuse('station-full', { free: freeSizes(state, now) });
  }
  const about = { visit: visit.id, stay: stay.id };
  const displaced = displace(visit, stay, { cause: 'too-small', size }, now);
  if (task.at === 'open') return accept([displaced], about);
  const after = evolveAll(state, [displaced]);
  const next =
    findCompartment(state, task.compartment)?.occupancy === 'occupied'
      ? // The parcel is still in there: the same door again, so that it can be taken out.
        openAnew(after, task, now, chance)
      : moveOn(after, stay, { cause: 'too-small', size }, now, chance);
  if (next === null) return refuse('station-full', { free: freeSizes(state, now) });
  return accept([displaced, ...next.events], about, next.effects);
}

/**
 * Something lies in a compartment that the ledger calls empty (case 7): quarantine, a case, and another one.
 */
export function reportOccupied(
  state: StationState,
  command: Extract<Command, { do: 'report-occupied' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findDepositTask(state, command);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  const isStep = task.purpose === 'deposit' && task.leaving === null && mayLeave(state, task);
  // Whoever joins a parcel knows that one is inside; a door that did not open has shown nothing.
  if (!isStep || isShared(state, stay) || task.at === 'jammed') return refuse('step-unfitting');
  const { compartment } = task;
  const leaving = { cause: 'occupied', size: stay.size } as const;
  const events: readonly DomainEvent[] = [
    { type: 'inventory.mismatch', at: now, compartment, ledger: 'empty', seen: 'occupied', stay: null },
    ...quarantine(state, compartment, 'contents-unclear', now),
    ...openCase(state, 'contents-unclear', { stay: null, compartment }, now, chance),
    displace(visit, stay, leaving, now),
  ];
  const about = { visit: visit.id, stay: stay.id };
  if (task.at === 'open') return accept(events, about);
  const next = leaveOccupied(evolveAll(state, events), stay, now, chance);
  return accept([...events, ...next.events], about, next.effects);
}

/** The door of a compartment that the parcel leaves was seen to close. */
export function closeLeft(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  stay: Stay,
  occupancy: Occupancy,
  now: Moment,
  chance: Chance,
): Outcome {
  const { leaving } = task;
  if (leaving?.cause === 'occupied') return leaveOccupied(state, stay, now, chance);
  // The occupancy must clear; where no sensor tells, the courier says so once more.
  const next = leaving !== null && occupancy === 'empty' ? moveOn(state, stay, leaving, now, chance) : null;
  const asked: DomainEvent = { type: 'door.asked', at: now, visit: visit.id, compartment: task.compartment };
  return next ?? { events: [asked], effects: [] };
}

/** Into another compartment of the size; where none is left, the parcel stays with the courier. */
function leaveOccupied(state: StationState, stay: Stay, now: Moment, chance: Chance): Outcome {
  const next = moveOn(state, stay, { cause: 'occupied', size: stay.size }, now, chance);
  const cancelled: DomainEvent = {
    type: 'deposit.cancelled',
    at: now,
    ...placementOf(stay),
    parcelInside: 'no',
  };
  return next ?? { events: [cancelled], effects: [] };
}

/** Opens the next compartment, or null where there is none. */
function moveOn(
  state: StationState,
  stay: Stay,
  { cause, size }: Leaving,
  now: Moment,
  chance: Chance,
): Outcome | null {
  const to = allocate(state, { ...wantedFor(stay), size }, now);
  if (to === null) return null;
  const placed = { at: now, ...placementOf(stay), to };
  const fromSize = sizeOf(state, stay.compartment);
  const moved: DomainEvent =
    cause === 'occupied'
      ? { type: 'deposit.moved', ...placed }
      : { type: 'deposit.resized', ...placed, fromSize, toSize: sizeOf(state, to) };
  const door = { purpose: 'deposit' as const, stay: stay.id, compartment: to };
  const opening = openAnew(evolveAll(state, [moved]), door, now, chance);
  return { events: [moved, ...opening.events], effects: opening.effects };
}

function displace(visit: Visit, stay: Stay, leaving: Leaving, now: Moment): DomainEvent {
  return { type: 'deposit.displaced', at: now, visit: visit.id, ...placementOf(stay), ...leaving };
}

/** Not while a pulse is under way, nor while nobody knows whether the door is open. */
function mayLeave(state: StationState, task: DoorTask): boolean {
  if (task.at === 'unseen') return isBlindDoor(state, task);
  return task.at === 'open' || task.at === 'asking' || (task.at === 'jammed' && !task.seenOpen);
}

function sizeOf(state: StationState, label: CompartmentLabel): Size {
  return findPlanned(state, label)?.size ?? 'XL';
}
