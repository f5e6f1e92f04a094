import type { BridgeClock } from './clock.ts';
import { GuardProcess } from './guard-process.ts';
import type { PulseGuard } from './pulse-end.ts';

export type CoilGuardOptions = {
  /** Path of `packaging/cut-coils`. */
  readonly program: string;
  readonly coilList: string;
  readonly clock: BridgeClock;
  readonly ended: (reason: string) => void;
};

/**
 * How much longer than its pulse a coil may be on before the guard cuts it. A station that lives needs less
 * to get its frame on a busy line and to ask a board three times that does not confirm.
 */
const graceMs = 2_000;

type Armed = { readonly board: string; readonly forMs: number };

/** Cuts coils whose pulses this process ends, when it is killed or stands still in the middle of one. */
export class CoilGuard {
  readonly #process: GuardProcess;
  readonly #armed = new Map<number, Armed>();
  #count = 0;

  constructor({ program, coilList, clock, ended }: CoilGuardOptions) {
    this.#process = new GuardProcess({
      program,
      args: ['--guard', coilList],
      clock,
      // What the one before was told is unknown to this one.
      watching: () => {
        for (const [number, armed] of this.#armed) this.#tell(number, armed);
      },
      ended,
    });
  }

  start(): Promise<void> {
    return this.#process.start();
  }

  /** What a board has to know of the guard. */
  of(board: string): PulseGuard {
    return {
      objection: () => (this.#process.isRunning ? null : 'nothing guards its coils'),
      arm: (pulseMs) => {
        const number = (this.#count += 1);
        const armed = { board, forMs: pulseMs + graceMs };
        this.#armed.set(number, armed);
        this.#tell(number, armed);
        return () => {
          if (this.#armed.delete(number)) this.#process.say(`disarm ${String(number)}`);
        };
      },
    };
  }

  /** A coil that no board has confirmed to be off is left to the guard, which cuts it now. */
  stop(): void {
    if (this.#armed.size === 0) this.#process.stop();
    else this.#process.abandon();
  }

  #tell(number: number, { board, forMs }: Armed): void {
    this.#process.say(`arm ${String(number)} ${board} ${String(forMs)}`);
  }
}
