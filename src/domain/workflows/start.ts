import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment, findPlanned } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { clearFault } from '../fault-list.ts';
import type { Moment } from '../moment.ts';
import type { Intention, StationState, Visit } from '../state.ts';
import type { CompartmentLabel } from '../words.ts';
import { compareClocks } from './clock.ts';
import { missingCodes } from './code-record.ts';
import { readDoor } from './doors.ts';
import { interruptDeposit } from './deposit-door.ts';
import { compareAll } from './inventory.ts';
import { judgeOutage } from './outage.ts';
import { beginEpoch } from './recovery.ts';
import { accept } from './verdict.ts';
import { endVisit } from './visit-end.ts';

/** From this many open doors on one board on, a single one of them is not believed. */
const openDoorCountDoubtful = 3;

type StartStation = Extract<Command, { do: 'start-station' }>;

/**
 * The ledger is compared with the doors before anybody is served. A pulse without an outcome is confirmed
 * only by a trusted change from closed to open, otherwise it is unknown; nothing fires by itself (rules R6,
 * R7).
 */
export function startStation(
  state: StationState,
  command: StartStation,
  now: Moment,
  chance: Chance,
): Decision {
  const steps: readonly ((reached: StationState) => readonly DomainEvent[])[] = [
    (reached) => (command.beginning === null ? [] : beginEpoch(reached, command.beginning, now)),
    () => [
      { type: 'station.started', at: now, cause: command.cause, softwareVersion: command.softwareVersion },
    ],
    (reached) => compareClocks(reached, now),
    (reached) => command.readings.flatMap((reading) => readDoor(reached, reading, now)),
    () => command.silentBoards.map((board) => ({ type: 'board.lost', at: now, board })),
    (reached) => reached.intentions.flatMap((intention) => settleAtStart(reached, intention, now)),
    (reached) => (reached.visit === null ? [] : interruptVisit(reached, reached.visit, now, chance)),
    (reached) =>
      reached.stays
        .filter((stay) => stay.at === 'depositing')
        .flatMap((stay) => interruptDeposit(reached, stay, now)),
    (reached) => boardFaultsAtStart(reached, now),
  ];
  const events: DomainEvent[] = [];
  let reached = state;
  for (const step of steps) {
    const found = step(reached);
    events.push(...found);
    reached = evolveAll(reached, found);
  }
  const outage = judgeOutage(state, reached, command.readings, now, chance);
  const compared = compareAll(evolveAll(reached, outage.events), now, chance);
  return accept([...events, ...outage.events, ...compared], {}, [
    ...outage.effects,
    ...missingCodes(reached),
  ]);
}

/** Says in which phase the visit broke off, for whoever has to find out what became of the parcel. */
function interruptVisit(
  state: StationState,
  visit: Visit,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const { id, task } = visit;
  return [
    {
      type: 'visit.interrupted',
      at: now,
      visit: id,
      phase: task?.at ?? 'choosing',
      purpose: task?.purpose ?? null,
      compartment: task?.compartment ?? null,
    },
    ...endVisit(state, visit, 'interrupted', now, chance),
  ];
}

function settleAtStart(state: StationState, intention: Intention, now: Moment): readonly DomainEvent[] {
  const { id, compartment } = intention;
  const isOpen = findCompartment(state, compartment)?.door === 'open';
  const isConfirmed = isOpen && intention.doorBefore === 'closed' && isPlausible(state, compartment);
  return [
    {
      type: 'unlock.settled',
      at: now,
      intention: id,
      compartment,
      outcome: isConfirmed ? 'opened' : 'unknown',
    },
  ];
}

/**
 * Rule R7: many doors open at once on one board are a fault of the board and prove nothing about one of them.
 */
function isPlausible(state: StationState, label: CompartmentLabel): boolean {
  const board = findPlanned(state, label)?.board;
  const beside = state.plan.compartments.filter((planned) => planned.board === board);
  const openCount = beside.filter((planned) => findCompartment(state, planned.label)?.door === 'open').length;
  return openCount < openDoorCountDoubtful;
}

/** Faults of boards as the ledger remembers them, set right by what was found. */
function boardFaultsAtStart(state: StationState, now: Moment): readonly DomainEvent[] {
  return [...new Set(state.plan.compartments.map(({ board }) => board))].flatMap(
    (board): readonly DomainEvent[] => {
      if (!state.silentBoards.includes(board)) return clearFault(state, 'board-silent', board, now);
      if (state.faults.some(({ code, subject }) => code === 'board-silent' && subject === board)) return [];
      const compartments = state.plan.compartments.filter((planned) => planned.board === board);
      const labels = compartments.map(({ label }) => label);
      return [{ type: 'fault.raised', at: now, fault: 'board-silent', subject: board, compartments: labels }];
    },
  );
}
