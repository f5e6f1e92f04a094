import type { BridgeClock } from './clock.ts';
import type { LockBoardRequest } from '#codecs/lock-board-codec';

/** Asks the board to cut coils; true once it has confirmed that it did. */
export type CutCoils = (
  request: Extract<LockBoardRequest, { kind: 'end-pulse' | 'all-off' }>,
) => Promise<boolean>;

/** Whoever cuts coils when this process cannot (rule R5). */
export type PulseGuard = {
  /** Why no pulse may begin now, or null. */
  readonly objection: () => string | null;
  /** Before a coil is energised; what comes back is called once the board has confirmed that it is off. */
  readonly arm: (pulseMs: number) => () => void;
};

export type PulseEndOptions = {
  readonly clock: BridgeClock;
  readonly board: number;
  readonly pulseMs: number;
  readonly cut: CutCoils;
  /** None where hardware ends a pulse that this process does not end. */
  readonly guard?: PulseGuard | undefined;
};

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
  readonly #guard: PulseGuard | undefined;
  readonly #running = new Map<number, () => void>();
  /** Coils that the guard cuts unless it is told in time that they are off. */
  readonly #armed = new Map<number, () => void>();
  /** Coils whose frame may leave at any moment: what the board confirmed before says nothing of them. */
  readonly #prepared = new Set<number>();
  #isSwept = false;
  #isStopped = false;

  constructor({ clock, board, pulseMs, cut, guard }: PulseEndOptions) {
    this.#clock = clock;
    this.#board = board;
    this.#pulseMs = pulseMs;
    this.#cut = cut;
    this.#guard = guard;
  }

  /** Switches every coil off where that is owed. */
  async sweep(): Promise<void> {
    if (this.#isSwept || this.#running.size > 0) return;
    this.#isSwept = await this.#switchAllOff();
    if (this.#isSwept) this.#disarm();
  }

  /**
   * To be called before the frame of a pulse is handed over, which `begin` or `forgo` has to follow. Why no
   * pulse may begin, or null.
   */
  async prepare(channel: number): Promise<string | null> {
    await this.sweep();
    if (!this.#isSwept || this.#isStopped) return 'the board did not confirm that every coil is off';
    const objection = this.#guard?.objection() ?? null;
    if (objection !== null || this.#guard === undefined) return objection;
    this.#prepared.add(channel);
    const armed = this.#armed.get(channel);
    this.#armed.set(channel, this.#guard.arm(this.#pulseMs));
    armed?.();
    return null;
  }

  /** The frame of a pulse never left. */
  forgo(channel: number): void {
    this.#prepared.delete(channel);
    if (!this.#running.has(channel)) this.#disarm([channel]);
  }

  /** A coil may be on since `atMs`: its end is owed from now on. */
  begin(channel: number, atMs: number): void {
    this.#prepared.delete(channel);
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
    const isOff = await this.#repeat({ kind: 'all-off', board: this.#board });
    if (isOff) this.#disarm();
    return isOff;
  }

  async #end(channel: number): Promise<void> {
    const isCut = await this.#repeat({ kind: 'end-pulse', board: this.#board, channel });
    this.#running.delete(channel);
    if (isCut) this.#disarm([channel]);
    else this.#isSwept = false;
  }

  #disarm(channels: readonly number[] = [...this.#armed.keys()]): void {
    for (const channel of channels) {
      if (this.#prepared.has(channel)) continue;
      this.#armed.get(channel)?.();
      this.#armed.delete(channel);
    }
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
