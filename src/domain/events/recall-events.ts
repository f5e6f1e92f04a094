import type { CourierId, RecallCause, VisitId, Waybill } from '../words.ts';
import type { Evidence } from './evidence.ts';
import type { Placement } from './placement.ts';

/** A courier takes parcels back. */
export type RecallEvent =
  | ({
      readonly type: 'recall.started';
      readonly visit: VisitId;
      readonly courier: CourierId;
      readonly carrier: string;
      readonly cause: RecallCause;
    } & Placement)
  /** The label that was scanned is the right one; the sensors have not told the rest yet. */
  | ({ readonly type: 'recall.matched'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'recall.mismatch'; readonly visit: VisitId; readonly found: Waybill } & Placement)
  | ({
      readonly type: 'recall.completed';
      readonly courier: CourierId;
      readonly carrier: string;
      readonly cause: RecallCause;
      readonly evidence: Evidence;
    } & Placement)
  | ({ readonly type: 'recall.unconfirmed'; readonly evidence: Evidence } & Placement)
  | {
      readonly type: 'manifest.closed';
      readonly visit: VisitId;
      readonly courier: CourierId;
      readonly carrier: string;
      readonly recalled: readonly Pick<Placement, 'stay' | 'waybill'>[];
      /** What the courier counted; null where the visit ended before anybody did. */
      readonly countedCount: number | null;
    };
