import type { Manifest } from './manifest.ts';
import type { Moment } from './moment.ts';
import type { Policy } from './policy.ts';
import type { Audit } from './audits.ts';
import type { SensorTrust } from './sensors.ts';
import type { Troubles } from './troubles.ts';
import type { CaseKind, CaseOutcome, Tier } from './cases.ts';
import type { InterlockCount } from './interlock-counts.ts';
import type { Leaving } from './leaving.ts';
import type { Recovery, Unconfirmed } from './recovery.ts';
import type { Reservation } from './reservation.ts';
import type { Effort } from './effort.ts';
import type { Survey } from './surveys.ts';
import type { FaultCode } from './faults.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import type { Camera, Sending, SendingAdvice } from './sending.ts';
import type { ShelfPlan } from './shelves.ts';
import type { Disablement } from './staff.ts';
import type { Actor, Code, Stay } from './stay-state.ts';
import type {
  AuthorisationId,
  BoardId,
  CaseNumber,
  CodeId,
  CompartmentLabel,
  Door,
  DoorPurpose,
  IntentionId,
  Occupancy,
  RecallCause,
  RejectionReason,
  Size,
  StayId,
  VisitId,
  Waybill,
} from './words.ts';

export type { Actor, CodeRecord, Code, Stay, Keeping } from './stay-state.ts';

/** What the station file says about a compartment; never changes while the process runs. */
export type PlannedCompartment = {
  readonly label: CompartmentLabel;
  readonly size: Size;
  readonly board: BoardId;
  /** Height of the compartment's lower edge above the floor. */
  readonly heightMm: number;
  readonly doorSensor: boolean;
  readonly occupancySensor: boolean;
};

export type StationPlan = {
  readonly station: string;
  /** Which musts of the law bind the station; the station file says so, and no policy changes it. */
  readonly jurisdiction: Jurisdiction;
  readonly compartments: readonly PlannedCompartment[];
  /** Absent where the station is nothing but compartments. */
  readonly shelves?: ShelfPlan;
};

/** Why a compartment is not offered although nothing is known to be inside. */
export type QuarantineCause =
  | 'lock-did-not-open'
  | 'deposit-interrupted'
  | 'unlock-unresolved'
  | 'contents-unclear'
  | 'contents-mismatch'
  | 'wrong-door'
  | 'keeps-failing'
  | 'sensor-failing';

/** What the sensors last showed and whether the compartment may be offered. */
export type Compartment = {
  readonly label: CompartmentLabel;
  readonly door: Door;
  readonly doorSince: Moment | null;
  readonly occupancy: Occupancy;
  readonly quarantine: QuarantineCause | null;
  /** Why staff took it out of service; what is inside stays collectable (incident 50). */
  readonly disabled: Disablement | null;
  /** The last thing that the door's sensor showed, kept while its board is silent or without power. */
  readonly lastDoor: Door;
  /** What the sensor inside shows, believed or not; `occupancy` is what is believed of it. */
  readonly shown: Occupancy;
  /** How many steps of the escalation of an open door were reported; 0 while it is shut. */
  readonly ajarStep: number;
};

/** Where the visit stands with the door it is about. */
export type DoorTask = {
  /**
   * `withdrawal`: whoever brought a parcel takes it back before its deposit or drop-off is complete ·
   * `search`: a recipient who has collected the parcel looks for something forgotten ·
   * `correction`: the courier looks once more after a deposit that is complete.
   */
  readonly purpose: DoorPurpose;
  /** Null for `service`, which is about no parcel. */
  readonly stay: StayId | null;
  readonly compartment: CompartmentLabel;
  readonly authorisation: AuthorisationId;
  /** What the sensor showed before the door was opened: only a change is evidence. */
  readonly occupancyBefore: Occupancy;
  /** The door was read open at least once since the task began. */
  readonly seenOpen: boolean;
  /**
   * `opening`: a pulse was decided, nothing seen yet · `open`: the door was seen to open ·
   * `asking`: closed, but the sensors do not tell what happened to the parcel ·
   * `unseen`: the pulse left the box but no reading came back · `jammed`: seen not to move.
   */
  readonly at: 'opening' | 'open' | 'asking' | 'unseen' | 'jammed';
  readonly pulseCount: number;
  readonly firstPulseAt: Moment;
  readonly pulsedAt: Moment;
  /** Why the parcel has to go elsewhere as soon as this door is shut; null while it does not have to. */
  readonly leaving: Leaving | null;
  /** Why it is taken back, and what the scan of its label said; null for every other purpose. */
  readonly recall: { readonly cause: RecallCause; readonly scan: 'none' | 'match' | 'mismatch' } | null;
  /** What the recipient said while the door stood open; it counts when the door is shut. */
  readonly said: Said | null;
};

/** A recipient's word about the parcel of one stay. `photos` are references, never pictures or names. */
export type Said =
  | { readonly what: 'missing'; readonly stay: StayId }
  | {
      readonly what: 'rejected';
      readonly stay: StayId;
      readonly reason: RejectionReason;
      readonly photos: readonly string[];
    };

/** A parcel that a visit may take, and what became of it in this visit. */
export type VisitParcel = {
  readonly stay: StayId;
  readonly waybill: Waybill;
  readonly carrier: string;
  readonly compartment: CompartmentLabel;
  /**
   * `waiting`: not opened in this visit · `inside`: opened, and nothing shows that it was taken · `missing`:
   * the recipient did not find it · `rejected`: put back for the courier.
   */
  readonly at: 'waiting' | 'inside' | 'collected' | 'missing' | 'rejected';
  readonly since: Moment;
  /** How often its door was opened again in this visit. */
  readonly reopenCount: number;
};

/** What a code entitles a visit to (invariant I6); bound when the code is entered. */
export type Entitlement = { readonly code: CodeId; readonly parcels: readonly VisitParcel[] };

/** One person's time at the kiosk; there is at most one (rule R8). */
export type Visit = {
  readonly id: VisitId;
  readonly actor: Actor;
  readonly startedAt: Moment;
  /** Last time the person or their door did something. */
  readonly touchedAt: Moment;
  readonly task: DoorTask | null;
  /** Null for a visit without a code. */
  readonly entitlement: Entitlement | null;
  /** What a sender, or an attendant for one, is entitled to hand in now. */
  readonly sending: Sending | null;
  /** The last thing that came to a good end in this visit, for the screen's thanks. */
  readonly done: {
    readonly purpose: DoorTask['purpose'] | 'rejection';
    readonly compartment: CompartmentLabel;
  } | null;
  /** Another door than the decided one opened (invariant I6): this visit opens nothing more. */
  readonly stopped: { readonly expected: CompartmentLabel; readonly opened: CompartmentLabel } | null;
  readonly manifest: Manifest;
};

/** A pulse that is on disk but whose outcome is not (rules R6, R7). */
export type Intention = {
  readonly id: IntentionId;
  readonly compartment: CompartmentLabel;
  readonly authorisation: AuthorisationId;
  readonly pulse: number;
  readonly doorBefore: Door;
  readonly intendedAt: Moment;
};

/** A compartment that is opened again until somebody has looked inside (rules R1 and R3). */
export type Release = {
  readonly compartment: CompartmentLabel;
  readonly cause: 'closed-unexpectedly' | 'someone-inside' | 'service';
  readonly begunAt: Moment;
  readonly pulseCount: number;
  /** Pulses since the pace of rule R3 began; it begins anew when a silent board answers. */
  readonly paceCount: number;
  readonly pulsedAt: Moment | null;
  /** When somebody said that the open compartment is empty. */
  readonly confirmedAt: Moment | null;
};

/** Something that a person of the operator must answer and settle in time. */
export type Case = {
  readonly number: CaseNumber;
  readonly kind: CaseKind;
  readonly stay: StayId | null;
  readonly compartment: CompartmentLabel | null;
  readonly visit: VisitId | null;
  /** As somebody typed it. */
  readonly waybill: Waybill | null;
  readonly openedAt: Moment;
  readonly at: 'opened' | 'acknowledged';
  /** Who has to act by now. */
  readonly tier: Tier;
  /** The steps of escalation that were reported, so that each is told once. */
  readonly late: { readonly answer: boolean; readonly settlement: boolean };
};

/** What can still be told about a case that is over. */
export type SettledCase = {
  readonly number: CaseNumber;
  readonly kind: CaseKind;
  readonly openedAt: Moment;
  readonly settledAt: Moment;
  readonly outcome: CaseOutcome;
};

export type Fault = {
  readonly id: string;
  readonly code: FaultCode;
  readonly subject: string;
  readonly compartments: readonly CompartmentLabel[];
  readonly since: Moment;
};

/** Failed attempts of the whole kiosk, kept on disk (rule R9; couriers have a budget of their own). */
export type Guesses = {
  readonly wrongCodesAt: readonly Moment[];
  /** When a code and extension were last tried together in step-up. */
  readonly steppedUpTryAt: Moment | null;
  readonly wrongBadgesAt: readonly Moment[];
  readonly wrongDropOffAt: Moment | null;
};

export type StationState = {
  readonly plan: StationPlan;
  readonly policy: Policy;
  /** In the order of the plan. */
  readonly compartments: readonly Compartment[];
  readonly stays: readonly Stay[];
  readonly codes: readonly Code[];
  readonly intentions: readonly Intention[];
  readonly releases: readonly Release[];
  readonly faults: readonly Fault[];
  /** Those that nobody has settled yet. */
  readonly cases: readonly Case[];
  readonly reservations: readonly Reservation[];
  /** How often each must of the law has stopped something here. */
  readonly interlocks: readonly InterlockCount[];
  /** What the centre entitles senders to hand in. */
  readonly sendings: readonly SendingAdvice[];
  /** Only compartments that had any. */
  readonly troubles: readonly Troubles[];
  readonly sensors: readonly SensorTrust[];
  /** The one that is running, if there is one. */
  readonly audits: readonly Audit[];
  /** What has to be found out before the next deposit; null while nothing has. */
  readonly recovery: Recovery | null;
  /** Stays that nobody has confirmed since the ledger was restored: they are not served (rule R23). */
  readonly unconfirmed: readonly Unconfirmed[];
  /** The newest of those that somebody has settled. */
  readonly settledCases: readonly SettledCase[];
  readonly surveys: readonly Survey[];
  /** Observed, not remembered across a start. */
  readonly effort: Effort;
  readonly visit: Visit | null;
  readonly guesses: Guesses;
  /** Boards that do not answer now; observed, not remembered across a start. */
  readonly silentBoards: readonly BoardId[];
  readonly link: 'up' | 'down';
  /** When the clocks were last compared; observed, not remembered across a start. */
  readonly clock: Moment | null;
  /** Repeated tones are softened now; observed, not remembered across a start. */
  readonly isQuiet: boolean;
  /** Observed, not remembered across a start. */
  readonly camera: Camera;
};
