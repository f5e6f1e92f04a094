import type { StayEvent } from '#domain/events/stay-events';
import type { SamplesOf } from './samples-of.ts';
import { at, placement } from './values.ts';

export const staySamples: SamplesOf<StayEvent> = {
  'retention.started': { type: 'retention.started', at, ...placement, notifiedAt: at },
  'recall.due': { type: 'recall.due', at, ...placement, cause: 'rejected' },
  'parcel.expired': { type: 'parcel.expired', at, ...placement },
};
