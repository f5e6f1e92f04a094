import type { Declared } from './declared.ts';
import type { Interlock } from '../jurisdiction.ts';
import type { RefusalCode } from '../refusals.ts';
import type { LeavingCause } from '../leaving.ts';
import type { Holder } from '../reservation.ts';
import type { CompartmentLabel, CourierId, ReservationId, Size, VisitId, Waybill } from '../words.ts';
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
    } & Placement)
  | ({
      readonly type: 'deposit.completed';
      readonly courier: CourierId;
      readonly evidence: Evidence;
    } & Placement)
  | ({ readonly type: 'deposit.cancelled'; readonly parcelInside: 'no' | 'unknown' } & Placement)
  | ({ readonly type: 'withdrawal.started'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'deposit.moved'; readonly to: CompartmentLabel } & Placement)
  | DeclarationEvent
  | DisplacementEvent
  | CorrectionEvent
  | ReservationEvent;

/** What was said of a parcel before its door opened, and parcels that were turned away. */
type DeclarationEvent =
  | ({ readonly type: 'deposit.declared' } & Placement & Declared)
  /** The centre had said nothing of this parcel. */
  | ({ readonly type: 'deposit.unverified'; readonly courier: CourierId } & Placement)
  | {
      readonly type: 'deposit.refused';
      readonly visit: VisitId;
      readonly courier: CourierId;
      readonly carrier: string;
      readonly waybill: Waybill;
      readonly size: Size;
      readonly reason: RefusalCode;
      /** The must of the law that stopped it, where one did. */
      readonly interlock: Interlock | null;
    };

/** Parcels that have to go into another compartment. */
type DisplacementEvent =
  | ({
      readonly type: 'deposit.displaced';
      readonly visit: VisitId;
      readonly cause: LeavingCause;
      readonly size: Size;
    } & Placement)
  | ({
      readonly type: 'deposit.resized';
      readonly to: CompartmentLabel;
      readonly fromSize: Size;
      readonly toSize: Size;
    } & Placement);

/** A courier who looks again after a deposit that is complete. */
type CorrectionEvent =
  | ({ readonly type: 'deposit.reopened'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'deposit.kept'; readonly evidence: Evidence } & Placement)
  | ({
      readonly type: 'deposit.corrected';
      readonly to: CompartmentLabel;
      readonly by: 'courier' | 'centre';
    } & Placement);

/** Compartments that are kept free for somebody. */
type ReservationEvent =
  | {
      readonly type: 'reservation.made';
      readonly reservation: ReservationId;
      readonly compartment: CompartmentLabel;
      readonly holder: Holder;
      readonly notBeforeMs: number;
      readonly notAfterMs: number;
    }
  | {
      readonly type: 'reservation.ended';
      readonly reservation: ReservationId;
      readonly compartment: CompartmentLabel;
      readonly cause: 'used' | 'cancelled' | 'expired';
    };
