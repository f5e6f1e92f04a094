import type { BridgeClock } from '#bridge/clock';
import type { GpioBoardEvent } from '#bridge/gpio/gpio-board';
import type { BoardId, IntentionId } from '#domain/words';
import type { HardwareReport, Log, PulseTurn } from '#station/ports';
import { BoardWatch, type BoardCounters } from './board-watch.ts';
import { BusPoller } from './bus-poller.ts';
import type { DoorBoard } from './door-board.ts';
import { createGpioDoorBoard, gpioAddress } from './gpio-door-board.ts';
import type { GpioProtection } from './gpio-protection.ts';
import type { GpioBoardWiring, GpioShell } from './gpio-wiring.ts';
import { Opening } from './opening.ts';
import type { Supplies } from './supplies.ts';
import type { CompartmentWiring } from './wiring.ts';

export type GpioBankParts = {
  readonly wiring: GpioBoardWiring;
  readonly compartments: readonly CompartmentWiring[];
  readonly supplies: Supplies;
  readonly clock: BridgeClock;
  readonly shell: GpioShell;
  readonly protection: GpioProtection;
  readonly report: (report: HardwareReport) => void;
  readonly log?: Log | undefined;
};

/** One board of GPIO lines with its polling and its pulses; to the station it looks like any other. */
export class GpioBank {
  readonly #clock: BridgeClock;
  readonly #report: (report: HardwareReport) => void;
  readonly #watch: BoardWatch;
  readonly #poller: BusPoller;
  readonly #supplies: Supplies;
  readonly #openings = new Set<Opening>();
  #attended: readonly CompartmentWiring[] = [];
  #isStopped = false;

  constructor(parts: GpioBankParts) {
    const { wiring, compartments, clock, report } = parts;
    this.#clock = clock;
    this.#supplies = parts.supplies;
    this.#report = (news) => {
      if (!this.#isStopped) report(news);
    };
    this.#watch = new BoardWatch({
      id: wiring.id as BoardId,
      board: boardOf(parts, () => this.#poller.hurry(gpioAddress)),
      compartments: compartments.filter((compartment) => compartment.board === wiring.id),
      report: this.#report,
      isExpected: (compartment) => this.#isExpected(compartment),
    });
    this.#poller = new BusPoller(clock, [this.#watch]);
  }

  start(): Promise<void> {
    return this.#poller.start();
  }

  attend(compartments: readonly CompartmentWiring[]): void {
    this.#attended = compartments;
    this.#poller.attend(new Set(compartments.map((compartment) => compartment.board)));
  }

  carries(compartment: CompartmentWiring): boolean {
    return compartment.board === this.#watch.id;
  }

  /** Exactly one pulse; the outcome is reported after the readings that led to it. */
  async open(intention: IntentionId, compartment: CompartmentWiring, turn: PulseTurn): Promise<void> {
    if (this.#isStopped) return;
    const lanes = this.#supplies.lanesOf(this.#watch.id);
    const opening = new Opening(this.#clock, lanes, this.#watch, compartment, turn);
    this.#openings.add(opening);
    const outcome = await opening.run();
    this.#openings.delete(opening);
    if (outcome) this.#report({ kind: 'unlock', intention, outcome });
  }

  counters(): BoardCounters {
    return this.#watch.counters();
  }

  /** Every lock is at rest afterwards, and nothing is reported any more (rules R5 and R7). */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const opening of this.#openings) opening.stop();
    await this.#watch.board.release();
    await this.#poller.stop();
  }

  #isExpected({ label }: CompartmentWiring): boolean {
    const opening = [...this.#openings].map(({ compartment }) => compartment);
    return [...this.#attended, ...opening].some((one) => one.label === label);
  }
}

function boardOf(parts: GpioBankParts, changed: () => void): DoorBoard {
  const { wiring, clock, shell, protection, log } = parts;
  return createGpioDoorBoard({ wiring, clock, shell, protection, changed, log: boardLogOf(wiring.id, log) });
}

function boardLogOf(board: string, log: Log | undefined): (event: GpioBoardEvent, reason: string) => void {
  return (event, reason) => {
    if (event === 'claimed') log?.info({ board }, `GPIO lines claimed through ${reason}`);
    else if (event === 'stuck') log?.error({ board }, `GPIO: ${reason}`);
    else log?.warn({ board, event }, `GPIO lines: ${reason}`);
  };
}
