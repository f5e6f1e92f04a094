import type { ProblemEvent } from '#domain/events/problem-events';
import type { SamplesOf } from './samples-of.ts';
import { at, placement, visit } from './values.ts';

export const problemSamples: SamplesOf<ProblemEvent> = {
  'problem.reported': {
    type: 'problem.reported',
    at,
    ...placement,
    visit,
    by: 'recipient',
    kind: 'wet',
    photos: ['0b8e1c9c-6a0e-4a55-9d1c-6f0d6f0f2f11'],
  },
};
