import type { VisitEvent } from '#domain/events/visit-events';
import type { SamplesOf } from './samples-of.ts';
import { at, courier, visit } from './values.ts';

export const visitSamples: SamplesOf<VisitEvent> = {
  'visit.started': {
    type: 'visit.started',
    at,
    visit,
    actor: { kind: 'courier', courier, carrier: 'SF' },
  },
  'visit.ended': { type: 'visit.ended', at, visit, reason: 'finished' },
  'badge.rejected': { type: 'badge.rejected', at },
};
