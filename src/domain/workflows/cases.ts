import { clearLateCases } from '../case-clocks.ts';
import { findCase, openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import type { Case, StationState } from '../state.ts';
import type { CaseNumber, CompartmentLabel, StayId, Waybill } from '../words.ts';
import { readWaybill } from '../waybill.ts';
import { endReport } from './release.ts';
import { accept, refuse } from './verdict.ts';

type CallHelp = Extract<Command, { do: 'call-help' }>;
type Call = {
  readonly stay: StayId | null;
  readonly compartment: CompartmentLabel | null;
  readonly waybill: Waybill | null;
};

/** Calls for help with the same words within this time are one call of one person. */
const sameCallMs = 10 * 60_000;
/**
 * So many calls for help may be open from the last hour and the last day. A case costs a handful of events,
 * so that somebody who does nothing but call fills less of the ledger than an ordinary day's parcels.
 */
const callLimits = [
  { withinMs: 60 * 60_000, countMax: 12 },
  { withinMs: 24 * 60 * 60_000, countMax: 48 },
] as const;

/**
 * Somebody needs help, at any screen and with or without a visit. Whoever calls again gets the same number;
 * what is told about a parcel never depends on whether it is here.
 */
export function callHelp(state: StationState, command: CallHelp, now: Moment, chance: Chance): Decision {
  const call = callOf(state, command);
  const touched: readonly DomainEvent[] =
    state.visit !== null && state.visit.id === command.visit
      ? [{ type: 'visit.touched', at: now, visit: state.visit.id }]
      : [];
  const known = findCall(state, call, now);
  if (known !== undefined) return answer(touched, known.number);
  const waitS = callWaitS(state, now);
  if (waitS > 0) return refuse('help-limit', { waitS });
  const opened = openCase(state, 'help', call, now, chance);
  const number = opened[0]?.case;
  return number === undefined ? accept(touched) : answer([...touched, ...opened], number);
}

function answer(events: readonly DomainEvent[], number: CaseNumber): Decision {
  const accepted = accept(events);
  return { ...accepted, answer: { ok: true, visit: null, stay: null, case: number } };
}

/** What the person named, completed by the door they stand at; what nobody knows here is left out. */
function callOf(state: StationState, { visit, compartment, waybill }: CallHelp): Call {
  const task = state.visit !== null && state.visit.id === visit ? state.visit.task : null;
  const typed = waybill === null ? null : readWaybill(waybill);
  const named = compartment !== null && findCompartment(state, compartment) ? compartment : null;
  return {
    stay: state.stays.find((stay) => stay.waybill === typed)?.id ?? task?.stay ?? null,
    compartment: named ?? task?.compartment ?? null,
    waybill: typed,
  };
}

function findCall(state: StationState, call: Call, now: Moment): Case | undefined {
  return state.cases.find(
    (one) =>
      one.kind === 'help' &&
      one.visit === (state.visit?.id ?? null) &&
      one.compartment === call.compartment &&
      one.waybill === call.waybill &&
      surelyElapsedMs(one.openedAt, now) < sameCallMs,
  );
}

/** Seconds until another call may open a case; a settled one makes room at once. */
function callWaitS(state: StationState, now: Moment): number {
  const calls = state.cases.filter(({ kind }) => kind === 'help');
  return Math.max(
    ...callLimits.map(({ withinMs, countMax }) => {
      const oldestThatCounts = calls.at(-countMax);
      const leftMs =
        oldestThatCounts === undefined ? 0 : withinMs - surelyElapsedMs(oldestThatCounts.openedAt, now);
      return Math.max(0, Math.ceil(leftMs / 1_000));
    }),
  );
}

/** A person of the operator has taken the case on; whoever comes second changes nothing. */
export function acknowledgeCase(
  state: StationState,
  { case: number, operator }: Extract<Command, { do: 'acknowledge-case' }>,
  now: Moment,
): Decision {
  const found = findCase(state, number);
  if (found === undefined) return refuse('case-unknown');
  if (found.at === 'acknowledged') return accept([]);
  return withClearing(state, [{ type: 'case.acknowledged', at: now, case: number, operator }], now);
}

/** The case is over. One that nobody answered before is answered by this. */
export function resolveCase(
  state: StationState,
  { case: number, operator, outcome }: Extract<Command, { do: 'resolve-case' }>,
  now: Moment,
): Decision {
  const found = findCase(state, number);
  if (found === undefined) return refuse('case-unknown');
  const answered: readonly DomainEvent[] =
    found.at === 'opened' ? [{ type: 'case.acknowledged', at: now, case: number, operator }] : [];
  const { kind, stay } = found;
  const resolved: DomainEvent = {
    type: 'case.resolved',
    at: now,
    case: number,
    operator,
    outcome,
    kind,
    stay,
  };
  const ended = kind === 'entrapment' ? endReport(state, now) : [];
  return withClearing(state, [...answered, resolved, ...ended], now);
}

function withClearing(state: StationState, events: readonly DomainEvent[], now: Moment): Decision {
  return accept([...events, ...clearLateCases(evolveAll(state, events), now)]);
}
