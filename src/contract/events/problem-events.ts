import { z } from 'zod';
import { problemKinds } from '#domain/events/problem-events';
import { photos, placement, visit } from './fields.ts';
import { kind, ofStay, placementOf } from './kind.ts';

const problemReported = z
  .strictObject({
    ...placement,
    visit,
    by: z.enum(['recipient', 'delegate', 'courier', 'sender', 'staff']),
    kind: z.enum(problemKinds),
    photos,
  })
  .meta({ id: 'ProblemReported', description: 'Somebody says that something is wrong with a parcel.' });

export const problemEvents = {
  'problem.reported': kind('problem.reported', problemReported, 'minor', ofStay, (event) => ({
    ...placementOf(event),
    visit: event.visit,
    by: event.by,
    kind: event.kind,
    photos: [...event.photos],
  })),
};
