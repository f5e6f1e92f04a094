import type { CompartmentLabel, CourierId, Size, VisitId } from '../words.ts';
import type { Evidence } from './evidence.ts';
import type { Placement } from './placement.ts';

/** A courier hands a parcel over. */
export type DepositEvent =
  | ({
      readonly type: 'deposit.started';
      readonly visit: VisitId;
      readonly courier: CourierId;
      readonly carrier: string;
      readonly size: Size;
      readonly sealedContact: string;
      readonly maskedContact: string;
      readonly recipient: string | null;
    } & Placement)
  | ({
      readonly type: 'deposit.completed';
      readonly courier: CourierId;
      readonly evidence: Evidence;
    } & Placement)
  | ({ readonly type: 'deposit.cancelled'; readonly parcelInside: 'no' | 'unknown' } & Placement)
  | ({ readonly type: 'withdrawal.started'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'deposit.moved'; readonly to: CompartmentLabel } & Placement);
