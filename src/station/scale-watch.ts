import { isRaised } from '#domain/fault-list';
import type { StationControl } from './control.ts';
import type { Clock, Log, Scale } from './ports.ts';

export type ScaleWatchParts = {
  /** Null where the station file names none. */
  readonly scale: Scale | null;
  readonly control: StationControl;
  readonly clock: Clock;
  readonly log: Log;
};

/** A scale that is switched on needs a moment; nobody hands anything in within it. */
const lookMs = 5_000;
const subject = 'scale';

/** Raises a fault while the scale is silent, for nothing can be handed in until somebody looks after it. */
export class ScaleWatch {
  readonly #parts: ScaleWatchParts;
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(parts: ScaleWatchParts) {
    this.#parts = parts;
  }

  /** To be called once, when the station serves. */
  start(): void {
    this.#lookLater();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #lookLater(): void {
    this.#cancel = this.#parts.clock.after(lookMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { scale, control, log } = this.#parts;
    // The fault of an earlier run, when the station file still named a scale, is over.
    const isSilent = scale !== null && !scale.isHeard();
    const fault = 'scale-silent' as const;
    try {
      if (isSilent !== isRaised(control.state(), fault, subject)) {
        await control.ask({ do: isSilent ? 'raise-fault' : 'clear-fault', fault, subject });
      }
    } catch (error) {
      log.warn({ reason: String(error) }, 'what the scale does was not taken');
    }
    if (!this.#isStopped) this.#lookLater();
  }
}
