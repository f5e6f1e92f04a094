import type { CompartmentLabel, CourierId, Size, StayId, Waybill } from '../words.ts';

/** A stay as the books of the centre have it. */
export type BookedStay = {
  readonly stay: StayId;
  readonly waybill: Waybill;
  readonly compartment: CompartmentLabel;
  readonly courier: CourierId | null;
  readonly carrier: string;
  readonly size: Size;
  /** Null where the centre cannot have its recipient told anew: it is confirmed, but not taken over. */
  readonly contact: { readonly sealed: string; readonly masked: string } | null;
  readonly recipient: string | null;
};

/** What the shell learns while a station recovers. */
export type RecoveryCommand =
  | { readonly do: 'acknowledge-epoch' }
  | { readonly do: 'demand-audit'; readonly cause: 'long-absence' | 'centre' }
  /** The signed snapshot of the centre: what is inside by its books, and what has ended. */
  | {
      readonly do: 'compare-stays';
      readonly present: readonly BookedStay[];
      readonly ended: readonly StayId[];
    }
  /** Codes that were kept under another key than this one open nothing: they are issued anew. */
  | { readonly do: 'renew-codes'; readonly key: string };
