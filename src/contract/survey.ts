import { z } from 'zod';
import { surveyTags } from '#domain/surveys';

/** Body of `POST /api/v1/surveys/{code}`; every code is good for one answer. */
export const answerSurvey = z.strictObject({
  score: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  tags: z.array(z.enum(surveyTags)).max(surveyTags.length).default([]),
});

/**
 * Body of `visits/{id}/extend` and `finish`, or none: what the page has counted since the visit began. The
 * bounds only keep a broken page out of the statistics.
 */
export const pageCounts = z
  .strictObject({
    screens: z.int().min(0).max(1_000).optional(),
    keys: z.int().min(0).max(10_000).optional(),
  })
  .optional();
export type PageBody = z.infer<typeof pageCounts>;
