import type { Occupancy } from '../words.ts';

/** What the sensors showed while somebody had the door: four facts that are never merged into one. */
export type Evidence = {
  readonly doorOpened: boolean;
  readonly doorClosed: boolean;
  readonly occupancy: Occupancy;
  /** Who said so where the sensors did not. */
  readonly confirmedBy: 'sensor' | 'courier' | 'recipient' | 'sender' | 'attendant' | null;
};

/** On a shelf there is neither door nor sensor, so that only a person can say anything. */
export const wordAlone: Omit<Evidence, 'confirmedBy'> = {
  doorOpened: false,
  doorClosed: false,
  occupancy: 'unknown',
};
