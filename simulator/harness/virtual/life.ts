import type { ClockQuality, Moment } from '#domain/moment';
import type { BootId } from '#domain/words';
import type { BridgeClock } from '#bridge/clock';
import type { Clock } from '#station/ports';
import type { Agenda } from './agenda.ts';

/** The clock on the wall of the box, which may be wrong, and what the box may believe of it. */
export type WallClock = {
  /** Milliseconds since 1970 (UTC) that the box would read at this virtual time. */
  readMs(nowMs: number): number;
  /** `sinceStartMs`: for how long the process has been running. */
  quality(nowMs: number, sinceStartMs: number): ClockQuality;
};

/**
 * One run of the controller's process. Once it has ended nothing that belonged to it acts any more: its
 * timers do not ring, its promises stay open, as if the memory were gone.
 */
export class Life {
  readonly boot: BootId;
  readonly #agenda: Agenda;
  readonly #wall: WallClock;
  readonly #startedMs: number;
  readonly #mourners = new Set<() => void>();
  #isOn = true;

  constructor(agenda: Agenda, wall: WallClock, boot: string) {
    this.boot = boot as BootId;
    this.#agenda = agenda;
    this.#wall = wall;
    this.#startedMs = agenda.nowMs();
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  end(): void {
    this.#isOn = false;
    for (const mourner of this.#mourners) mourner();
    this.#mourners.clear();
  }

  /** Tells once when the process ends; the returned function forgets it. */
  onEnd(listener: () => void): () => void {
    this.#mourners.add(listener);
    return () => void this.#mourners.delete(listener);
  }

  now(): Moment {
    const nowMs = this.#agenda.nowMs();
    const monoMs = Math.floor(nowMs - this.#startedMs);
    const wallMs = Math.floor(this.#wall.readMs(nowMs));
    return { wallMs, monoMs, boot: this.boot, clock: this.#wall.quality(nowMs, monoMs) };
  }

  after(delayMs: number, task: () => void): () => void {
    return this.#agenda.after(delayMs, () => {
      if (this.#isOn) task();
    });
  }

  get clock(): Clock {
    return {
      now: () => this.now(),
      after: (delayMs, task) => this.after(delayMs, task),
      soon: (task) => void this.after(0, task),
    };
  }

  get bridgeClock(): BridgeClock {
    return { nowMs: () => this.#agenda.nowMs(), after: (delayMs, task) => this.after(delayMs, task) };
  }
}
