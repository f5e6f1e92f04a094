import type { SimulatorClock } from '../clock.ts';
import type { Dice } from '../dice.ts';
import type { CoilInterval } from './coils.ts';
import { VirtualCompartment } from './compartment.ts';
import type { Happening, Noticed } from './happenings.ts';

const coilIntervalsMax = 100_000;

/** The virtual cabinet: compartments that boards and hands act upon, and a record of every coil. */
export class VirtualCabinet {
  readonly #clock: SimulatorClock;
  readonly #compartments: ReadonlyMap<string, VirtualCompartment>;
  readonly #observers = new Set<(happening: Happening) => void>();
  readonly #energised = new Map<string, number>();
  #finished: CoilInterval[] = [];

  /** Every compartment begins closed and empty; `dice` decides how quick its plunger and its spring are. */
  constructor(labels: readonly string[], dice: Dice, clock: SimulatorClock) {
    this.#clock = clock;
    this.#compartments = new Map(
      labels.map((label) => {
        const notice = (noticed: Noticed): void => this.#notice(label, noticed);
        return [label, new VirtualCompartment(clock, dice.split(label), notice)];
      }),
    );
  }

  get labels(): readonly string[] {
    return [...this.#compartments.keys()];
  }

  find(label: string): VirtualCompartment | null {
    return this.#compartments.get(label) ?? null;
  }

  /** Every stretch in which a coil was on, in the order of its end; only the newest 100 000 are kept. */
  coilIntervals(): readonly CoilInterval[] {
    const running = [...this.#energised].map(([compartment, onAtMs]) => ({
      compartment,
      onAtMs,
      offAtMs: null,
    }));
    return [...this.#finished, ...running];
  }

  /**
   * Calls `observer` at each happening, in the order in which they happen; the returned function stops that.
   */
  observe(observer: (happening: Happening) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  #notice(label: string, noticed: Noticed): void {
    const atMs = this.#clock.nowMs();
    if (noticed.what === 'coil-energised') this.#energised.set(label, atMs);
    if (noticed.what === 'coil-cut') this.#record(label, atMs);
    for (const observer of this.#observers) observer({ atMs, compartment: label, ...noticed });
  }

  #record(label: string, offAtMs: number): void {
    const onAtMs = this.#energised.get(label) ?? offAtMs;
    this.#energised.delete(label);
    this.#finished.push({ compartment: label, onAtMs, offAtMs });
    if (this.#finished.length > coilIntervalsMax)
      this.#finished = this.#finished.slice(coilIntervalsMax / 10);
  }
}
