import type { BridgeClock } from './clock.ts';
import type { LockBoardRequest } from '#codecs/lock-board-codec';

/** Asks the board to cut coils; true once it has confirmed that it did. */
export type CutCoils = (
  request: Extract<LockBoardRequest, { kind: 'end-pulse' | 'all-off' }>,
) => Promise<boolean>;

/** How often a board that does not confirm is asked again before it is left to the next sweep. */
const attemptsMax = 3;

/**
 * Ends the pulses of a board that cannot end them itself (rule R5). Cutting a coil is safe to repeat, so it
 * is repeated until the board confirms it; and nothing is energised while a coil may still be on: not before
 * the first sweep after a start, which may follow a crash in the middle of a pulse, nor after an end that
 * failed.
 */
export class PulseEnd {
  readonly #clock: BridgeClock;
  readonly #board: number;
  readonly #pulseMs: number;
  readonly #cut: CutCoils;
  readonly #running = new Map<number, () => void>();
  #isSwept = false;
  #isStopped = false;

  constructor(clock: BridgeClock, board: number, pulseMs: number, cut: CutCoils) {
    this.#clock = clock;
    this.#board = board;
    this.#pulseMs = pulseMs;
    this.#cut = cut;
  }

  /** Switches every coil off where that is owed; true if a pulse may begin. */
  async sweep(): Promise<boolean> {
    if (!this.#isSwept && this.#running.size === 0) this.#isSwept = await this.#switchAllOff();
    return this.#isSwept && !this.#isStopped;
  }

  /** A coil may be on since `atMs`: its end is owed from now on. */
  begin(channel: number, atMs: number): void {
    this.#running.get(channel)?.();
    const cancel = this.#clock.after(atMs + this.#pulseMs - this.#clock.nowMs(), () => {
      void this.#end(channel);
    });
    this.#running.set(channel, cancel);
  }

  /** Cuts every coil and lets no further pulse begin; false if the board did not confirm it. */
  async stop(): Promise<boolean> {
    this.#isStopped = true;
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
    return this.#repeat({ kind: 'all-off', board: this.#board });
  }

  async #end(channel: number): Promise<void> {
    const isCut = await this.#repeat({ kind: 'end-pulse', board: this.#board, channel });
    this.#running.delete(channel);
    if (!isCut) this.#isSwept = false;
  }

  #switchAllOff(): Promise<boolean> {
    return this.#cut({ kind: 'all-off', board: this.#board });
  }

  async #repeat(request: Parameters<CutCoils>[0]): Promise<boolean> {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      if (await this.#cut(request)) return true;
    }
    return false;
  }
}
