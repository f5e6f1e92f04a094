import {
  GpioUnavailable,
  LineRefused,
  type GpioInputs,
  type GpioLine,
  type GpioOutput,
  type GpioPort,
  type InputWiring,
  type OutputPlace,
  type OutputWiring,
} from '#bridge/gpio/gpio-port';
import { findChip } from '#bridge/gpio/sysfs-chips';
import type { Level, VirtualChip, VirtualLine } from './virtual-lines.ts';

/**
 * A way to virtual lines without a process, a file or a wait in between; for clocks that are moved by hand.
 */
export class VirtualPort implements GpioPort {
  readonly name = 'virtual';
  readonly #chips: readonly VirtualChip[];

  constructor(chips: readonly VirtualChip[]) {
    this.#chips = chips;
  }

  locate(line: OutputWiring): Promise<OutputPlace> {
    const { chip } = this.#find(line);
    const restsAt = line.activeLow ? 'high' : 'low';
    return Promise.resolve({ through: 'gpiod', address: [chip.name, String(line.offset)], restsAt });
  }

  claimOutput(line: OutputWiring): Promise<GpioOutput> {
    const { chip, line: virtual } = this.#find(line);
    virtual.drive(line.activeLow ? 1 : 0);
    return Promise.resolve(new VirtualOutput(chip, virtual, line.activeLow));
  }

  claimInputs(lines: readonly InputWiring[]): Promise<GpioInputs> {
    return Promise.resolve(new VirtualInputs(lines.map((line) => ({ ...this.#find(line), wiring: line }))));
  }

  #find(wiring: GpioLine): { readonly chip: VirtualChip; readonly line: VirtualLine } {
    const present = this.#chips
      .filter(({ isPresent }) => isPresent)
      .map((chip) => ({
        name: chip.name,
        label: chip.label,
        units: chip.unit === null ? [] : [chip.unit],
        chip,
      }));
    const { chip } = findChip(wiring, present);
    const line = chip.lines[wiring.offset];
    if (line === undefined) throw new LineRefused(wiring, 'the chip has fewer lines');
    return { chip, line };
  }
}

class VirtualOutput implements GpioOutput {
  readonly #chip: VirtualChip;
  readonly #line: VirtualLine;
  readonly #rest: Level;

  constructor(chip: VirtualChip, line: VirtualLine, activeLow: boolean) {
    this.#chip = chip;
    this.#line = line;
    this.#rest = activeLow ? 1 : 0;
  }

  energise(): void {
    this.#drive(this.#rest === 1 ? 0 : 1);
  }

  rest(): void {
    this.#drive(this.#rest);
  }

  release(): Promise<void> {
    if (this.#chip.isPresent) this.rest();
    return Promise.resolve();
  }

  #drive(level: Level): void {
    if (!this.#chip.isPresent) throw new GpioUnavailable('the chip is pulled out');
    this.#line.drive(level);
  }
}

type VirtualInput = {
  readonly chip: VirtualChip;
  readonly line: VirtualLine;
  readonly wiring: InputWiring;
};

class VirtualInputs implements GpioInputs {
  readonly #inputs: readonly VirtualInput[];
  readonly #muted = new Set<number>();
  #stops: readonly (() => void)[] = [];

  constructor(inputs: readonly VirtualInput[]) {
    this.#inputs = inputs;
    for (const { line } of inputs) line.float();
  }

  read(indices: readonly number[]): Promise<readonly boolean[]> {
    if (this.#inputs.some(({ chip }) => !chip.isPresent)) {
      return Promise.reject(new GpioUnavailable('the chip is pulled out'));
    }
    const isActive = ({ line, wiring }: VirtualInput): boolean => line.level === (wiring.activeLow ? 0 : 1);
    return Promise.resolve(
      indices.map((index) => {
        const input = this.#inputs[index];
        return input !== undefined && isActive(input);
      }),
    );
  }

  watch(edge: (index: number) => void): boolean {
    this.#stops = this.#inputs.map(({ line }, index) =>
      line.observe(() => {
        if (!this.#muted.has(index)) edge(index);
      }),
    );
    return true;
  }

  mute(index: number, isMuted: boolean): void {
    if (isMuted) this.#muted.add(index);
    else this.#muted.delete(index);
  }

  release(): Promise<void> {
    for (const stop of this.#stops) stop();
    return Promise.resolve();
  }
}
