import type { Moment } from './moment.ts';
import type { FaultCode } from './faults.ts';
import type { Actor, CodeRecord, DoorTask, QuarantineCause, Release } from './state.ts';
import type {
  AuthorisationId,
  BoardId,
  CompartmentLabel,
  CourierId,
  Door,
  IntentionId,
  Occupancy,
  Size,
  StayId,
  VisitId,
  Waybill,
} from './words.ts';

/** What the sensors showed while somebody had the door: four facts that are never merged into one. */
export type Evidence = {
  readonly doorOpened: boolean;
  readonly doorClosed: boolean;
  readonly occupancy: Occupancy;
  /** Who said so where the sensors did not. */
  readonly confirmedBy: 'sensor' | 'courier' | 'recipient' | null;
};

type Placement = { readonly stay: StayId; readonly waybill: Waybill; readonly compartment: CompartmentLabel };

/**
 * Why the ledger begins to count anew, and where the one before it ended, as far as that is known (rule R22).
 */
export type EpochBeginning = {
  readonly cause: 'new-store' | 'rolled-back';
  readonly previousEpoch: string | null;
  readonly previousSeq: number | null;
  readonly previousHash: string | null;
};

/** What happened. Past participles; each carries the moment at which it was decided. */
export type DomainEvent = { readonly at: Moment } & (
  | ({ readonly type: 'epoch.begun' } & EpochBeginning)
  | {
      readonly type: 'station.started';
      readonly cause: 'power-up' | 'restart';
      readonly softwareVersion: string;
    }
  | { readonly type: 'visit.started'; readonly visit: VisitId; readonly actor: Actor }
  | { readonly type: 'visit.touched'; readonly visit: VisitId }
  | {
      readonly type: 'visit.ended';
      readonly visit: VisitId;
      readonly reason: 'finished' | 'idle' | 'interrupted';
    }
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
  | ({
      readonly type: 'code.issued';
      readonly record: CodeRecord;
      readonly notice: string;
      readonly maskedContact: string;
    } & Placement)
  | { readonly type: 'code.rejected' }
  | { readonly type: 'code.paced' }
  | { readonly type: 'badge.rejected' }
  | ({ readonly type: 'pickup.started'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'pickup.reopened'; readonly visit: VisitId } & Placement)
  | ({ readonly type: 'pickup.completed'; readonly evidence: Evidence } & Placement)
  | ({ readonly type: 'pickup.unconfirmed'; readonly evidence: Evidence } & Placement)
  | {
      readonly type: 'unlock.intended';
      readonly intention: IntentionId;
      readonly authorisation: AuthorisationId;
      readonly compartment: CompartmentLabel;
      readonly purpose: DoorTask['purpose'];
      readonly stay: StayId;
      readonly pulse: number;
      readonly doorBefore: Door;
    }
  | {
      readonly type: 'release.begun';
      readonly compartment: CompartmentLabel;
      readonly cause: Release['cause'];
    }
  | {
      readonly type: 'release.intended';
      readonly intention: IntentionId;
      readonly authorisation: AuthorisationId;
      readonly compartment: CompartmentLabel;
      /** Counts from 1 for as long as the release lasts. */
      readonly pulse: number;
      readonly doorBefore: Door;
    }
  | { readonly type: 'release.confirmed'; readonly compartment: CompartmentLabel }
  | {
      readonly type: 'release.ended';
      readonly compartment: CompartmentLabel;
      /** `unseen`: no sensor could show the door · `parcel-inside`: the record says so by now. */
      readonly cause: 'closed-empty' | 'unseen' | 'parcel-inside';
    }
  | { readonly type: 'entrapment.reported'; readonly compartments: readonly CompartmentLabel[] }
  | {
      readonly type: 'unlock.settled';
      readonly intention: IntentionId;
      readonly compartment: CompartmentLabel;
      readonly outcome: UnlockOutcome;
    }
  | { readonly type: 'door.opened'; readonly compartment: CompartmentLabel; readonly visit: VisitId | null }
  | { readonly type: 'door.closed'; readonly compartment: CompartmentLabel; readonly visit: VisitId | null }
  | {
      readonly type: 'door.read';
      readonly compartment: CompartmentLabel;
      readonly door: Door;
      readonly occupancy: Occupancy;
    }
  | { readonly type: 'door.asked'; readonly visit: VisitId; readonly compartment: CompartmentLabel }
  | {
      readonly type: 'compartment.quarantined';
      readonly compartment: CompartmentLabel;
      readonly cause: QuarantineCause;
    }
  | {
      readonly type: 'compartment.released';
      readonly compartment: CompartmentLabel;
      readonly cause: QuarantineCause;
    }
  | {
      readonly type: 'fault.raised';
      readonly fault: FaultCode;
      readonly subject: string;
      readonly compartments: readonly CompartmentLabel[];
    }
  | { readonly type: 'fault.cleared'; readonly fault: FaultCode; readonly subject: string }
  | { readonly type: 'board.lost'; readonly board: BoardId }
  | { readonly type: 'board.restored'; readonly board: BoardId }
  | { readonly type: 'link.changed'; readonly link: 'up' | 'down' }
  | ({ readonly type: 'retention.started'; readonly notifiedAt: Moment } & Placement)
  | ({ readonly type: 'parcel.expired' } & Placement)
);

/**
 * How a pulse ended. `opened`: a trusted change from closed to open was read · `no-movement`: fresh readings
 * say closed · `unseen`: the frame left the box, no reading tells · `not-sent`: the frame never left ·
 * `unknown`: the process died in between (rule R7).
 */
export type UnlockOutcome = 'opened' | 'no-movement' | 'unseen' | 'not-sent' | 'unknown';

export type EventType = DomainEvent['type'];

/**
 * Class A events are sequenced, chained and delivered to the centre (rule R20). Class B events change the
 * remembered state only; their present value travels on retained topics.
 */
export const classBEvents: ReadonlySet<EventType> = new Set<EventType>([
  'visit.touched',
  'door.read',
  'door.asked',
  'link.changed',
  'code.paced',
]);
