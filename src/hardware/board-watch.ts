import type { ChannelReading } from '#bridge/channel-reading';
import type { DoorsRead } from '#bridge/lock-board';
import type { BoardId, CompartmentLabel, Door, Occupancy } from '#domain/words';
import type { HardwareReport } from '#station/ports';
import { interrupted, pictureOf, trustAtFirst, weigh, type Trust } from './plausibility.ts';
import type { DoorBoard } from './door-board.ts';
import type { CompartmentWiring } from './wiring.ts';

/**
 * Failed reads in a row after which a board is reported as silent; less than four seconds at any pace. A read
 * that is not believed counts as failed: one disturbed scan is nobody's business.
 */
const failuresMax = 3;
/** A reading older than this says nothing about the door before a pulse; three polls of an idle board. */
const freshMs = 3_000;

export type BoardCounters = {
  readonly board: BoardId;
  readonly isSilent: boolean;
  readonly reads: number;
  readonly failedReads: number;
  /** Of the failed ones: those that were answered and not believed (rule R7). */
  readonly doubtedReads: number;
  readonly silences: number;
};

export type BoardWatchParts = {
  readonly id: BoardId;
  readonly board: DoorBoard;
  /** Those that are wired to this board. */
  readonly compartments: readonly CompartmentWiring[];
  readonly report: (report: HardwareReport) => void;
  /** Whether somebody stands at the door or a pulse for it is under way. */
  readonly isExpected: (compartment: CompartmentWiring) => boolean;
};

type Shown = { readonly door: Door; readonly occupancy: Occupancy };
const nothingShown: Shown = { door: 'unknown', occupancy: 'unknown' };

/** What is known of one board and its doors; reports changes and nothing else. */
export class BoardWatch {
  readonly id: BoardId;
  readonly board: DoorBoard;
  /** When the board is to be read next, on the bridge's clock. */
  dueAt = 0;
  /** When it was last asked. */
  askedAt = Number.NEGATIVE_INFINITY;
  readonly #compartments: readonly CompartmentWiring[];
  readonly #report: (report: HardwareReport) => void;
  readonly #isExpected: (compartment: CompartmentWiring) => boolean;
  readonly #sensed: ReadonlySet<number>;
  readonly #shown = new Map<CompartmentLabel, Shown>();
  /**
   * Doors whose coil is energised or whose hook still swings: readings begun before this time are not
   * believed.
   */
  readonly #heldUntil = new Map<number, number>();
  #channels: readonly ChannelReading[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #failureCount = 0;
  #isSilent = false;
  #trust: Trust = trustAtFirst;
  #unansweredCount = 0;
  #counts = { reads: 0, failedReads: 0, doubtedReads: 0, silences: 0 };

  constructor({ id, board, compartments, report, isExpected }: BoardWatchParts) {
    this.id = id;
    this.board = board;
    this.#compartments = compartments;
    this.#report = report;
    this.#isExpected = isExpected;
    const sensed = compartments.filter(({ doorSensor }) => doorSensor);
    this.#sensed = new Set(sensed.map(({ channel }) => channel));
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Reads without an answer since the board counts as absent; 0 while it answers, believed or not. */
  get absenceCount(): number {
    return Math.max(0, this.#unansweredCount - failuresMax + 1);
  }

  /** Its doors were read at least once, or it is known that they cannot be. */
  get isKnown(): boolean {
    return this.#isSilent || this.#channels.length > 0;
  }

  counters(): BoardCounters {
    return { board: this.id, isSilent: this.#isSilent, ...this.#counts };
  }

  /** The door as the last reading showed it, if that is recent enough to compare a later one with. */
  doorBefore(compartment: CompartmentWiring, nowMs: number): Door {
    const isFresh = nowMs - this.#readAt <= freshMs && this.#trust.at === 'trusted';
    return isFresh ? this.#shownOf(compartment).door : 'unknown';
  }

  hold(compartment: CompartmentWiring, untilMs: number): void {
    this.#heldUntil.set(compartment.channel, untilMs);
  }

  /** Takes note of a read that began at `begunAt`, and reports what it changed. */
  take(read: DoorsRead, begunAt: number): void {
    this.#counts.reads += 1;
    this.#unansweredCount = read.ok ? 0 : this.#unansweredCount + 1;
    this.#trust = read.ok ? this.#weigh(read.channels, begunAt) : interrupted(this.#trust);
    if (read.ok && this.#trust.at === 'doubted') this.#counts.doubtedReads += 1;
    if (!read.ok || this.#trust.at === 'doubted') return this.#fail();
    this.#failureCount = 0;
    this.#channels = read.channels;
    this.#readAt = begunAt;
    if (this.#isSilent) {
      this.#isSilent = false;
      this.#report({ kind: 'board-answering', board: this.id });
    }
    for (const compartment of this.#compartments) {
      if (begunAt >= (this.#heldUntil.get(compartment.channel) ?? begunAt)) {
        this.#show(compartment, this.#readingOf(compartment));
      }
    }
  }

  /** What the latest read shows of one door; unknown without a sensor, or when that read failed. */
  doorNow(compartment: CompartmentWiring): Door {
    return this.#failureCount > 0 ? 'unknown' : this.#readingOf(compartment).door;
  }

  #weigh(channels: readonly ChannelReading[], nowMs: number): Trust {
    const moving = this.#compartments.filter((compartment) => this.#isExpected(compartment));
    const expected = new Set(moving.map(({ channel }) => channel));
    return weigh(this.#trust, pictureOf(channels, this.#sensed), expected, nowMs);
  }

  #fail(): void {
    this.#counts.failedReads += 1;
    this.#failureCount += 1;
    if (this.#isSilent || this.#failureCount < failuresMax) return;
    this.#isSilent = true;
    this.#counts.silences += 1;
    this.#report({ kind: 'board-silent', board: this.id });
    for (const compartment of this.#compartments) this.#show(compartment, nothingShown);
  }

  #readingOf(compartment: CompartmentWiring): Shown {
    const read = this.#channels[compartment.channel - 1];
    if (!read) return nothingShown;
    return {
      door: compartment.doorSensor ? read.door : 'unknown',
      occupancy: compartment.occupancySensor ? (read.occupancy ?? 'unknown') : 'unknown',
    };
  }

  #shownOf(compartment: CompartmentWiring): Shown {
    return this.#shown.get(compartment.label) ?? nothingShown;
  }

  #show(compartment: CompartmentWiring, shown: Shown): void {
    const before = this.#shown.get(compartment.label);
    if (before && before.door === shown.door && before.occupancy === shown.occupancy) return;
    this.#shown.set(compartment.label, shown);
    this.#report({ kind: 'reading', compartment: compartment.label, ...shown });
  }
}
