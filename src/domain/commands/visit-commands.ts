import type { CourierId, VisitId } from '../words.ts';

/** Beginning and end of a visit. */
export type VisitCommand =
  | {
      readonly do: 'admit-courier';
      readonly courier: { readonly id: CourierId; readonly carrier: string } | null;
    }
  | { readonly do: 'extend-visit'; readonly visit: VisitId }
  | { readonly do: 'finish-visit'; readonly visit: VisitId };
