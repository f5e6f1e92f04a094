import { z } from 'zod';
import { surveyTags } from '#domain/surveys';
import { visit } from './fields.ts';
import { kind, ofVisit } from './kind.ts';

const count = z.int().min(0);
const code = z.string().describe('Under which it can be answered, once.');
const questionSet = z.string().describe('Which questions; answers to other ones are not compared.');

const visitMeasured = z
  .strictObject({
    visit,
    screens: count.nullable().describe('As the page counted; null where it did not tell.'),
    keys: count.nullable().describe('As the page counted; null where it did not tell.'),
    seconds: count.describe('From the beginning to the last thing that the person or their door did.'),
    retries: count.describe('Pulses beyond the first of an opening.'),
    reopens: count,
    wrongCodes: count.describe('Typed just before the right one.'),
  })
  .meta({ id: 'VisitMeasured', description: 'What the visit cost its person.' });

const experienceDegraded = z
  .strictObject({ visit, why: z.array(z.enum(['reopens', 'wrong-codes', 'slow'])).readonly() })
  .meta({ id: 'ExperienceDegraded', description: 'A visit was harder than it should be.' });

const surveyInvited = z.strictObject({ visit, code, questionSet }).meta({
  id: 'SurveyInvited',
  description: 'Somebody who took a parcel without trouble may say how it was.',
});

const surveyAnswered = z
  .strictObject({
    code,
    score: z.int().min(1).max(5),
    tags: z.array(z.enum(surveyTags)).readonly(),
    questionSet,
  })
  .meta({ id: 'SurveyAnswered', description: 'What somebody said about their visit.' });

export const surveyEvents = {
  'visit.measured': kind('visit.measured', visitMeasured, 'info', ofVisit, ({ visit, effort }) => ({
    visit,
    screens: effort.screens,
    keys: effort.keys,
    seconds: effort.seconds,
    retries: effort.retries,
    reopens: effort.reopens,
    wrongCodes: effort.wrongCodes,
  })),
  'experience.degraded': kind(
    'experience.degraded',
    experienceDegraded,
    'minor',
    ofVisit,
    ({ visit, why }) => ({ visit, why }),
  ),
  'survey.invited': kind('survey.invited', surveyInvited, 'info', ofVisit, (event) => ({
    visit: event.visit,
    code: event.code,
    questionSet: event.questionSet,
  })),
  'survey.answered': kind(
    'survey.answered',
    surveyAnswered,
    'info',
    (event) => event.code,
    (event) => ({ code: event.code, score: event.score, tags: event.tags, questionSet: event.questionSet }),
  ),
};
