import type { StayId, VisitId } from '../words.ts';

/** A courier takes parcels back for the carrier. */
export type RecallCommand =
  | { readonly do: 'start-recall'; readonly visit: VisitId; readonly stay: StayId }
  /** The courier's own parcel that should never have come here. */
  | { readonly do: 'take-back'; readonly visit: VisitId; readonly waybill: string }
  /** What the scanner read on the parcel that came out. */
  | { readonly do: 'scan-recalled'; readonly visit: VisitId; readonly stay: StayId; readonly waybill: string }
  | { readonly do: 'reopen-recall'; readonly visit: VisitId; readonly stay: StayId }
  /** The courier says that the parcel is inside, still or again. */
  | { readonly do: 'cancel-recall'; readonly visit: VisitId; readonly stay: StayId }
  | {
      readonly do: 'close-manifest';
      readonly visit: VisitId;
      /** Parcels in the courier's hands. */
      readonly countedCount: number;
      /** The courier stands by a count that differs; somebody of the operator will look into it. */
      readonly isDeclared: boolean;
    };
