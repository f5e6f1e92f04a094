import assert from 'node:assert';
import type { BridgeClock } from '#bridge/clock';
import type { Transport } from '#bridge/transport';
import type { CompartmentLabel, IntentionId } from '#domain/words';
import type { Doors, HardwareReport, Log } from '#station/ports';
import { Bus, type BusCounters } from './bus.ts';
import type { BusWiring, CompartmentWiring, Wiring } from './wiring.ts';

export type DoorsShell = {
  readonly clock: BridgeClock;
  /** Makes the way to the bytes of a bus, for example `createSerialTransport`. */
  readonly openTransport: (bus: BusWiring) => Transport;
  readonly log?: Log;
};

export interface HardwareDoors extends Doors {
  /** What the lines and boards have been through, for health. */
  counters(): readonly BusCounters[];
}

/** The station's doors on real or virtual lock boards. `start` may be called once. */
export function createDoors(wiring: Wiring, shell: DoorsShell): HardwareDoors {
  return new WiredDoors(wiring, shell);
}

class WiredDoors implements HardwareDoors {
  readonly #compartments: ReadonlyMap<CompartmentLabel, CompartmentWiring>;
  readonly #buses: readonly Bus[];
  #report: (report: HardwareReport) => void = () => undefined;

  constructor(wiring: Wiring, { clock, openTransport, log }: DoorsShell) {
    this.#compartments = new Map(wiring.compartments.map((compartment) => [compartment.label, compartment]));
    this.#buses = wiring.buses
      .filter((bus) => bus.boards.length > 0)
      .map((bus) => {
        const transport = openTransport(bus);
        const report = (news: HardwareReport): void => this.#report(news);
        return new Bus({ wiring: bus, compartments: wiring.compartments, clock, transport, report, log });
      });
  }

  async start(report: (report: HardwareReport) => void): Promise<void> {
    this.#report = report;
    await Promise.all(this.#buses.map((bus) => bus.start()));
  }

  unlock(intention: IntentionId, compartment: CompartmentLabel): void {
    const wired = this.#wiringOf(compartment);
    void this.#busOf(wired).open(intention, wired);
  }

  attend(compartments: readonly CompartmentLabel[]): void {
    const wired = compartments.map((compartment) => this.#wiringOf(compartment));
    for (const bus of this.#buses) bus.attend(wired);
  }

  counters(): readonly BusCounters[] {
    return this.#buses.map((bus) => bus.counters());
  }

  async stop(): Promise<void> {
    await Promise.all(this.#buses.map((bus) => bus.stop()));
  }

  #wiringOf(compartment: CompartmentLabel): CompartmentWiring {
    const wired = this.#compartments.get(compartment);
    assert(wired, `compartment ${compartment} is not wired`);
    return wired;
  }

  #busOf(compartment: CompartmentWiring): Bus {
    const bus = this.#buses.find((one) => one.carries(compartment));
    assert(bus, `board ${compartment.board} is on no bus`);
    return bus;
  }
}
