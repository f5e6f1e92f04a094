import type { DomainEvent } from './events.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import type { StationState } from './state.ts';
import type { SurveyCode } from './words.ts';

/** Changes with the questions, so that answers to other ones are never mixed (founding document 2, S2-8). */
export const questionSet = 'visit-1';

/** What an answer may be about (founding document 2, S2-2). */
export const surveyTags = ['speed', 'safety', 'service', 'condition', 'price', 'clarity'] as const;
export type SurveyTag = (typeof surveyTags)[number];
export type Score = 1 | 2 | 3 | 4 | 5;

/** Long enough for somebody who answers at home. */
const openMs = 7 * 24 * 3_600_000;
/** Whoever is invited after so many others have not answered is asked instead of the oldest of them. */
const openCountMax = 256;

/** An invitation that nobody has answered yet. */
export type Survey = { readonly code: SurveyCode; readonly invitedAt: Moment };

export function findSurvey(state: StationState, code: SurveyCode, now: Moment): Survey | undefined {
  return state.surveys.find((one) => one.code === code && surelyElapsedMs(one.invitedAt, now) < openMs);
}

export function surveysAfter(all: readonly Survey[], event: DomainEvent): readonly Survey[] {
  switch (event.type) {
    case 'survey.invited':
      return [...all, { code: event.code, invitedAt: event.at }].slice(-openCountMax);
    case 'survey.answered':
      return all.filter(({ code }) => code !== event.code);
    default:
      return all;
  }
}
