import type { GpioChannel } from '#bridge/gpio/gpio-board';
import type { GpioPort } from '#bridge/gpio/gpio-port';
import type { DoorBoard } from './door-board.ts';

/** Which of the two ways of the kernel leads to the lines. */
export type GpioWay = 'sysfs' | 'gpiod';

/** Locks and switches on GPIO lines, seen as one board; wiring names it like a lock board. */
export type GpioBoardWiring = {
  readonly id: string;
  readonly port: GpioWay;
  readonly channels: readonly GpioChannel[];
  readonly timing: DoorBoard['profile']['timing'] & { readonly debounceMs: number };
  /** Coils that one supply may energise at the same time. */
  readonly solenoidsAtOnceMax: number;
  /** What keeps a coil from burning when this process cannot end its pulse (rule R5). */
  readonly protection: 'timed-by-hardware' | 'none';
};

/** What GPIO needs from the machine. */
export type GpioShell = {
  readonly openPort: (way: GpioWay) => Promise<GpioPort>;
  /** Where the outputs are written down for the supervisor. */
  readonly lineList: string;
  /** Path of `packaging/release-lines`. */
  readonly guardProgram: string;
};
