/** Lets as many pulses run at the same time as the supply carries; the others wait in order. */
export class CoilLane {
  readonly #coilsMax: number;
  readonly #waiting: (() => void)[] = [];
  #runningCount = 0;

  constructor(coilsMax: number) {
    this.#coilsMax = coilsMax;
  }

  /** Resolves when a coil may be energised; `leave` has to follow when it is not energised any more. */
  enter(): Promise<void> {
    if (this.#runningCount < this.#coilsMax) {
      this.#runningCount += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#runningCount -= 1;
  }
}

/** Enters one lane after the other; whoever waits for a later one keeps the earlier ones. */
export async function enterAll(lanes: readonly CoilLane[]): Promise<void> {
  for (const lane of lanes) await lane.enter();
}

export function leaveAll(lanes: readonly CoilLane[]): void {
  for (const lane of lanes) lane.leave();
}
