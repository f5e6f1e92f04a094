import type { StayId } from '../words.ts';

/** What the centre says about a parcel. */
export type StayCommand = {
  readonly do: 'record-notified';
  readonly stay: StayId;
  readonly notifiedAtMs: number;
};
