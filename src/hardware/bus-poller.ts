import type { BridgeClock } from '#bridge/clock';
import type { BoardId } from '#domain/words';
import type { BoardWatch } from './board-watch.ts';
import { Pause } from './pause.ts';

/** Doors in use are read at least ten times a second, with a tenth to spare for the exchanges before them. */
const attendedMs = 90;
/** The others at least once a second, with the same tenth to spare. */
const idleMs = 900;
/** A silent board costs its timeout each time, so it is asked seldom. */
const silentMs = 2_000;

/** Reads the boards of one bus in turn: whoever is due longest goes first, so that none is starved. */
export class BusPoller {
  readonly #clock: BridgeClock;
  readonly #watches: readonly BoardWatch[];
  readonly #pause: Pause;
  #attended: ReadonlySet<BoardId> = new Set();
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(clock: BridgeClock, watches: readonly BoardWatch[]) {
    this.#clock = clock;
    this.#watches = watches;
    this.#pause = new Pause(clock);
  }

  /** Reads every board until it answers or counts as silent, then goes on by itself. */
  async start(): Promise<void> {
    for (const watch of this.#watches) {
      while (!watch.isKnown && !this.#isStopped) await this.#read(watch);
    }
    this.#running = this.#poll();
  }

  attend(boards: ReadonlySet<BoardId>): void {
    for (const watch of this.#watches) {
      const isNew = boards.has(watch.id) && !this.#attended.has(watch.id);
      if (isNew && !watch.isSilent) watch.dueAt = this.#clock.nowMs();
    }
    this.#attended = boards;
    this.#pause.end();
  }

  /** A board spoke unasked: it is read as soon as its turn comes. */
  hurry(address: number): void {
    for (const watch of this.#watches) {
      if (watch.board.address === address) watch.dueAt = this.#clock.nowMs();
    }
    this.#pause.end();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause.end();
    await this.#running;
  }

  async #poll(): Promise<void> {
    while (!this.#isStopped) {
      const next = this.#watches.toSorted((left, right) => left.dueAt - right.dueAt)[0];
      if (!next) return;
      if (next.dueAt > this.#clock.nowMs()) await this.#pause.until(next.dueAt);
      else await this.#read(next);
    }
  }

  async #read(watch: BoardWatch): Promise<void> {
    const begunAt = this.#clock.nowMs();
    // Set before the read, so that `attend` and `hurry` can bring it forward meanwhile.
    watch.dueAt = begunAt + this.#intervalOf(watch);
    const read = await watch.board.readDoors('poll');
    if (this.#isStopped) return;
    watch.take(read, begunAt);
    if (watch.isSilent) watch.dueAt = begunAt + silentMs;
  }

  #intervalOf(watch: BoardWatch): number {
    if (watch.isSilent) return silentMs;
    return this.#attended.has(watch.id) ? attendedMs : idleMs;
  }
}
