import { ajarStepAt, ajarStepGrave, resolveAjar } from '../ajar.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { DoorReading } from '../commands/door-commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { clearFault, raiseFault } from '../fault-list.ts';
import type { Moment } from '../moment.ts';
import type { Compartment, DoorTask, StationState, Visit } from '../state.ts';
import { isOutbound } from '../sending.ts';
import { findStay, stayIn } from '../stay.ts';
import { closeDeposit } from './deposit-door.ts';
import { closeDropOff } from './drop-off-door.ts';
import type { Outcome } from './opening.ts';
import { closePickup } from './pickup-end.ts';
import { closeRecall } from './recall-door.ts';
import { releaseOnClosing } from './release.ts';
import { closeService } from './service-visit.ts';
import { openedUnasked } from './unasked.ts';
import { accept } from './verdict.ts';

/** A sensor shows something new. What it shows is recorded as it is; what it means is decided here. */
export function seeDoor(
  state: StationState,
  command: Extract<Command, { do: 'see-door' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const compartment = findCompartment(state, command.compartment);
  if (compartment === undefined) return accept([]);
  const reading = readDoor(compartment, command, now);
  const task = taskOf(state, command.compartment);
  const isAwaited = task !== null && task.at !== 'open';
  // A door that moved while its board was silent has moved as well.
  const { lastDoor } = compartment;
  if (command.door === 'open' && (lastDoor === 'closed' || (isAwaited && compartment.door !== 'open'))) {
    const opened = doorOpened(evolveAll(state, reading), command, task, now, chance);
    return accept([...reading, ...opened]);
  }
  if (command.door === 'closed' && lastDoor === 'open') {
    const closed = closeDoor(evolveAll(state, reading), command, task, now, chance);
    return accept([...reading, ...closed.events], {}, closed.effects);
  }
  return accept(reading);
}

/** The change of a reading, or nothing where it shows what is known already. */
export function readDoor(
  compartment: Compartment,
  reading: DoorReading,
  now: Moment,
): readonly DomainEvent[] {
  const { door, occupancy } = reading;
  if (compartment.door === door && compartment.occupancy === occupancy) return [];
  return [{ type: 'door.read', at: now, compartment: compartment.label, door, occupancy }];
}

function taskOf(state: StationState, label: DoorReading['compartment']): DoorTask | null {
  const task = state.visit?.task ?? null;
  return task?.compartment === label ? task : null;
}

function doorOpened(
  state: StationState,
  { compartment }: DoorReading,
  task: DoorTask | null,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const isAsked =
    task !== null || state.intentions.some((intention) => intention.compartment === compartment);
  const visit = task === null ? null : (state.visit?.id ?? null);
  const opened: readonly DomainEvent[] = [
    { type: 'door.opened', at: now, compartment, visit },
    ...clearFault(state, 'lock-did-not-open', compartment, now),
  ];
  if (isAsked) return opened;
  return [...opened, ...openedUnasked(evolveAll(state, opened), compartment, now, chance)];
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
    : closeDeposit(state, visit, task, occupancy, now);
}

/** A lock that had not moved was opened and closed again: the compartment is offered again if it is empty. */
function releaseRepaired(state: StationState, reading: DoorReading, now: Moment): readonly DomainEvent[] {
  const { compartment, occupancy } = reading;
  const cause = findCompartment(state, compartment)?.quarantine;
  const isRepaired =
    cause === 'lock-did-not-open' && occupancy !== 'occupied' && stayIn(state, compartment) === undefined;
  return isRepaired ? [{ type: 'compartment.released', at: now, compartment, cause }] : [];
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
