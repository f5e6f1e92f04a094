import type { Advice, WaybillKnowledge } from '#domain/advice';
import type { Answer } from '#domain/decision';
import type { CodeKnowledge } from '#domain/commands/code-commands';
import type { DomainEvent } from '#domain/events';
import type { UnlockOutcome } from '#domain/events/door-events';
import type { FeeRule } from '#domain/fees';
import type { Moment } from '#domain/moment';
import type { CodeRecord, StationPlan, StationState } from '#domain/state';
import type { Camera } from '#domain/sending';
import type { StaffRole } from '#domain/staff';
import type {
  BoardId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  Door,
  IntentionId,
  Occupancy,
  StaffId,
  StayId,
  Waybill,
} from '#domain/words';
import type { Policy } from '#domain/policy';

/** The clocks of the box. Timers run on the monotonic clock. */
export interface Clock {
  now(): Moment;
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
  /** Runs `task` as soon as the events at hand are handled, never inside the caller. */
  soon(task: () => void): void;
}

/** Structured log. Fields never carry a code, a contact or a name. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What the locks and sensors report; handed to the station's inbox by the shell. */
export type HardwareReport =
  | {
      readonly kind: 'reading';
      readonly compartment: CompartmentLabel;
      readonly door: Door;
      readonly occupancy: Occupancy;
    }
  | {
      readonly kind: 'unlock';
      readonly intention: IntentionId;
      readonly outcome: Exclude<UnlockOutcome, 'unknown'>;
    }
  | { readonly kind: 'board-silent'; readonly board: BoardId }
  | { readonly kind: 'board-answering'; readonly board: BoardId };

/** Pulses of one supply follow one another: one that gives way waits for all that come in turn. */
export type PulseTurn = 'in-turn' | 'gives-way';

/** The doors of the station, whatever drives them. */
export interface Doors {
  /**
   * Opens the buses, reads every board once and begins to poll. Resolves when every door was read or its
   * board declared silent. Only changes are reported afterwards.
   */
  start(report: (report: HardwareReport) => void): Promise<void>;
  /**
   * Sends exactly one pulse for an intention that is already on disk, reads the door until it is seen open or
   * the detection time of the lock's profile has passed, and reports the outcome. Never repeats the pulse.
   */
  unlock(intention: IntentionId, compartment: CompartmentLabel, turn?: PulseTurn): void;
  /** Doors that somebody is using now: read at least ten times a second, or as fast as the line allows. */
  attend(compartments: readonly CompartmentLabel[]): void;
  stop(): Promise<void>;
}

/** An answer that was committed with its cause, so that a repeated request gets the original (rule R17). */
export type KeptAnswer = { readonly key: string; readonly fingerprint: string; readonly answer: Answer };

/** `count` events lose their personal values; `upTo` is the id of the newest of them. */
export type Purgeable = { readonly count: number; readonly upTo: string };

/** `count` acknowledged events leave the log; `upTo` is the id of the newest of them. */
export type Prunable = { readonly count: number; readonly upTo: string };

/** An acknowledgement of the centre for everything up to `seq`, with its signature in compact form. */
export type Checkpoint = { readonly seq: number; readonly jws: string };

export type Commit = {
  readonly before: StationState;
  readonly after: StationState;
  readonly events: readonly DomainEvent[];
  readonly answers: readonly KeptAnswer[];
  readonly at: Moment;
};

/**
 * The station's durable memory. Anything thrown by `commit` means "unknown": fire nothing, exit, reconcile.
 */
export interface Ledger {
  /** What stood on disk; sensors are unknown until they are read, `visit` and `intentions` as they were. */
  load(plan: StationPlan, policy: Policy): StationState;
  /** One transaction for state tables, event log and kept answers, flushed to the disk before it returns. */
  commit(commit: Commit): void;
  /** Looks a typed code up among the active stays and those retired within 30 days. */
  recallCode(code: CodeMac, extension: CodeMac | null, now: Moment): CodeKnowledge;
  /** Whether this hash belongs to an active code or one retired within 30 days. */
  knowsCode(code: CodeMac): boolean;
  recallAnswer(key: string): KeptAnswer | null;
  /** What the centre announced of a waybill, and how its last stay here ended. */
  recallWaybill(waybill: Waybill, now: Moment): WaybillKnowledge;
  /**
   * Personal values of stays that surely ended `keepMs` ago or longer, a batch of them, or null. They are
   * purged by the commit that holds `records.purged` with this very finding (rule R20).
   */
  findPurgeable(now: Moment, keepMs: number): Purgeable | null;
  /**
   * Acknowledged events that are surely older than `keepMs`, a step of them, or null. They are pruned by the
   * commit that holds `records.pruned` with this very finding (rule R20).
   */
  findPrunable(now: Moment, keepMs: number): Prunable | null;
  /**
   * Writes down outside the database how far it reaches (rule R22), and the signed word of the centre about
   * that; for times when nobody waits.
   */
  anchor(now: Moment): void;
  close(): void;
}

/** Where the outbox stands (rules R20, R22). `hash` values are lower-case hexadecimal SHA-256. */
export type OutboxPosition = {
  readonly epoch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly ackedSeq: number;
  readonly lastHash: string;
};

/** One event as it is published: structured CloudEvents JSON, hash included. */
export type OutboxEvent = { readonly seq: number; readonly type: string; readonly body: string };

/** What the uplink may do with the ledger; a second face of the same store. */
export interface Outbox {
  position(): OutboxPosition;
  /** Events with `seq` greater than `afterSeq`, in order, at most `countMax`. */
  read(afterSeq: number, countMax: number): readonly OutboxEvent[];
  /** From where to where an epoch can be sent again; null where the ledger never lived in it. */
  reach(epoch: string): { readonly firstSeq: number; readonly lastSeq: number } | null;
  /** Events from `fromSeq` to `toSeq` of this epoch, or of an earlier one that is named; `historical`. */
  replay(fromSeq: number, toSeq: number, ofEpoch?: string): readonly OutboxEvent[];
  /**
   * Records that the centre has everything up to `upToSeq`; a wrong hash or an unsent seq changes nothing.
   */
  acknowledge(epoch: string, upToSeq: number, hash: string): 'advanced' | 'old' | 'mismatch' | 'other-epoch';
  /** The signed acknowledgement that moved the outbox on; one now and then is kept as a checkpoint. */
  offerCheckpoint(checkpoint: Checkpoint): void;
  /**
   * The centre has more of this epoch than the ledger, or something else: the ledger is an older copy (rule
   * R22). Writes that down outside the database, so that the next start begins a new epoch; the process must
   * end.
   */
  outrun(upToSeq: number, hash: string): void;
  /** Calls `listener` after each commit that appended events; the returned function stops that. */
  onAppended(listener: () => void): () => void;
  /** Version of the newest applied document of this name, 0 if none. */
  documentVersion(name: string): number;
  keepDocumentVersion(name: string, version: number): void;
  /** Makes these the only advices, together with the version of the document that brought them. */
  keepAdvices(name: string, version: number, advices: readonly Advice[]): void;
}

/** Turns a domain event into the exact UTF-8 text that is chained and stored, without `hash`. */
export type EventEncoder = (
  event: DomainEvent,
  envelope: {
    readonly station: string;
    readonly epoch: string;
    readonly seq: number;
    readonly prevHash: string;
  },
  /** Called for each personal field; what it returns is chained in the place of the value (rule R20). */
  conceal: (field: string, value: string) => string,
) => string;

/** What a notice says about a stay beside its numbers. */
export type NoticedStay = {
  readonly id: StayId;
  readonly sealedContact: string;
  readonly retentionHours: number;
  readonly feeRule: FeeRule | null;
  /** Where the recipient finds it on a shelf; null where a door opens. */
  readonly position: CompartmentLabel | null;
};

/** Keyed hashes, drawn codes and sealed notices; the only place that ever holds a code in clear. */
export interface Vault {
  /** Deterministic keyed hash of a typed code or extension (rule R33). */
  macOf(kind: 'code' | 'extension', digits: string): CodeMac;
  /** Keyed fingerprint of a request body, so that a stored one cannot be searched for its code. */
  fingerprintOf(text: string): string;
  /** Keyed hash of a typed drop-off code, under the key that the centre shares. */
  dropOffMacOf(digits: string): CodeMac;
  /** Seals a contact to the notifier's public key. */
  sealContact(contact: string): Promise<string>;
  /**
   * Draws the two numbers of a stay; `isTaken` tells collisions; the notice is signed, then sealed (rule
   * R19).
   */
  issueCode(
    stay: NoticedStay,
    isTaken: (code: CodeMac) => boolean,
  ): Promise<{ readonly record: Omit<CodeRecord, 'issuedAt'>; readonly notice: string }>;
  /** A notice without numbers: the code of an earlier parcel of the recipient opens this one too. */
  joinCode(stay: NoticedStay): Promise<string>;
}

/** Why a scan is of no use; nothing of the text itself is kept. */
export type ScanRejection =
  | 'too-long'
  | 'too-short'
  | 'key-chord'
  | 'unprintable'
  | 'web-address'
  | 'gs1-malformed'
  | 'check-digit-wrong'
  | 'pickup-code-malformed'
  | 'not-for-us';

/**
 * What a scan may be. Shapes overlap, so that the screen in front of the person decides between a waybill and
 * a badge. Never logged: it may be a pickup code or a badge.
 */
export type ScanMeaning =
  | {
      readonly kind: 'waybill';
      readonly waybill: Waybill;
      /** The number has the shape of a carrier or a standard, so that it is hardly a badge. */
      readonly isKnownShape: boolean;
      /** The same text, as it would stand on a badge; null where no badge can be written so. */
      readonly badge: string | null;
    }
  | { readonly kind: 'badge'; readonly badge: string }
  | { readonly kind: 'pickup-code'; readonly code: string; readonly extension: string }
  /** A barcode that sets scanners up; somebody may be trying to turn the scanner into something else. */
  | { readonly kind: 'configuration' }
  | { readonly kind: 'rejected'; readonly reason: ScanRejection };

/** `scanner` is the id that the station file gives it. */
export type ScannerReport =
  | { readonly kind: 'scan'; readonly scanner: string; readonly meaning: ScanMeaning }
  | { readonly kind: 'scanner-lost'; readonly scanner: string }
  | { readonly kind: 'scanner-found'; readonly scanner: string };

/** The barcode scanners of the station (rule R32). None of them is needed: the keypad always works. */
export interface Scanners {
  /**
   * Begins to look for every scanner and returns at once; a scanner that is absent is looked for for ever.
   */
  start(report: (report: ScannerReport) => void): void;
  stop(): Promise<void>;
}

/** The local list of attendants and technicians. */
export interface StaffDirectory {
  findByBadge(badge: string): { readonly id: StaffId; readonly role: StaffRole } | null;
}

/** Whether something watches the compartments (rule R34, M8); what it sees is not for the station. */
export interface CameraHealth {
  /** How it is now; cheap enough to be asked every second. */
  read(): Camera;
}

/** Weighs what a sender brings (rule R34). */
export interface Scale {
  /** What it shows now; null where it does not answer, or carries more than it can weigh. */
  read(): { readonly grams: number; readonly isSteady: boolean } | null;
  /** Whether it has said anything lately. */
  isHeard(): boolean;
}

/** The local list of couriers. */
export interface CourierDirectory {
  findByBadge(badge: string): { readonly id: CourierId; readonly carrier: string } | null;
}
