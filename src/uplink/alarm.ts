import type { Clock } from '#station/ports';

/** One timer that is either set or not; setting it again replaces it. */
export class Alarm {
  readonly #clock: Clock;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isSet(): boolean {
    return this.#cancel !== null;
  }

  set(delayMs: number, task: () => void): void {
    this.cancel();
    this.#cancel = this.#clock.after(Math.max(0, delayMs), () => {
      this.#cancel = null;
      task();
    });
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
