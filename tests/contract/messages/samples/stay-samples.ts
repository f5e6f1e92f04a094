import type { StayEvent } from '#domain/events/stay-events';
import type { SamplesOf } from './samples-of.ts';
import { at, placement } from './values.ts';

export const staySamples: SamplesOf<StayEvent> = {
  'retention.started': { type: 'retention.started', at, ...placement, notifiedAt: at, retentionHours: 24 },
  'retention.extended': { type: 'retention.extended', at, ...placement, extraHours: 24 },
  'policy.extended': { type: 'policy.extended', at, cause: 'weather', extraHours: 48 },
  'reminder.due': { type: 'reminder.due', at, ...placement, hours: -6 },
  'recall.due': { type: 'recall.due', at, ...placement, cause: 'rejected' },
  'parcel.expired': { type: 'parcel.expired', at, ...placement },
};
