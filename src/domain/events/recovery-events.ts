import type { CourierId, Size } from '../words.ts';
import type { Placement } from './placement.ts';

/** What is found out after a ledger was restored, is older than it was, or was away for long (rule R23). */
export type RecoveryEvent =
  /** The centre has the event that began the epoch. */
  | { readonly type: 'epoch.acknowledged' }
  /** Somebody has to look into every compartment before the next deposit. */
  | { readonly type: 'audit.demanded'; readonly cause: 'long-absence' | 'centre' }
  /** The centre's books say that this stay of the restored ledger goes on. */
  | ({ readonly type: 'stay.confirmed' } & Placement)
  /** The centre's books say that it ended after the copy was made. */
  | ({ readonly type: 'stay.closed' } & Placement)
  /** A stay that began after the copy was made, or that has moved since, from the centre's books. */
  | ({
      readonly type: 'stay.restored';
      readonly courier: CourierId | null;
      readonly carrier: string;
      readonly size: Size;
      /** Sealed to the notifier. */
      readonly sealedContact: string;
      readonly maskedContact: string;
      readonly recipient: string | null;
    } & Placement);
