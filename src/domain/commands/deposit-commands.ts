import type { Contact, Declaration, WaybillKnowledge } from '../advice.ts';
import type { Holder } from '../reservation.ts';
import type { CompartmentLabel, ReservationId, Size, StayId, VisitId } from '../words.ts';

/** The courier's steps. */
export type DepositCommand =
  | {
      readonly do: 'start-deposit';
      readonly visit: VisitId;
      readonly waybill: string;
      readonly size: Size;
      /** As the courier typed it, already sealed; null where the advice of the centre brings one. */
      readonly contact: Contact | null;
      readonly declared: Declaration;
      readonly knowledge: WaybillKnowledge;
    }
  | { readonly do: 'confirm-deposit'; readonly visit: VisitId; readonly stay: StayId }
  | {
      readonly do: 'cancel-deposit';
      readonly visit: VisitId;
      readonly stay: StayId;
      readonly parcelInside: 'yes' | 'no' | 'unknown';
    }
  | {
      readonly do: 'resize-deposit';
      readonly visit: VisitId;
      readonly stay: StayId;
      /** What would fit; null for the next larger size. */
      readonly size: Size | null;
    }
  | { readonly do: 'report-occupied'; readonly visit: VisitId; readonly stay: StayId }
  | { readonly do: 'reopen-deposit'; readonly visit: VisitId; readonly stay: StayId }
  | {
      readonly do: 'correct-deposit';
      /** Null for a signed command of the centre, which may still do it when the courier no longer may. */
      readonly visit: VisitId | null;
      readonly stay: StayId;
      /** Where the parcel really is. */
      readonly compartment: CompartmentLabel;
    }
  | {
      readonly do: 'reserve';
      readonly reservation: ReservationId;
      readonly holder: Holder;
      /** A certain compartment, or any of a size. */
      readonly place:
        { readonly compartment: CompartmentLabel } | { readonly size: Size; readonly needsReach: boolean };
      readonly notBeforeMs: number;
      readonly notAfterMs: number;
    }
  | { readonly do: 'cancel-reservation'; readonly reservation: ReservationId };
