import type { Manifest } from './manifest.ts';
import type { Moment } from './moment.ts';
import type { Policy } from './policy.ts';
import type { Audit } from './audits.ts';
import type { DoubtCause } from './custody.ts';
import type { SensorTrust } from './sensors.ts';
import type { Troubles } from './troubles.ts';
import type { CaseKind, CaseOutcome, Tier } from './cases.ts';
import type { InterlockCount } from './interlock-counts.ts';
import type { Leaving } from './leaving.ts';
import type { Reservation } from './reservation.ts';
import type { Effort } from './effort.ts';
import type { Survey } from './surveys.ts';
import type { FaultCode } from './faults.ts';
import type { FeeRule } from './fees.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import type { Camera, Outbound, Sending, SendingAdvice } from './sending.ts';
import type { Disablement, StaffRole } from './staff.ts';
import type {
  AuthorisationId,
  BoardId,
  CaseNumber,
  CodeMac,
  CompartmentLabel,
  CourierId,
  Door,
  IntentionId,
  Occupancy,
  Size,
  StaffId,
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

/** Who asks for something; ends up in every event that a person caused. */
export type Actor =
  | { readonly kind: 'recipient' }
  | { readonly kind: 'sender' }
  | { readonly kind: 'staff'; readonly staff: StaffId; readonly role: StaffRole }
  | { readonly kind: 'courier'; readonly courier: CourierId; readonly carrier: string };

/** The two numbers of a stay (rule R9), present only as keyed hashes. */
export type CodeRecord = {
  readonly code: CodeMac;
  readonly extension: CodeMac;
  readonly key: string;
  readonly issuedAt: Moment;
};

/** A parcel in this station. A stay whose end is recorded leaves the state. */
export type Stay = {
  readonly id: StayId;
  readonly waybill: Waybill;
  /** Who brought it; null where no courier did. */
  readonly courier: CourierId | null;
  /** The company that brought it, or that will collect it. */
  readonly carrier: string;
  readonly compartment: CompartmentLabel;
  readonly size: Size;
  /** The recipient's contact, sealed to the notifier; empty where nobody is to be told of a code. */
  readonly sealedContact: string;
  /** For example `138****1234`. */
  readonly maskedContact: string;
  /** The centre's opaque name for the recipient; null where no advice told it. */
  readonly recipient: string | null;
  /** The recipient asked for a compartment within reach. */
  readonly needsReach: boolean;
  readonly at: 'depositing' | 'stored';
  readonly depositedAt: Moment;
  readonly code: CodeRecord | null;
  /** When the centre confirmed that the recipient was told; retention runs from here (rule R13). */
  readonly notifiedAt: Moment | null;
  readonly keeping: Keeping;
  readonly overdue: boolean;
  /** Why a courier of the carrier has to take the parcel back; null while nobody has to. */
  readonly recall: RecallCause | null;
  /** A sender handed it in and a courier will collect it; null for a parcel that waits for its recipient. */
  readonly outbound: Outbound | null;
  /** The sensor saw the parcel at its deposit: only then does an empty reading say anything later. */
  readonly seenInside: boolean;
  readonly doubt: DoubtCause | null;
};

/** How long a parcel may stay. Fixed at the deposit: what a recipient was promised, no setting shortens. */
export type Keeping = {
  readonly hours: number;
  /** What the centre has added. */
  readonly extraHours: number;
  /** The latest reminder that was told, in hours after the end of the retention; null while none was. */
  readonly remindedHours: number | null;
  /** What is asked for time beyond it; null where nothing ever is. */
  readonly fee: FeeRule | null;
};

/**
 * `wrong`: the courier put it in by mistake · `ordered`: the centre wants it back ·
 * `outbound`: a sender handed it in, and nobody else is to take it.
 */
export type RecallCause = 'overdue' | 'rejected' | 'damaged' | 'wrong' | 'ordered' | 'outbound';

export type DoorPurpose =
  'deposit' | 'withdrawal' | 'correction' | 'pickup' | 'recall' | 'drop-off' | 'service';

/** Where the visit stands with the door it is about. */
export type DoorTask = {
  /**
   * `withdrawal`: whoever brought a parcel takes it back before its deposit or drop-off is complete ·
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
  readonly reopenCount: number;
  /** Why the parcel has to go elsewhere as soon as this door is shut; null while it does not have to. */
  readonly leaving: Leaving | null;
  /** Why it is taken back, and what the scan of its label said; null for every other purpose. */
  readonly recall: { readonly cause: RecallCause; readonly scan: 'none' | 'match' | 'mismatch' } | null;
};

/** One person's time at the kiosk; there is at most one (rule R8). */
export type Visit = {
  readonly id: VisitId;
  readonly actor: Actor;
  readonly startedAt: Moment;
  /** Last time the person or their door did something. */
  readonly touchedAt: Moment;
  readonly task: DoorTask | null;
  /** What a sender, or an attendant for one, is entitled to hand in now. */
  readonly sending: Sending | null;
  /** The last thing that came to a good end in this visit, for the screen's thanks. */
  readonly done: { readonly purpose: DoorTask['purpose']; readonly compartment: CompartmentLabel } | null;
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
