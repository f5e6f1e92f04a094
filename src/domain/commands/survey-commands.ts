import type { Score, SurveyTag } from '../surveys.ts';
import type { SurveyCode } from '../words.ts';

/** What somebody says about their visit afterwards. */
export type SurveyCommand = {
  readonly do: 'answer-survey';
  readonly code: SurveyCode;
  readonly score: Score;
  readonly tags: readonly SurveyTag[];
};
