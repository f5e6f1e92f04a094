import type { ProblemKind } from '../events/problem-events.ts';
import type { RejectionReason, StayId, VisitId } from '../words.ts';

/** The recipient's steps. */
export type PickupCommand =
  | { readonly do: 'open-parcel'; readonly visit: VisitId; readonly stay: StayId }
  /** Without a stay it is the door that was used last. */
  | { readonly do: 'reopen-door'; readonly visit: VisitId; readonly stay?: StayId }
  /** All of the parcels behind the door, none of them, or those that are named. */
  | { readonly do: 'confirm-pickup'; readonly visit: VisitId; readonly taken: boolean | readonly StayId[] }
  | {
      readonly do: 'reject-parcel';
      readonly visit: VisitId;
      readonly stay: StayId;
      readonly reason: RejectionReason;
      readonly photos: readonly string[];
    }
  | { readonly do: 'report-missing'; readonly visit: VisitId; readonly stay: StayId }
  /** Of a recipient about a parcel of the visit, or of a courier about one of their own. */
  | {
      readonly do: 'report-problem';
      readonly visit: VisitId;
      readonly stay: StayId;
      readonly kind: ProblemKind;
      readonly photos: readonly string[];
    };
