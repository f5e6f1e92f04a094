import type { MeasuredEffort, PageCounts, Strain } from '../effort.ts';
import type { Score, SurveyTag } from '../surveys.ts';
import type { SurveyCode, VisitId } from '../words.ts';

/** What a visit was like: measured, and said by its person. */
export type SurveyEvent =
  | { readonly type: 'visit.told'; readonly visit: VisitId; readonly page: PageCounts }
  | { readonly type: 'visit.measured'; readonly visit: VisitId; readonly effort: MeasuredEffort }
  | { readonly type: 'experience.degraded'; readonly visit: VisitId; readonly why: readonly Strain[] }
  | {
      readonly type: 'survey.invited';
      readonly visit: VisitId;
      readonly code: SurveyCode;
      readonly questionSet: string;
    }
  | {
      readonly type: 'survey.answered';
      readonly code: SurveyCode;
      readonly score: Score;
      readonly tags: readonly SurveyTag[];
      readonly questionSet: string;
    };
