import type { ServiceEvent } from '#domain/events/service-events';
import type { CaseNumber } from '#domain/words';
import type { SamplesOf } from './samples-of.ts';
import { at, compartment, staff, visit } from './values.ts';

export const serviceSamples: SamplesOf<ServiceEvent> = {
  'service.started': {
    type: 'service.started',
    at,
    visit,
    staff,
    compartment,
    case: '123456' as CaseNumber,
  },
  'service.ended': { type: 'service.ended', at, visit, staff, compartment, isLookedInto: true },
  'compartment.disabled': { type: 'compartment.disabled', at, compartment, staff, reason: 'defect' },
  'compartment.enabled': { type: 'compartment.enabled', at, compartment, staff },
};
