import { ajarStepAt, ajarStepGrave, resolveAjar } from '../ajar.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { DoorReading } from '../commands/door-commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { clearFault, raiseFault } from '../fault-list.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { quarantineEnds } from '../quarantine.ts';
import { distrust, isBelieved } from '../sensors.ts';
import type { Compartment, DoorTask, StationState, Visit } from '../state.ts';
import { isOutbound } from '../sending.ts';
import { findStay, stayIn } from '../stay.ts';
import { closeDeposit } from './deposit-door.ts';
import { compareInventory } from './inventory.ts';
import { closeDropOff } from './drop-off-door.ts';
import type { Outcome } from './opening.ts';
import { closePickup } from './pickup-end.ts';
import { closeRecall } from './recall-door.ts';
import { releaseOnClosing } from './release.ts';
import { closeService } from './service-visit.ts';
import { openedUnasked } from './unasked.ts';
import { accept } from './verdict.ts';

/** A sensor inside may follow its door by so much; what changes later changed behind a shut door. */
const settledMs = 3_000;
/** A door that opens so soon after it was shut had not latched. */
const bounceMs = 1_000;

/** A sensor shows something new. What it shows is recorded as it is; what it means is decided here. */
export function seeDoor(
  state: StationState,
  command: Extract<Command, { do: 'see-door' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const compartment = findCompartment(state, command.compartment);
  if (compartment === undefined) return accept([]);
  const doubted = doubtContents(state, compartment, command, now);
  const moved = moveDoor(evolveAll(state, doubted), compartment, command, now, chance);
  const events = [...doubted, ...moved.events];
  const compared = compareInventory(evolveAll(state, events), command.compartment, now, chance);
  return accept([...events, ...compared], {}, moved.effects);
}

function moveDoor(
  before: StationState,
  known: Compartment,
  command: DoorReading,
  now: Moment,
  chance: Chance,
): Outcome {
  const reading = readDoor(before, command, now);
  const state = evolveAll(before, reading);
  const seen = believe(before, command);
  const task = taskOf(state, seen.compartment);
  const isAwaited = task !== null && task.at !== 'open';
  // A door that moved while its board was silent has moved as well.
  if (seen.door === 'open' && (known.lastDoor === 'closed' || (isAwaited && known.door !== 'open'))) {
    return { events: [...reading, ...doorOpened(state, known, task, now, chance)], effects: [] };
  }
  if (seen.door === 'closed' && known.lastDoor === 'open') {
    const closed = closeDoor(state, seen, task, now, chance);
    return { events: [...reading, ...closed.events], effects: closed.effects };
  }
  return { events: reading, effects: [] };
}

/** What a reading is believed to say: a sensor that lost its trust counts as absent. */
function believe(state: StationState, { compartment, door, occupancy }: DoorReading): DoorReading {
  const isTold = isBelieved(state, compartment, 'occupancy');
  return { compartment, door, occupancy: isTold ? occupancy : 'unknown' };
}

/** Contents that change although the door stays shut cost the sensor inside its trust. */
function doubtContents(
  state: StationState,
  { label, lastDoor, doorSince, shown }: Compartment,
  { door, occupancy }: DoorReading,
  now: Moment,
): readonly DomainEvent[] {
  const isFlip = shown !== 'unknown' && occupancy !== 'unknown' && shown !== occupancy;
  const isShut = lastDoor === 'closed' && door === 'closed' && taskOf(state, label) === null;
  const isLate = doorSince !== null && surelyElapsedMs(doorSince, now) >= settledMs;
  return isFlip && isShut && isLate ? distrust(state, label, 'moved-behind-shut-door', now) : [];
}

/** The change of a reading, or nothing where it shows what is known already. */
export function readDoor(state: StationState, reading: DoorReading, now: Moment): readonly DomainEvent[] {
  const known = findCompartment(state, reading.compartment);
  const { compartment, door, occupancy } = believe(state, reading);
  const shown = reading.occupancy;
  if (known === undefined) return [];
  if (known.door === door && known.occupancy === occupancy && known.shown === shown) return [];
  return [{ type: 'door.read', at: now, compartment, door, occupancy, shown }];
}

function taskOf(state: StationState, label: DoorReading['compartment']): DoorTask | null {
  const task = state.visit?.task ?? null;
  return task?.compartment === label ? task : null;
}

function doorOpened(
  state: StationState,
  known: Compartment,
  task: DoorTask | null,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const compartment = known.label;
  const isAsked =
    task !== null || state.intentions.some((intention) => intention.compartment === compartment);
  const visit = task === null ? null : (state.visit?.id ?? null);
  const opened: readonly DomainEvent[] = [
    { type: 'door.opened', at: now, compartment, visit },
    ...clearFault(state, 'lock-did-not-open', compartment, now),
  ];
  if (isAsked) return opened;
  const bounced = isBounce(known, now) ? distrust(state, compartment, 'bounced', now) : [];
  const facts = [...opened, ...bounced];
  return [...facts, ...openedUnasked(evolveAll(state, facts), compartment, now, chance)];
}

/** Hardly anybody forces a lock so soon: it may not have latched, or its sensor rattles. */
function isBounce({ door, doorSince }: Compartment, now: Moment): boolean {
  return door === 'closed' && doorSince !== null && surelyElapsedMs(doorSince, now) < bounceMs;
}

/** A door was seen to close, `task` being what somebody is doing with it; `state` shows it closed already. */
export function closeDoor(
  state: StationState,
  reading: DoorReading,
  task: DoorTask | null,
  now: Moment,
  chance: Chance,
): Outcome {
  const { compartment, occupancy } = reading;
  const { visit } = state;
  const common: readonly DomainEvent[] = [
    { type: 'door.closed', at: now, compartment, visit: task === null ? null : (visit?.id ?? null) },
    ...clearFault(state, 'door-left-open', compartment, now),
    ...clearFault(state, 'door-opened-unasked', compartment, now),
    ...resolveAjarOf(state, compartment, now),
    ...releaseRepaired(state, reading, now),
  ];
  const after = evolveAll(state, common);
  if (task === null) {
    const released = releaseOnClosing(after, compartment, now, chance);
    return { events: [...common, ...released.events], effects: released.effects };
  }
  const closed = taskOf(after, compartment);
  if (closed?.at !== 'open' || after.visit === null) return { events: common, effects: [] };
  const follow = closeTask(after, after.visit, closed, occupancy, now, chance);
  return { events: [...common, ...follow.events], effects: follow.effects };
}

/** What a closing means is for the workflow of the door to say. */
function closeTask(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  occupancy: DoorReading['occupancy'],
  now: Moment,
  chance: Chance,
): Outcome {
  if (task.purpose === 'service') return closeService(state, task, now, chance);
  if (task.purpose === 'pickup' || task.purpose === 'search') {
    return { events: closePickup(state, visit, task, occupancy, now, chance), effects: [] };
  }
  if (task.purpose === 'recall') {
    return { events: closeRecall(state, visit, task, occupancy, now), effects: [] };
  }
  const stay = findStay(state, task.stay);
  return stay !== undefined && isOutbound(stay)
    ? { events: closeDropOff(state, visit, task, occupancy, now), effects: [] }
    : closeDeposit(state, visit, task, occupancy, now, chance);
}

/** A lock that had not moved was opened and closed again: the compartment is offered again if it is empty. */
function releaseRepaired(state: StationState, reading: DoorReading, now: Moment): readonly DomainEvent[] {
  const { compartment, occupancy } = reading;
  const cause = findCompartment(state, compartment)?.quarantine;
  if (cause === undefined || cause === null || stayIn(state, compartment) !== undefined) return [];
  const ends = quarantineEnds[cause];
  const isOver = ends === 'movement' ? occupancy !== 'occupied' : occupancy === 'empty';
  if (ends === 'person' || !isOver) return [];
  const released: DomainEvent = { type: 'compartment.released', at: now, compartment, cause };
  return cause === 'contents-mismatch'
    ? [released, { type: 'inventory.reconciled', at: now, compartment }]
    : [released];
}

function resolveAjarOf(
  state: StationState,
  label: DoorReading['compartment'],
  now: Moment,
): readonly DomainEvent[] {
  const compartment = findCompartment(state, label);
  return compartment === undefined ? [] : resolveAjar(compartment, now);
}

/** Doors that stand open: asked for gently, then clearly, and at the last step a fault (20, 60, 180 s). */
export function reportOpenDoors(state: StationState, now: Moment): readonly DomainEvent[] {
  return state.compartments.flatMap((compartment): DomainEvent[] => {
    const { label, ajarStep } = compartment;
    const step = ajarStepAt(state.policy, compartment, now);
    if (step <= ajarStep) return [];
    const visit = taskOf(state, label) === null ? null : (state.visit?.id ?? null);
    const grave = step < ajarStepGrave ? [] : raiseFault(state, 'door-left-open', label, [label], now);
    return [{ type: 'door.ajar', at: now, compartment: label, step, visit }, ...grave];
  });
}
