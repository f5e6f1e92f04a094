import type { FillLevel } from '../fill-level.ts';
import type { Interlock } from '../jurisdiction.ts';
import type { RefusalCode } from '../refusals.ts';
import type {
  Camera,
  IdentityProof,
  Outbound,
  Sending,
  SendingAdvice,
  SendingAuthority,
  Weighing,
} from '../sending.ts';
import type { CompartmentLabel, CourierId, Size, VisitId, Waybill } from '../words.ts';
import type { Evidence } from './evidence.ts';
import type { Placement } from './placement.ts';

/** A sender hands a parcel in. */
export type SendingEvent =
  | { readonly type: 'drop-offs.advised'; readonly sendings: readonly Omit<SendingAdvice, 'used'>[] }
  /** Digits that entitle nobody to hand anything in. */
  | { readonly type: 'drop-off.denied' }
  | { readonly type: 'drop-off.begun'; readonly visit: VisitId; readonly sending: Sending }
  /** An interlock said no (M2, M8, M9, M11); the record of it is a duty of its own (M7). */
  | {
      readonly type: 'drop-off.refused';
      readonly visit: VisitId;
      readonly waybill: Waybill | null;
      readonly reason: RefusalCode;
      /** The must of the law that stopped it, where one did. */
      readonly interlock: Interlock | null;
    }
  | ({
      readonly type: 'drop-off.started';
      readonly visit: VisitId;
      readonly carrier: string;
      readonly size: Size;
      readonly outbound: Outbound;
      readonly identity: IdentityProof | null;
      readonly prohibitedVersion: number;
    } & Placement)
  | ({ readonly type: 'drop-off.moved'; readonly to: CompartmentLabel } & Placement)
  | ({
      readonly type: 'drop-off.accepted';
      readonly carrier: string;
      readonly authority: SendingAuthority;
      readonly isLocalWaybill: boolean;
      readonly weighing: Weighing | null;
      readonly evidence: Evidence;
      /** Wall clock, in milliseconds since 1970; null while the clock could not be believed. */
      readonly promisedCollectBy: number | null;
      readonly collectWithinHours: number;
    } & Placement)
  | ({ readonly type: 'drop-off.cancelled'; readonly parcelInside: 'no' | 'unknown' } & Placement)
  /** A courier of the carrier has taken it, past the same scan and the same count as a recall. */
  | ({
      readonly type: 'drop-off.collected';
      readonly courier: CourierId;
      readonly carrier: string;
      readonly isOverdue: boolean;
      readonly evidence: Evidence;
    } & Placement)
  /** `waybill` is the number that the station drew, `to` the true one. */
  | ({ readonly type: 'drop-off.numbered'; readonly to: Waybill } & Placement)
  | ({ readonly type: 'drop-off.collect-overdue'; readonly carrier: string } & Placement)
  /** What waits for collection has passed a step (S0-19). */
  | ({ readonly type: 'drop-off.level-changed' } & FillLevel)
  | { readonly type: 'camera.read'; readonly camera: Camera };
