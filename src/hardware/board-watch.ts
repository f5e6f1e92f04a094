import type { ChannelReading, DoorsRead, LockBoard } from '#bridge/lock-board';
import type { BoardId, CompartmentLabel, Door, Occupancy } from '#domain/words';
import type { HardwareReport } from '#station/ports';
import type { CompartmentWiring } from './wiring.ts';

/** Failed reads in a row after which a board is reported as silent; less than four seconds at any pace. */
const failuresMax = 3;
/** A reading older than this says nothing about the door before a pulse; three polls of an idle board. */
const freshMs = 3_000;

export type BoardCounters = {
  readonly board: BoardId;
  readonly isSilent: boolean;
  readonly reads: number;
  readonly failedReads: number;
  readonly silences: number;
};

type Shown = { readonly door: Door; readonly occupancy: Occupancy };
const nothingShown: Shown = { door: 'unknown', occupancy: 'unknown' };

/** What is known of one board and its doors; reports changes and nothing else. */
export class BoardWatch {
  readonly id: BoardId;
  readonly board: LockBoard;
  /** When the board is to be read next, on the bridge's clock. */
  dueAt = 0;
  readonly #compartments: readonly CompartmentWiring[];
  readonly #report: (report: HardwareReport) => void;
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
  #counts = { reads: 0, failedReads: 0, silences: 0 };

  constructor(
    id: BoardId,
    board: LockBoard,
    compartments: readonly CompartmentWiring[],
    report: (report: HardwareReport) => void,
  ) {
    this.id = id;
    this.board = board;
    this.#compartments = compartments;
    this.#report = report;
  }

  get isSilent(): boolean {
    return this.#isSilent;
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
    return nowMs - this.#readAt <= freshMs ? this.#shownOf(compartment).door : 'unknown';
  }

  hold(compartment: CompartmentWiring, untilMs: number): void {
    this.#heldUntil.set(compartment.channel, untilMs);
  }

  /** Takes note of a read that began at `begunAt`, and reports what it changed. */
  take(read: DoorsRead, begunAt: number): void {
    this.#counts.reads += 1;
    if (!read.ok) return this.#fail();
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
