import { createBusSession, type BusSession } from '#bridge/bus-session';
import type { BridgeClock } from '#bridge/clock';
import type { BoardLineCounters, LineCounters } from '#bridge/line-counters';
import type { LineLog } from '#bridge/line';
import { createLockBoard } from '#bridge/lock-board';
import type { PulseGuard } from '#bridge/pulse-end';
import type { Transport } from '#bridge/transport';
import type { BoardId, IntentionId } from '#domain/words';
import type { HardwareReport, Log, PulseTurn } from '#station/ports';
import { BoardWatch, type BoardCounters } from './board-watch.ts';
import { BusPoller } from './bus-poller.ts';
import { Opening } from './opening.ts';
import type { Supplies } from './supplies.ts';
import type { BoardWiring, BusWiring, CompartmentWiring } from './wiring.ts';

export type BusCounters = {
  readonly bus: string;
  readonly isOpen: boolean;
  readonly line: Readonly<LineCounters>;
  readonly boards: readonly (BoardCounters & { readonly line: Readonly<BoardLineCounters> })[];
};

export type BusParts = {
  readonly wiring: BusWiring;
  readonly compartments: readonly CompartmentWiring[];
  readonly supplies: Supplies;
  readonly clock: BridgeClock;
  readonly transport: Transport;
  /** Who cuts the coils of a board when this process cannot (rule R5). */
  readonly guardOf?: ((board: BoardWiring) => PulseGuard | undefined) | undefined;
  readonly report: (report: HardwareReport) => void;
  readonly log?: Log | undefined;
};

/** One line with its boards, its polling and its pulses. What happens here touches no other bus. */
export class Bus {
  readonly #wiring: BusWiring;
  readonly #clock: BridgeClock;
  readonly #report: (report: HardwareReport) => void;
  readonly #session: BusSession;
  readonly #watches: readonly BoardWatch[];
  readonly #poller: BusPoller;
  readonly #supplies: Supplies;
  readonly #openings = new Set<Opening>();
  #attended: readonly CompartmentWiring[] = [];
  #isStopped = false;

  constructor({ wiring, compartments, supplies, clock, transport, guardOf, report, log }: BusParts) {
    this.#wiring = wiring;
    this.#clock = clock;
    this.#report = (news) => {
      if (!this.#isStopped) report(news);
    };
    this.#session = createBusSession({
      transport,
      clock,
      boards: wiring.boards.map((board) => board.address),
      onPushed: (address) => this.#poller.hurry(address),
      log: lineLogOf(wiring.id, log),
    });
    const { baud, latencyMs = 0 } = wiring.transport;
    this.#watches = wiring.boards.map((wired) => {
      const { id, profile, address } = wired;
      const line = { session: this.#session, clock, baud, latencyMs };
      const board = createLockBoard({ ...line, profile, address, guard: guardOf?.(wired) });
      return new BoardWatch({
        id: id as BoardId,
        board,
        compartments: compartments.filter((compartment) => compartment.board === id),
        report: this.#report,
        isExpected: (compartment) => this.#isExpected(compartment),
      });
    });
    this.#poller = new BusPoller(clock, this.#watches);
    this.#supplies = supplies;
  }

  async start(): Promise<void> {
    await this.#session.start();
    await this.#poller.start();
  }

  attend(compartments: readonly CompartmentWiring[]): void {
    this.#attended = compartments;
    this.#poller.attend(new Set(compartments.map((compartment) => compartment.board)));
  }

  /** Whether the compartment's board hangs on this bus. */
  carries(compartment: CompartmentWiring): boolean {
    return this.#watches.some((watch) => watch.id === compartment.board);
  }

  /** Exactly one pulse; the outcome is reported after the readings that led to it. */
  async open(intention: IntentionId, compartment: CompartmentWiring, turn: PulseTurn): Promise<void> {
    const watch = this.#watches.find((one) => one.id === compartment.board);
    if (!watch || this.#isStopped) return;
    const lanes = this.#supplies.lanesOf(watch.id);
    const opening = new Opening(this.#clock, lanes, watch, compartment, turn);
    this.#openings.add(opening);
    const outcome = await opening.run();
    this.#openings.delete(opening);
    if (outcome) this.#report({ kind: 'unlock', intention, outcome });
  }

  #isExpected({ label }: CompartmentWiring): boolean {
    const opening = [...this.#openings].map(({ compartment }) => compartment);
    return [...this.#attended, ...opening].some((one) => one.label === label);
  }

  counters(): BusCounters {
    return {
      bus: this.#wiring.id,
      isOpen: this.#session.isOpen(),
      line: this.#session.counters(),
      boards: this.#watches.map((watch) => ({
        ...watch.counters(),
        line: this.#session.countersOf(watch.board.address),
      })),
    };
  }

  /**
   * Nothing is reported afterwards: an intention without an outcome is settled at the next start (rule R7).
   */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const opening of this.#openings) opening.stop();
    await Promise.all(this.#watches.map((watch) => watch.board.release()));
    await this.#session.stop();
    await this.#poller.stop();
  }
}

function lineLogOf(bus: string, log: Log | undefined): LineLog {
  return (event, reason) => {
    if (event === 'opened') log?.info({ bus }, `line opened: ${reason}`);
    else log?.warn({ bus, event }, `line: ${reason}`);
  };
}
