import type { Occupancy } from '../words.ts';

/** What the sensors showed while somebody had the door: four facts that are never merged into one. */
export type Evidence = {
  readonly doorOpened: boolean;
  readonly doorClosed: boolean;
  readonly occupancy: Occupancy;
  /** Who said so where the sensors did not. */
  readonly confirmedBy: 'sensor' | 'courier' | 'recipient' | 'sender' | 'attendant' | null;
};
