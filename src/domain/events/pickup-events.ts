import type { VisitId } from '../words.ts';
import type { Evidence } from './evidence.ts';
import type { Placement } from './placement.ts';

/** A recipient takes a parcel. */
export type PickupEvent =
  | ({ readonly type: 'pickup.started'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'pickup.reopened'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'pickup.completed'; readonly evidence: Evidence } & Placement)
  | ({ readonly type: 'pickup.unconfirmed'; readonly evidence: Evidence } & Placement);
