import type { SurveyEvent } from '#domain/events/survey-events';
import type { SurveyCode } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, visit } from './values.ts';

const code = 'visit-1' as SurveyCode;
const questionSet = 'visit-1';

export const surveySamples: SamplesOf<SurveyEvent> = {
  'visit.measured': {
    type: 'visit.measured',
    at,
    visit,
    effort: { screens: 4, keys: 9, seconds: 31, retries: 0, reopens: 2, wrongCodes: 0 },
  },
  'experience.degraded': { type: 'experience.degraded', at, visit, why: ['reopens'] },
  'survey.invited': { type: 'survey.invited', at, visit, code, questionSet },
  'survey.answered': { type: 'survey.answered', at, code, score: 4, tags: ['speed'], questionSet },
};
