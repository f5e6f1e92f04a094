import type { Said, VisitParcel } from '../state.ts';
import type { CodeId, Occupancy, RejectionReason, VisitId } from '../words.ts';
import type { Evidence } from './evidence.ts';
import type { Placement } from './placement.ts';

/** A recipient takes a parcel, or does not. */
export type PickupEvent =
  | {
      readonly type: 'visit.entitled';
      readonly visit: VisitId;
      readonly code: CodeId;
      readonly parcels: readonly VisitParcel[];
    }
  | ({ readonly type: 'pickup.started'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'pickup.reopened'; readonly visit: VisitId } & Placement)
  | { readonly type: 'pickup.said'; readonly visit: VisitId; readonly said: Said }
  | ({ readonly type: 'pickup.completed'; readonly evidence: Evidence } & Placement)
  | ({ readonly type: 'pickup.unconfirmed'; readonly evidence: Evidence } & Placement)
  | ({ readonly type: 'pickup.uneffected'; readonly evidence: Evidence } & Placement)
  | ({
      readonly type: 'pickup.disputed';
      readonly evidence: Evidence;
      readonly occupancyBefore: Occupancy;
    } & Placement)
  | ({ readonly type: 'pickup.searched'; readonly evidence: Evidence } & Placement)
  | ({
      readonly type: 'rejection.accepted';
      readonly reason: RejectionReason;
      readonly photos: readonly string[];
      readonly evidence: Evidence;
    } & Placement);
