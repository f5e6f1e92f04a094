import type { CompartmentLabel, StayId, Waybill } from '../words.ts';

/** What identifies a parcel in every event about it. */
export type Placement = {
  readonly stay: StayId;
  readonly waybill: Waybill;
  readonly compartment: CompartmentLabel;
};
