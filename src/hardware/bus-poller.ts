import type { BridgeClock } from '#bridge/clock';
import type { BoardId } from '#domain/words';
import type { BoardWatch } from './board-watch.ts';
import { Pause } from './pause.ts';

/** Doors in use are read at least ten times a second, with a tenth to spare for the exchanges before them. */
const attendedMs = 90;
/** The others at least once a second, with the same tenth to spare. */
const idleMs = 900;
/** A board that waited so long goes before all others, however often those are due: its second is over. */
const overdueMs = 950;
/** An absent board is asked after this time, then after twice as long each time. */
const absentMs = 2_000;
/**
 * Each question to an absent board costs the others its timeout. While somebody is at a door of the bus, all
 * of these together may take this much of its time, so that the unlock which comes at the wrong moment stays
 * rarer than one in a hundred. While nobody is there, nobody is kept waiting.
 */
const absentShareMax = 0.005;
/** Whoever has mended a cable looks at the screen for ten seconds, of which the read takes its part. */
const absentMaxMs = 8_000;
/** The longest time between two questions while somebody is at a door of the bus. */
const absentBesidePersonMaxMs = 60_000;

/** Reads the boards of one bus in turn: whoever is due longest goes first, so that none is starved. */
export class BusPoller {
  readonly #clock: BridgeClock;
  readonly #watches: readonly BoardWatch[];
  readonly #pause: Pause;
  /** How long the latest read of each board kept the bus. */
  readonly #readMs = new Map<BoardWatch, number>();
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
      if (isNew && watch.absenceCount === 0) watch.dueAt = this.#clock.nowMs();
    }
    this.#attended = boards;
    for (const watch of this.#watches) {
      if (watch.absenceCount > 0 && watch.dueAt > this.#clock.nowMs())
        watch.dueAt = watch.askedAt + this.#patienceWith(watch);
    }
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
      const next = this.#next();
      if (!next) return;
      if (next.dueAt > this.#clock.nowMs()) await this.#pause.until(next.dueAt);
      else await this.#read(next);
    }
  }

  /**
   * On a line that cannot carry all of it, doors in use are read less often than ten times a second, the
   * others still once.
   */
  #next(): BoardWatch | undefined {
    const byDueTime = this.#watches.toSorted((left, right) => left.dueAt - right.dueAt);
    const overdueAt = this.#clock.nowMs() - overdueMs;
    const overdue = byDueTime.find(({ askedAt, absenceCount }) => absenceCount === 0 && askedAt <= overdueAt);
    return overdue ?? byDueTime[0];
  }

  async #read(watch: BoardWatch): Promise<void> {
    const begunAt = this.#clock.nowMs();
    watch.askedAt = begunAt;
    // Set before the read, so that `attend` and `hurry` can bring it forward meanwhile.
    watch.dueAt = begunAt + this.#intervalOf(watch);
    const read = await watch.board.readDoors('poll');
    if (this.#isStopped) return;
    watch.take(read, begunAt);
    this.#readMs.set(watch, this.#clock.nowMs() - begunAt);
    if (watch.absenceCount > 0) watch.dueAt = begunAt + this.#patienceWith(watch);
  }

  #intervalOf(watch: BoardWatch): number {
    return this.#attended.has(watch.id) ? attendedMs : idleMs;
  }

  /** Where nobody answers, nobody is held up either. */
  #patienceWith(watch: BoardWatch): number {
    const absent = this.#watches.filter(({ absenceCount }) => absenceCount > 0);
    if (absent.length === this.#watches.length) return absentMs;
    const usualMs = absentMs * 2 ** (watch.absenceCount - 1);
    if (!this.#watches.some(({ id }) => this.#attended.has(id))) return Math.min(usualMs, absentMaxMs);
    const costMs = absent.reduce((sum, one) => sum + (this.#readMs.get(one) ?? 0), 0);
    const cheapMs = Math.max(absentMs, costMs / absentShareMax);
    return Math.min(usualMs, cheapMs, absentBesidePersonMaxMs);
  }
}
