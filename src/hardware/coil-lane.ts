import type { PulseTurn } from '#station/ports';

/** Lets as many pulses run at the same time as the supply carries; the others wait in order. */
export class CoilLane {
  readonly #coilsMax: number;
  readonly #waiting: Readonly<Record<PulseTurn, (() => void)[]>> = { 'in-turn': [], 'gives-way': [] };
  #runningCount = 0;

  constructor(coilsMax: number) {
    this.#coilsMax = coilsMax;
  }

  /** Whether a coil may be energised now; then `leave` has to follow when it is not energised any more. */
  tryEnter(): boolean {
    if (this.#runningCount >= this.#coilsMax) return false;
    this.#runningCount += 1;
    return true;
  }

  /** Resolves when a coil may be energised; `leave` has to follow likewise. */
  enter(turn: PulseTurn): Promise<void> {
    if (this.tryEnter()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting[turn].push(resolve);
    });
  }

  leave(): void {
    const next = this.#waiting['in-turn'].shift() ?? this.#waiting['gives-way'].shift();
    if (next) next();
    else this.#runningCount -= 1;
  }
}

/**
 * Enters one lane after the other; whoever waits for a later one keeps the earlier ones. Null where nothing
 * had to be waited for: the frame then leaves in the same turn as its decision, before anything that follows.
 */
export function enterAll(lanes: readonly CoilLane[], turn: PulseTurn): Promise<void> | null {
  const firstBusy = lanes.findIndex((lane) => !lane.tryEnter());
  return firstBusy < 0 ? null : enterInTurn(lanes.slice(firstBusy), turn);
}

async function enterInTurn(lanes: readonly CoilLane[], turn: PulseTurn): Promise<void> {
  for (const lane of lanes) await lane.enter(turn);
}

export function leaveAll(lanes: readonly CoilLane[]): void {
  for (const lane of lanes) lane.leave();
}
