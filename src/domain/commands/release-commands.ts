import type { CompartmentLabel } from '../words.ts';

/** What anybody may say at the kiosk (rules R1 and R3). */
export type ReleaseCommand =
  { readonly do: 'report-inside' } | { readonly do: 'confirm-empty'; readonly compartment: CompartmentLabel };
