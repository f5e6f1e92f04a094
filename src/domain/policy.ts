import type { FeeRule } from './fees.ts';
import type { QuietHours } from './quiet-hours.ts';

/** What the operator may choose. Nothing in here can switch off a rule that protects a person. */
export type Policy = {
  /** A visit with nobody touching anything ends after this time (rule R8). */
  readonly visitIdleMs: number;
  /** A visit whose door stands open waits longer for its person. */
  readonly visitOpenDoorMs: number;
  /** How often a recipient may have the same door opened again within one visit. */
  readonly reopenCountMax: number;
  /** For how long a door may be opened again after the parcel was collected, for something forgotten. */
  readonly reopenWithinMs: number;
  /** How many delegates one code may have at a time. */
  readonly delegateCountMax: number;
  /** From when on a door that stands open is a fault: the third step, after `ajarStepsMs`. */
  readonly doorLeftOpenMs: number;
  /** Time a parcel may stay, counted from the confirmed notice (rule R13). */
  readonly retentionHours: number;
  /** When a recipient is reminded, in hours after the end of the retention; negative before it. */
  readonly reminderHours: readonly number[];
  /** So long after the end of the retention a courier has to take the parcel back. */
  readonly overdueRecallHours: number;
  /** How long after the end of a stay its personal values are kept (rule R20). */
  readonly personalDays: number;
  /** What is asked for time beyond the retention; null for nothing. A parcel keeps that of its deposit. */
  readonly fee: FeeRule | null;
  /** So long after the deposit its own courier may take a parcel back as put in by mistake. */
  readonly takeBackHours: number;
  /** When repeated tones are softened, by the local time of the station; null for never. */
  readonly quietHours: QuietHours | null;
  /** What happens to a deposit while the link is down (rule R13). */
  readonly offlineDeposits: 'allow' | 'refuse';
  /** What happens to a parcel of which the centre said nothing. */
  readonly unknownWaybills: 'accept' | 'refuse';
  /** How long a courier may look again after a deposit was complete. */
  readonly correctionMs: number;
  /** Wrong badges within `badgePenaltyMs` after which the kiosk stops asking for badges. */
  readonly wrongBadgeCountMax: number;
  readonly badgePenaltyMs: number;
  /** Whether recipients are asked how it was (founding document 2, S2-7). */
  readonly surveys: 'after-visit' | 'never';
};

export const defaultPolicy: Policy = {
  visitIdleMs: 45_000,
  visitOpenDoorMs: 180_000,
  reopenCountMax: 2,
  reopenWithinMs: 60_000,
  delegateCountMax: 2,
  doorLeftOpenMs: 180_000,
  retentionHours: 24,
  reminderHours: [-6, 0, 24],
  overdueRecallHours: 72,
  personalDays: 30,
  fee: null,
  takeBackHours: 2,
  quietHours: { fromMinute: 22 * 60, toMinute: 7 * 60 },
  offlineDeposits: 'allow',
  unknownWaybills: 'accept',
  correctionMs: 120_000,
  wrongBadgeCountMax: 5,
  badgePenaltyMs: 15 * 60_000,
  surveys: 'after-visit',
};

/** Rule R6: one authorisation allows at most three pulses, all within ten seconds. */
export const pulseCountMax = 3;
export const pulseWindowMs = 10_000;

/**
 * Rules R1 and R3: a release pulses at once, and again after these times, the last of them for ever; a
 * closing that was not expected is so opened within two seconds.
 */
export const releaseDelaysMs: readonly number[] = [2_000, 10_000, 60_000];
/** Rule R3: from this pulse on nobody can be waited for any more. */
export const releaseCountGrave = 5;
/** How long "looked inside, empty" covers the closing that follows it; a child is quick. */
export const lookedInsideMs = 60_000;

/** A person is asked to shut an open door gently, then clearly; `doorLeftOpenMs` is the third step. */
export const ajarStepsMs: readonly number[] = [20_000, 60_000];

/**
 * Another door that opens within this time after a pulse was opened by it: a pulse takes half a second, and
 * an idle door is read at least once a second.
 */
export const wrongDoorMs = 3_000;

/**
 * So many troubles of one kind within this time take a compartment out of use: one jam may be a parcel
 * against the door, three in a month are the lock, and every further one strands somebody in front of it.
 */
export const troubleCountMax = 3;
export const troubleWindowMs = 30 * 24 * 3_600_000;

/** Rule R9: one wrong well-formed code within this window puts the whole kiosk into step-up. */
export const wrongCodeWindowMs = 24 * 3_600_000;
/** Rule R9: in step-up, attempts are paced by this time. */
export const stepUpPaceMs = 10_000;
/** Rules R9 and R12: a retired code is remembered for this time. */
export const retiredCodeMs = 30 * 24 * 3_600_000;

/** A station that was away for longer is audited before it takes anything in (catalogue of policies). */
export const absenceMs = 7 * 24 * 3_600_000;

/** Rule R20: so long the centre can ask for any event again, and evidence can be drawn from the log. */
export const eventKeepMs = 90 * 24 * 3_600_000;

/** Rule R10: from one more active code on, codes need ten digits. */
export const codeCountMax = 99;
/** Beside one code for every compartment; enough for a busy day, and far from ten digits. */
const delegateCodeCountUsual = 20;

/**
 * Rule R10: how many codes of delegates a station may have at a time. Parcels behind one door share a code,
 * so that recipients have at most one for every compartment.
 */
export function delegateCodeCountMax(compartmentCount: number): number {
  return Math.max(0, Math.min(delegateCodeCountUsual, codeCountMax - compartmentCount));
}
