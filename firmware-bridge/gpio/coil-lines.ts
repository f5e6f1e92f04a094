import type { BridgeClock } from '../clock.ts';
import { reasonOf, type GpioOutput } from './gpio-port.ts';

export type CoilLinesOptions = {
  readonly outputs: readonly GpioOutput[];
  readonly clock: BridgeClock;
  readonly pulseMs: number;
  /** A lock does not let itself be put to rest: its coil may be burning. */
  readonly stuck: (index: number, reason: string) => void;
};

/** What is known of a pulse: it began, it may have begun, or it certainly did not. */
export type PulseBegun =
  { readonly kind: 'begun' | 'doubtful' } | { readonly kind: 'refused'; readonly reason: string };

/** Time between two tries to put a lock to rest that does not obey. */
const restAgainMs = 100;
/** The kernel refused these before anything reached the wire. */
const refusals = new Set<unknown>(['ENODEV', 'ENOENT', 'EBADF', 'EPERM', 'EACCES']);

/** The locks of one board: each energised for one pulse and put to rest by the bridge's clock. */
export class CoilLines {
  readonly #options: CoilLinesOptions;
  /** Energised locks, each with what forgets its end. */
  readonly #energised = new Map<number, () => void>();
  readonly #stuck = new Set<number>();

  constructor(options: CoilLinesOptions) {
    this.#options = options;
  }

  get isStuck(): boolean {
    return this.#stuck.size > 0;
  }

  /** Pulses do not add up: while a lock is energised, no other pulse begins on it. */
  pulse(index: number): PulseBegun {
    const output = this.#options.outputs[index];
    if (output === undefined) return { kind: 'refused', reason: 'no lock is wired to this channel' };
    if (this.#energised.has(index)) return { kind: 'refused', reason: 'the lock is energised already' };
    const { pulseMs } = this.#options;
    try {
      output.energise(pulseMs);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (refusals.has(code)) return { kind: 'refused', reason: reasonOf(error) };
      this.#rest(index, output);
      return { kind: 'doubtful' };
    }
    this.#restAfter(pulseMs, index, output);
    return { kind: 'begun' };
  }

  /** Puts every lock to rest and gives the lines back. False if one of them did not obey. */
  async release(): Promise<boolean> {
    for (const [index, forget] of this.#energised) {
      forget();
      const output = this.#options.outputs[index];
      if (output !== undefined) this.#rest(index, output);
    }
    for (const forget of this.#energised.values()) forget();
    const hasObeyed = !this.isStuck;
    await Promise.all(this.#options.outputs.map((output) => output.release()));
    return hasObeyed;
  }

  #restAfter(delayMs: number, index: number, output: GpioOutput): void {
    const forget = this.#options.clock.after(delayMs, () => this.#rest(index, output));
    this.#energised.set(index, forget);
  }

  #rest(index: number, output: GpioOutput): void {
    try {
      output.rest();
      this.#energised.delete(index);
      this.#stuck.delete(index);
    } catch (error) {
      if (!this.#stuck.has(index)) this.#options.stuck(index, reasonOf(error));
      this.#stuck.add(index);
      this.#restAfter(restAgainMs, index, output);
    }
  }
}
