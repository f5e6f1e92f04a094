import { caseKinds, tiers } from './cases.ts';
import type { Tier } from './cases.ts';
import type { DomainEvent } from './events.ts';
import { clearFault, raiseFault } from './fault-list.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import type { Case, StationState } from './state.ts';

/**
 * The clocks of a case. They run on the time that has surely passed: an alarm that was told too early cannot
 * be taken back and teaches people to ignore the next one, while the centre, which has a clock of its own,
 * hears of every case at once and notices what the station doubts. So a doubtful clock makes an alarm late,
 * never early.
 */

const minuteMs = 60_000;

/** Founding document 3, S3-15 and S3-16: an answer within 30 minutes, a settlement within 24 hours. */
const answerMs = 30 * minuteMs;
const settlementMs = 24 * 60 * minuteMs;
/** Half of the time for an answer is left for somebody on site before operations are called. */
const siteMs = answerMs / 2;
/** For danger to a person: the release itself is opening the doors already, and somebody has to look. */
const safetyAnswerMs = 5 * minuteMs;

type Due = { readonly afterMs: number; readonly isDone: boolean; readonly step: Step };
type Step = 'site' | 'respond-overdue' | 'resolve-overdue';

/** Milliseconds from its opening within which a case is to be answered. */
export function answerWithinMs({ kind }: Pick<Case, 'kind'>): number {
  return caseKinds[kind].tier === 'safety' ? safetyAnswerMs : answerMs;
}

export function settleWithinMs(): number {
  return settlementMs;
}

/** Milliseconds left for the answer and for the settlement; 0 when the time is over. */
export function caseLeftMs(one: Case, now: Moment): { readonly answer: number; readonly settlement: number } {
  const elapsedMs = surelyElapsedMs(one.openedAt, now);
  return {
    answer: Math.max(0, answerWithinMs(one) - elapsedMs),
    settlement: Math.max(0, settlementMs - elapsedMs),
  };
}

/** The steps of a case in the order of time; one that is done, or that nobody needs any more, stays quiet. */
function stepsOf(one: Case): readonly Due[] {
  const isAnswered = one.at === 'acknowledged';
  return [
    { step: 'site', afterMs: siteMs, isDone: isAnswered || one.tier !== 'kiosk' },
    { step: 'respond-overdue', afterMs: answerWithinMs(one), isDone: isAnswered || one.late.answer },
    { step: 'resolve-overdue', afterMs: settlementMs, isDone: one.late.settlement },
  ];
}

/** Milliseconds until the next step of a case, 0 if it is due; null when time changes nothing any more. */
export function caseWaitMs(one: Case, now: Moment): number | null {
  const elapsedMs = surelyElapsedMs(one.openedAt, now);
  const waits = stepsOf(one).filter(({ isDone }) => !isDone);
  return waits.length === 0 ? null : Math.max(0, Math.min(...waits.map((due) => due.afterMs)) - elapsedMs);
}

/** What the clocks of all cases say now. The state remembers each step, so that it is told once for ever. */
export function tellLateCases(state: StationState, now: Moment): readonly DomainEvent[] {
  const events = state.cases.flatMap((one) => {
    const elapsedMs = surelyElapsedMs(one.openedAt, now);
    const due = stepsOf(one).filter(({ isDone, afterMs }) => !isDone && elapsedMs >= afterMs);
    return due.length === 0 ? [] : eventsOf(one, due, now);
  });
  const isLate = events.some(({ type }) => type !== 'case.escalated');
  return isLate ? [...events, ...raiseFault(state, 'cases-overdue', 'cases', [], now)] : events;
}

function eventsOf(one: Case, due: readonly Due[], now: Moment): readonly DomainEvent[] {
  const overdue = due.flatMap(({ step }): DomainEvent[] =>
    step === 'site' ? [] : [{ type: `case.${step}`, at: now, case: one.number, kind: one.kind }],
  );
  const reached = overdue.length > 0 ? 'operations' : 'site';
  return [...overdue, ...climb(one, reached, now)];
}

/** A case climbs; it never comes down, and after a long silence it goes straight to where it belongs. */
function climb(one: Case, tier: Tier, now: Moment): readonly DomainEvent[] {
  if (tiers.indexOf(tier) <= tiers.indexOf(one.tier)) return [];
  return [{ type: 'case.escalated', at: now, case: one.number, kind: one.kind, tier }];
}

/** The fault of late cases ends with the last of them; `state` shows what just happened already. */
export function clearLateCases(state: StationState, now: Moment): readonly DomainEvent[] {
  const isLate = ({ at, late }: Case): boolean => (late.answer && at === 'opened') || late.settlement;
  return state.cases.some(isLate) ? [] : clearFault(state, 'cases-overdue', 'cases', now);
}
