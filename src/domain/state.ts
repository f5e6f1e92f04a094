import type { Moment } from './moment.ts';
import type { Policy } from './policy.ts';
import type { CaseKind } from './cases.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import type { FaultCode } from './faults.ts';
import type {
  AuthorisationId,
  BoardId,
  CaseNumber,
  CodeId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  Door,
  IntentionId,
  Occupancy,
  RejectionReason,
  Size,
  StayId,
  VisitId,
  Waybill,
} from './words.ts';

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
};

/** Why a compartment is not offered although nothing is known to be inside. */
export type QuarantineCause =
  'lock-did-not-open' | 'deposit-interrupted' | 'unlock-unresolved' | 'contents-unclear';

/** What the sensors last showed and whether the compartment may be offered. */
export type Compartment = {
  readonly label: CompartmentLabel;
  readonly door: Door;
  readonly doorSince: Moment | null;
  readonly occupancy: Occupancy;
  readonly quarantine: QuarantineCause | null;
};

/** Who asks for something; ends up in every event that a person caused. */
export type Actor =
  | { readonly kind: 'recipient' }
  /** Somebody to whom the recipient gave a code of their own. */
  | { readonly kind: 'delegate'; readonly code: CodeId }
  | { readonly kind: 'courier'; readonly courier: CourierId; readonly carrier: string };

/** The two numbers of a code (rule R9), present only as keyed hashes. */
export type CodeRecord = {
  readonly code: CodeMac;
  readonly extension: CodeMac;
  readonly key: string;
  readonly issuedAt: Moment;
};

/** What opens compartments: the recipient's own code, or one that the recipient gave to a delegate. */
export type Code = {
  readonly id: CodeId;
  readonly record: CodeRecord;
  /** The parcels that it opens; a code leaves the state with the last of them (rule R11). */
  readonly stays: readonly StayId[];
  /** Null for the recipient's own. */
  readonly delegate: { readonly of: CodeId; readonly maskedContact: string } | null;
};

/** A parcel in this station. A stay whose end is recorded leaves the state. */
export type Stay = {
  readonly id: StayId;
  readonly waybill: Waybill;
  readonly courier: CourierId;
  readonly carrier: string;
  readonly compartment: CompartmentLabel;
  readonly size: Size;
  /** The recipient's contact, sealed to the notifier; the station cannot read it. */
  readonly sealedContact: string;
  /** For example `138****1234`. */
  readonly maskedContact: string;
  /** Opaque; parcels with the same one share a code. Null where the centre does not say whose it is. */
  readonly recipient: string | null;
  readonly at: 'depositing' | 'stored';
  readonly depositedAt: Moment;
  /** When the centre confirmed that the recipient was told; retention runs from here (rule R13). */
  readonly notifiedAt: Moment | null;
  readonly keeping: Keeping;
  readonly overdue: boolean;
  /** Why a courier of the carrier has to take the parcel back; null while nobody has to. */
  readonly recall: RecallCause | null;
};

/** How long a parcel may stay. Fixed at the deposit: what a recipient was promised, no setting shortens. */
export type Keeping = {
  readonly hours: number;
  /** What the centre has added. */
  readonly extraHours: number;
  /** The latest reminder that was told, in hours after the end of the retention; null while none was. */
  readonly remindedHours: number | null;
};

/** `wrong`: the courier put it in by mistake · `ordered`: the centre wants it back. */
export type RecallCause = 'overdue' | 'rejected' | 'damaged' | 'wrong' | 'ordered';

/** Where the visit stands with the door it is about. */
export type DoorTask = {
  /**
   * `withdrawal`: the courier takes back a parcel whose deposit is not complete · `search`: a recipient who
   * has collected the parcel looks for something forgotten.
   */
  readonly purpose: 'deposit' | 'withdrawal' | 'pickup' | 'search';
  readonly stay: StayId;
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
  /** The last thing that came to a good end in this visit, for the screen's thanks. */
  readonly done: {
    readonly purpose: DoorTask['purpose'] | 'rejection';
    readonly compartment: CompartmentLabel;
  } | null;
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
  readonly cause: 'closed-unexpectedly' | 'someone-inside';
  readonly begunAt: Moment;
  readonly pulseCount: number;
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
  readonly openedAt: Moment;
  readonly at: 'opened' | 'acknowledged';
  /** The steps of escalation that were reported, so that each is told once. */
  readonly late: { readonly answer: boolean; readonly settlement: boolean };
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
  readonly visit: Visit | null;
  readonly guesses: Guesses;
  /** Boards that do not answer now; observed, not remembered across a start. */
  readonly silentBoards: readonly BoardId[];
  readonly link: 'up' | 'down';
};
