import type { CaseView } from '#contract/case';
import { formatInstant } from '#contract/instant';
import { answerWithinMs, caseLeftMs, settleWithinMs } from '#domain/case-clocks';
import { findCase } from '#domain/cases';
import type { Moment } from '#domain/moment';
import type { Case, SettledCase, StationState } from '#domain/state';
import type { CaseNumber } from '#domain/words';

/** What anybody who has the number may know; null where the station knows no such case. */
export function viewOfCase(state: StationState, number: CaseNumber, now: Moment): CaseView | null {
  const open = findCase(state, number);
  if (open !== undefined) return viewOfOpen(open, now);
  const settled = state.settledCases.find((one) => one.number === number);
  return settled === undefined ? null : viewOfSettled(settled);
}

function viewOfOpen(open: Case, now: Moment): CaseView {
  const left = caseLeftMs(open, now);
  const isAnswered = open.at === 'acknowledged';
  return {
    ...promiseOf(open),
    state: open.at,
    respondLeftS: isAnswered ? 0 : Math.ceil(left.answer / 1_000),
    resolveLeftS: Math.ceil(left.settlement / 1_000),
    settledAt: null,
    outcome: null,
  };
}

function viewOfSettled(settled: SettledCase): CaseView {
  return {
    ...promiseOf(settled),
    state: 'settled',
    respondLeftS: 0,
    resolveLeftS: 0,
    settledAt: formatInstant(settled.settledAt.wallMs),
    outcome: settled.outcome,
  };
}

function promiseOf(one: Case | SettledCase) {
  const { number, kind, openedAt } = one;
  return {
    case: number,
    kind,
    openedAt: formatInstant(openedAt.wallMs),
    respondBy: formatInstant(openedAt.wallMs + answerWithinMs(one)),
    resolveBy: formatInstant(openedAt.wallMs + settleWithinMs()),
  };
}
