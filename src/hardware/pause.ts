import type { BridgeClock } from '#bridge/clock';

/** A wait that can be cut short; one wait at a time. */
export class Pause {
  readonly #clock: BridgeClock;
  #end: () => void = () => undefined;

  constructor(clock: BridgeClock) {
    this.#clock = clock;
  }

  /** Resolves at `atMs` of the clock, or when it is ended. */
  until(atMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(atMs - this.#clock.nowMs(), resolve);
      this.#end = () => {
        cancel();
        resolve();
      };
    });
  }

  end(): void {
    this.#end();
  }
}
