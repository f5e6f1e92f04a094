import type { Actor } from '../state.ts';
import type { VisitId } from '../words.ts';

/** A person's time at the kiosk. */
export type VisitEvent =
  | { readonly type: 'visit.started'; readonly visit: VisitId; readonly actor: Actor }
  | { readonly type: 'visit.touched'; readonly visit: VisitId }
  | {
      readonly type: 'visit.ended';
      readonly visit: VisitId;
      readonly reason: 'finished' | 'idle' | 'interrupted';
    }
  | { readonly type: 'badge.rejected' };
