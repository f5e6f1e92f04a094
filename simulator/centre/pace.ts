import type { SimulatorClock } from '../clock.ts';

/** Runs a task when asked, at most once an interval; what is asked meanwhile runs once at its end. */
export class Pace {
  readonly #clock: SimulatorClock;
  readonly #intervalMs: number;
  readonly #task: () => void;
  #isAsked = false;
  #cancel: (() => void) | null = null;

  constructor(clock: SimulatorClock, intervalMs: number, task: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#task = task;
  }

  ask(): void {
    this.#isAsked = true;
    if (this.#cancel === null) this.#run();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#isAsked = false;
  }

  #run(): void {
    this.#isAsked = false;
    this.#cancel = this.#clock.after(this.#intervalMs, () => {
      this.#cancel = null;
      if (this.#isAsked) this.#run();
    });
    this.#task();
  }
}
