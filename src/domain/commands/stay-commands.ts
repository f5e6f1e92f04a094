import type { ExtensionCause } from '../events/stay-events.ts';
import type { StayId } from '../words.ts';

/** What the centre says about a parcel, or about all of them. */
export type StayCommand =
  | { readonly do: 'record-notified'; readonly stay: StayId; readonly notifiedAtMs: number }
  | { readonly do: 'extend-retention'; readonly stay: StayId; readonly extraHours: number }
  | { readonly do: 'extend-policy'; readonly cause: ExtensionCause; readonly extraHours: number }
  | { readonly do: 'recall-parcel'; readonly stay: StayId };
