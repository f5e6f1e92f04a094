import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { measureEffort, strainsOf } from '../effort.ts';
import type { DomainEvent } from '../events.ts';
import type { Moment } from '../moment.ts';
import type { StationState, Visit } from '../state.ts';
import { findSurvey, questionSet } from '../surveys.ts';
import type { SurveyCode } from '../words.ts';
import { accept, refuse } from './verdict.ts';

/**
 * What is left to say when a visit ends: what it cost, whether it was too much, and one invitation to whoever
 * took a parcel without trouble. `state` shows the visit just before its end; nobody waits for any of it.
 */
export function concludeVisit(state: StationState, visit: Visit, now: Moment): readonly DomainEvent[] {
  const effort = measureEffort(state, visit);
  if (effort === null) return [];
  const isRecipient = visit.actor.kind === 'recipient';
  const why = isRecipient ? strainsOf(effort) : [];
  return [
    { type: 'visit.measured', at: now, visit: visit.id, effort },
    ...(why.length === 0 ? [] : [{ type: 'experience.degraded', at: now, visit: visit.id, why } as const]),
    ...(isRecipient ? invite(state, visit, now) : []),
  ];
}

/** One for a visit, however many parcels were taken; the visit's own random name is its code. */
function invite(state: StationState, { id }: Visit, now: Moment): readonly DomainEvent[] {
  const { pickups, hadProblem } = state.effort;
  if (pickups === 0 || hadProblem || state.policy.surveys === 'never') return [];
  const code: string = id;
  return [{ type: 'survey.invited', at: now, visit: id, code: code as SurveyCode, questionSet }];
}

export function answerSurvey(
  state: StationState,
  { code, score, tags }: Extract<Command, { do: 'answer-survey' }>,
  now: Moment,
): Decision {
  if (findSurvey(state, code, now) === undefined) return refuse('survey-unknown');
  const named = [...new Set(tags)];
  return accept([{ type: 'survey.answered', at: now, code, score, tags: named, questionSet }]);
}
