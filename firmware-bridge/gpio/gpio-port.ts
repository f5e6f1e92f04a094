/** A line as it is named in a station file: the label of its chip and its place on that chip. */
export type GpioLine = {
  /** For example `pinctrl-bcm2711`, as `gpiodetect` and `/sys/class/gpio/gpiochip…/label` show it. */
  readonly chip: string;
  /** Counted from 0 on that chip; on a Raspberry Pi the number that its documents call BCM or GPIO. */
  readonly offset: number;
  /** Tells chips of one label apart: the serial number of the device, or a part of its path. */
  readonly unit?: string | undefined;
};

export type OutputWiring = GpioLine & {
  /** A relay board that energises its coil when its input is pulled to ground. */
  readonly activeLow: boolean;
};

export type InputBias = 'as-is' | 'pull-up' | 'pull-down';
export type InputWiring = GpioLine & { readonly activeLow: boolean; readonly bias: InputBias };

/** Where the kernel has an output on this machine, for whoever has to put it to rest without this process. */
export type OutputPlace = {
  readonly through: 'sysfs' | 'gpiod';
  /** The number in `/sys/class/gpio`, or the name of the chip and the offset on it. */
  readonly address: readonly string[];
  readonly restsAt: 'low' | 'high';
};

/**
 * One output. It is claimed at its level of rest in one step, so that neither a first start nor a restart
 * ever energises what hangs on it.
 */
export interface GpioOutput {
  /**
   * Energises the line, or throws. Where the adapter can, it ends the pulse by itself after `pulseMs`;
   * whoever calls puts the line to rest at that time in any case.
   */
  energise(pulseMs: number): void;
  /** Puts the line to rest, or throws. May be called at any time and as often as wanted. */
  rest(): void;
  /** Puts the line to rest and gives it back. Never rejects: there is nobody left who could do anything. */
  release(): Promise<void>;
}

/** The inputs of one board, claimed together and named by their place in the list. */
export interface GpioInputs {
  /** True is active, `activeLow` taken into account. Rejects when the chip does not answer any more. */
  read(indices: readonly number[]): Promise<readonly boolean[]>;
  /** Calls `edge` when a line may have changed; false where this way to the lines does not tell edges. */
  watch(edge: (index: number) => void): boolean;
  /** A line that chatters is not listened to for a while, or its edges would own the processor. */
  mute(index: number, isMuted: boolean): void;
  release(): Promise<void>;
}

/** A way to GPIO lines. Both adapters and the simulator's twin look the same from here. */
export interface GpioPort {
  /** For messages, for example `onoff` or `gpiod 2.2.1`. */
  readonly name: string;
  /** Rejects with `LineRefused` where this machine has no such line. */
  locate(line: OutputWiring): Promise<OutputPlace>;
  claimOutput(line: OutputWiring): Promise<GpioOutput>;
  claimInputs(lines: readonly InputWiring[]): Promise<GpioInputs>;
}

/** This machine, or this way to it, has no GPIO; the message says why and everything else goes on. */
export class GpioUnavailable extends Error {
  override readonly name = 'GpioUnavailable';

  constructor(reason: string) {
    super(`GPIO is not available on this machine: ${reason}`);
  }
}

/** One line cannot be had; the message says which and why. */
export class LineRefused extends Error {
  override readonly name = 'LineRefused';

  constructor(line: GpioLine, reason: string) {
    super(`${nameOf(line)}: ${reason}`);
  }
}

/** For messages, for example `pinctrl-bcm2711 line 17`. */
export function nameOf({ chip, offset, unit }: GpioLine): string {
  return `${chip}${unit === undefined ? '' : ` (${unit})`} line ${String(offset)}`;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
