import assert from 'node:assert';
import type { BridgeClock } from '#bridge/clock';
import type { PulseGuard } from '#bridge/pulse-end';
import type { Transport } from '#bridge/transport';
import type { CompartmentLabel, IntentionId } from '#domain/words';
import type { Doors, HardwareReport, Log, PulseTurn } from '#station/ports';
import type { BoardCounters } from './board-watch.ts';
import { BusProtection, type CoilShell } from './bus-protection.ts';
import { Bus, type BusCounters } from './bus.ts';
import { GpioBank } from './gpio-bank.ts';
import { GpioProtection } from './gpio-protection.ts';
import type { GpioShell } from './gpio-wiring.ts';
import { Supplies } from './supplies.ts';
import type { BoardWiring, BusWiring, CompartmentWiring, Wiring } from './wiring.ts';

export type DoorsShell = {
  readonly clock: BridgeClock;
  /** Makes the way to the bytes of a bus, for example `createSerialTransport`. */
  readonly openTransport: (bus: BusWiring) => Transport;
  /** Needed where the wiring names boards of GPIO lines. */
  readonly gpio?: GpioShell;
  /** Needed where the wiring says of a board on a bus how its coils are protected (rule R5). */
  readonly coils?: CoilShell;
  readonly log?: Log;
};

export interface HardwareDoors extends Doors {
  /** What the lines and boards have been through, for health. */
  counters(): readonly BusCounters[];
  /** The same of boards of GPIO lines. */
  gpioCounters(): readonly BoardCounters[];
}

/** The station's doors on lock boards and GPIO lines, real or virtual. `start` may be called once. */
export function createDoors(wiring: Wiring, shell: DoorsShell): HardwareDoors {
  return new WiredDoors(wiring, shell);
}

class WiredDoors implements HardwareDoors {
  readonly #compartments: ReadonlyMap<CompartmentLabel, CompartmentWiring>;
  readonly #buses: readonly Bus[];
  readonly #banks: readonly GpioBank[];
  readonly #coils: BusProtection | null;
  readonly #protection: GpioProtection | null;
  #report: (report: HardwareReport) => void = () => undefined;

  constructor(wiring: Wiring, shell: DoorsShell) {
    const { clock, openTransport, log, gpio, coils } = shell;
    const report = (news: HardwareReport): void => this.#report(news);
    this.#compartments = new Map(wiring.compartments.map((compartment) => [compartment.label, compartment]));
    const supplies = new Supplies(wiring);
    const { compartments } = wiring;
    this.#coils = coils === undefined ? null : new BusProtection(wiring.buses, coils, clock, log);
    const guardOf = (board: BoardWiring): PulseGuard | undefined => {
      assert(this.#coils || board.protection === undefined, `board ${board.id} needs a guard`);
      return this.#coils?.guardOf(board);
    };
    this.#buses = wiring.buses
      .filter((bus) => bus.boards.length > 0)
      .map((bus) => {
        const transport = openTransport(bus);
        return new Bus({ wiring: bus, compartments, supplies, clock, transport, guardOf, report, log });
      });
    this.#protection = gpio === undefined ? null : new GpioProtection(gpio, clock, log);
    this.#banks = this.#banksOf(wiring, supplies, shell);
  }

  async start(report: (report: HardwareReport) => void): Promise<void> {
    this.#report = report;
    await this.#coils?.start();
    await Promise.all(this.#lines().map((line) => line.start()));
  }

  unlock(intention: IntentionId, compartment: CompartmentLabel, turn: PulseTurn = 'in-turn'): void {
    const wired = this.#wiringOf(compartment);
    void this.#lineOf(wired).open(intention, wired, turn);
  }

  attend(compartments: readonly CompartmentLabel[]): void {
    const wired = compartments.map((compartment) => this.#wiringOf(compartment));
    for (const line of this.#lines()) line.attend(wired);
  }

  counters(): readonly BusCounters[] {
    return this.#buses.map((bus) => bus.counters());
  }

  gpioCounters(): readonly BoardCounters[] {
    return this.#banks.map((bank) => bank.counters());
  }

  async stop(): Promise<void> {
    await Promise.all(this.#lines().map((line) => line.stop()));
    this.#coils?.stop();
    this.#protection?.stop();
  }

  #banksOf(wiring: Wiring, supplies: Supplies, shell: DoorsShell): readonly GpioBank[] {
    const { clock, gpio, log } = shell;
    const report = (news: HardwareReport): void => this.#report(news);
    return (wiring.gpio ?? []).map((board) => {
      const protection = this.#protection;
      assert(gpio && protection, `GPIO board ${board.id} needs a way to its lines`);
      const { compartments } = wiring;
      const parts = { compartments, supplies, clock, shell: gpio, protection, report, log };
      return new GpioBank({ wiring: board, ...parts });
    });
  }

  #lines(): readonly (Bus | GpioBank)[] {
    return [...this.#buses, ...this.#banks];
  }

  #wiringOf(compartment: CompartmentLabel): CompartmentWiring {
    const wired = this.#compartments.get(compartment);
    assert(wired, `compartment ${compartment} is not wired`);
    return wired;
  }

  #lineOf(compartment: CompartmentWiring): Bus | GpioBank {
    const line = this.#lines().find((one) => one.carries(compartment));
    assert(line, `board ${compartment.board} is on no bus`);
    return line;
  }
}
