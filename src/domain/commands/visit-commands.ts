import type { PageCounts } from '../effort.ts';
import type { CourierId, VisitId } from '../words.ts';

/** Beginning and end of a visit. */
export type VisitCommand =
  | {
      readonly do: 'admit-courier';
      readonly courier: { readonly id: CourierId; readonly carrier: string } | null;
    }
  | { readonly do: 'extend-visit'; readonly visit: VisitId; readonly page?: PageCounts }
  | { readonly do: 'finish-visit'; readonly visit: VisitId; readonly page?: PageCounts };
