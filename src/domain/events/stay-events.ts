import type { Moment } from '../moment.ts';
import type { RecallCause } from '../state.ts';
import type { Placement } from './placement.ts';

/** What time does to a parcel. */
export type StayEvent =
  | ({ readonly type: 'retention.started'; readonly notifiedAt: Moment } & Placement)
  | ({ readonly type: 'parcel.expired' } & Placement)
  | ({ readonly type: 'recall.due'; readonly cause: RecallCause } & Placement);
