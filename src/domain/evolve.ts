import { auditsAfter } from './audits.ts';
import { casesAfter, settledCasesAfter } from './cases.ts';
import { codesAfter } from './codes.ts';
import { effortAfter } from './effort.ts';
import { surveysAfter } from './surveys.ts';
import type { DomainEvent } from './events.ts';
import { faultsAfter } from './fault-list.ts';
import { guessesAfter } from './guesses.ts';
import { clockAfter } from './clock.ts';
import { compartmentsAfter } from './compartment.ts';
import { intentionsAfter } from './intention.ts';
import { interlocksAfter } from './interlock-counts.ts';
import { recoveryAfter, unconfirmedAfter } from './recovery.ts';
import { reservationsAfter } from './reservation.ts';
import { releasesAfter } from './release.ts';
import { sensorsAfter } from './sensors.ts';
import { staysAfter } from './stay.ts';
import { sendingsAfter } from './sending.ts';
import type { StationState } from './state.ts';
import { troublesAfter } from './troubles.ts';
import { visitAfter } from './visit.ts';

/**
 * The state after an event. Every part of the state has one function that knows which events concern it and
 * returns the very same value when none does, so that the ledger finds by identity what must be written.
 */
export function evolve(state: StationState, event: DomainEvent): StationState {
  const stays = staysAfter(state.stays, event, state.policy);
  return {
    plan: state.plan,
    policy: state.policy,
    compartments: compartmentsAfter(state.compartments, event),
    stays,
    codes: codesAfter(state, event, stays),
    intentions: intentionsAfter(state.intentions, event),
    releases: releasesAfter(state, event),
    faults: faultsAfter(state.faults, event),
    cases: casesAfter(state.cases, event),
    reservations: reservationsAfter(state.reservations, event),
    interlocks: interlocksAfter(state.interlocks, event),
    sendings: sendingsAfter(state.sendings, event),
    troubles: troublesAfter(state.troubles, event),
    sensors: sensorsAfter(state.sensors, event),
    audits: auditsAfter(state.audits, event),
    recovery: recoveryAfter(state.recovery, event),
    unconfirmed: unconfirmedAfter(state, event, stays),
    settledCases: settledCasesAfter(state, event),
    surveys: surveysAfter(state.surveys, event),
    effort: effortAfter(state.effort, event),
    visit: visitAfter(state, event),
    guesses: guessesAfter(state.guesses, event),
    silentBoards: silentBoardsAfter(state.silentBoards, event),
    link: event.type === 'link.changed' ? event.link : state.link,
    clock: clockAfter(state.clock, event),
    isQuiet: event.type === 'quiet.changed' ? event.isQuiet : state.isQuiet,
    camera: event.type === 'camera.read' ? event.camera : state.camera,
  };
}

export function evolveAll(state: StationState, events: readonly DomainEvent[]): StationState {
  return events.reduce(evolve, state);
}

function silentBoardsAfter(
  boards: StationState['silentBoards'],
  event: DomainEvent,
): StationState['silentBoards'] {
  switch (event.type) {
    case 'board.lost':
      return [...boards, event.board];
    case 'board.restored':
      return boards.filter((board) => board !== event.board);
    default:
      return boards;
  }
}
