import type { Chance } from '../chance.ts';
import type { DoorReading } from '../commands/door-commands.ts';
import { findCompartment, findPlanned } from '../compartment.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { raiseFault } from '../fault-list.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { storedIn } from '../stay.ts';
import type { BoardId, CompartmentLabel } from '../words.ts';
import { closeDoor } from './doors.ts';
import type { Outcome } from './opening.ts';
import { exposed } from './unasked.ts';

/** Rule R7: from this many doors on that opened on one board by themselves, the board is doubted. */
const openedCountDoubtful = 3;

/**
 * What doors did while nobody watched them: `before` remembers how they stood, `reached` shows how they stand
 * now. Nobody saw who is behind a door that shut meanwhile, so that it counts as shut unexpectedly (rule R1).
 */
export function judgeOutage(
  before: StationState,
  reached: StationState,
  readings: readonly DoorReading[],
  now: Moment,
  chance: Chance,
): Outcome {
  const moved = readings.filter(({ compartment, door }) => {
    const { lastDoor = 'unknown' } = findCompartment(before, compartment) ?? {};
    return door !== 'unknown' && lastDoor !== 'unknown' && lastDoor !== door;
  });
  const isPulsed = ({ compartment }: DoorReading): boolean =>
    before.intentions.some((intention) => intention.compartment === compartment);
  const opened = moved.filter((reading) => reading.door === 'open' && !isPulsed(reading));
  const shut = moved.filter(({ door }) => door === 'closed');
  const uncommanded = judgeOpened(
    reached,
    opened.map(({ compartment }) => compartment),
    now,
    chance,
  );
  let state = evolveAll(reached, uncommanded);
  return shut.reduce<Outcome>(
    ({ events, effects }, reading) => {
      const closed = closeDoor(state, reading, null, now, chance);
      state = evolveAll(state, closed.events);
      return { events: [...events, ...closed.events], effects: [...effects, ...closed.effects] };
    },
    { events: uncommanded, effects: [] },
  );
}

function judgeOpened(
  state: StationState,
  labels: readonly CompartmentLabel[],
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const boardOf = (label: CompartmentLabel): BoardId | undefined => findPlanned(state, label)?.board;
  const boards = [...new Set(labels.map(boardOf))].filter((board) => board !== undefined);
  let reached = state;
  return boards.flatMap((board) => {
    const beside = labels.filter((label) => boardOf(label) === board);
    const isBelieved = beside.length < openedCountDoubtful;
    return [
      ...beside.flatMap((label) => opened(label, isBelieved)),
      ...(isBelieved ? [] : raiseFault(state, 'board-implausible', board, beside, now)),
    ];
  });

  function opened(compartment: CompartmentLabel, believed: boolean): readonly DomainEvent[] {
    const stay = storedIn(reached, compartment)?.id ?? null;
    const facts: readonly DomainEvent[] = [
      { type: 'door.opened', at: now, compartment, visit: null },
      { type: 'safety.uncommanded-open', at: now, compartment, stay, believed },
      ...(believed ? raiseFault(state, 'door-opened-unasked', compartment, [compartment], now) : []),
      ...(believed ? exposed(reached, compartment, 'uncommanded-open', now, chance) : []),
    ];
    reached = evolveAll(reached, facts);
    return facts;
  }
}
