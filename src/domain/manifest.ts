import type { CompartmentLabel, RecallCause, StayId, Waybill } from './words.ts';

/** What a courier took back in a visit. */
export type Manifest = {
  readonly parcels: readonly {
    readonly stay: StayId;
    readonly waybill: Waybill;
    readonly compartment: CompartmentLabel;
    readonly cause: RecallCause;
  }[];
  /** What the courier counted; null until then. */
  readonly countedCount: number | null;
};
