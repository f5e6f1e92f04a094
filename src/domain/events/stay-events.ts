import type { Moment } from '../moment.ts';
import type { Placement } from './placement.ts';
import type { RecallCause } from '../words.ts';

/** Why the centre gives every parcel more time. */
export type ExtensionCause = 'weather' | 'disruption';

/** What time does to a parcel. */
export type StayEvent =
  | ({
      readonly type: 'retention.started';
      readonly notifiedAt: Moment;
      readonly retentionHours: number;
    } & Placement)
  | ({ readonly type: 'retention.extended'; readonly extraHours: number } & Placement)
  | { readonly type: 'policy.extended'; readonly cause: ExtensionCause; readonly extraHours: number }
  /** The centre reminds the recipient; `hours` counts from the end of the retention, negative before it. */
  | ({ readonly type: 'reminder.due'; readonly hours: number } & Placement)
  | ({ readonly type: 'parcel.expired' } & Placement)
  | ({ readonly type: 'recall.due'; readonly cause: RecallCause } & Placement);
