import type { Size, StayId, VisitId } from '../words.ts';

/** The courier's steps. */
export type DepositCommand =
  | {
      readonly do: 'start-deposit';
      readonly visit: VisitId;
      readonly waybill: string;
      readonly size: Size;
      readonly sealedContact: string;
      readonly maskedContact: string;
      /** Opaque; parcels of the same recipient share a code. */
      readonly recipient?: string;
    }
  | { readonly do: 'confirm-deposit'; readonly visit: VisitId; readonly stay: StayId }
  | {
      readonly do: 'cancel-deposit';
      readonly visit: VisitId;
      readonly stay: StayId;
      readonly parcelInside: 'yes' | 'no';
    };
