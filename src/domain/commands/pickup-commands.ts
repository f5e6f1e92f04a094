import type { VisitId } from '../words.ts';

/** The recipient's steps. */
export type PickupCommand =
  | { readonly do: 'reopen-door'; readonly visit: VisitId }
  | { readonly do: 'confirm-pickup'; readonly visit: VisitId; readonly taken: boolean };
