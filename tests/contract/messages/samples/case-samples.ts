import type { CaseEvent } from '#domain/events/case-events';
import type { CaseNumber } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, compartment, stay } from './values.ts';

export const caseSamples: SamplesOf<CaseEvent> = {
  'case.opened': {
    type: 'case.opened',
    at,
    case: '204817' as CaseNumber,
    kind: 'not-found',
    stay,
    compartment,
  },
};
