import type { BridgeClock } from '../clock.ts';
import type { GpioInputs } from './gpio-port.ts';
import { isAtRest, jolt, sense, unread, type Settling } from './settling.ts';

export type DoorLinesOptions = {
  readonly inputs: GpioInputs;
  readonly lineCount: number;
  readonly clock: BridgeClock;
  readonly debounceMs: number;
  /** What is told of some line is another thing now. */
  readonly changed: () => void;
};

/** Looks at a restless line come this often for each debounce time. */
const looksEach = { withEdges: 5, withoutEdges: 2 } as const;
/** A line that does not come to rest is looked at as much more seldom, so that it costs next to nothing. */
const patience = 10;

/**
 * The switches of one board, debounced. An edge begins a series of looks that ends when the line is at rest.
 * In between, the edges of that line are muted: however fast it chatters, it costs one look at a time.
 */
export class DoorLines {
  readonly #options: DoorLinesOptions;
  readonly #lines: Settling[];
  readonly #looking = new Set<number>();
  readonly #waiting = new Set<{ readonly done: () => void; readonly fail: (error: unknown) => void }>();
  #hasEdges = false;
  #isReleased = false;
  #cancelLook: (() => void) | null = null;

  constructor(options: DoorLinesOptions) {
    this.#options = options;
    this.#lines = Array.from({ length: options.lineCount }, () => unread);
  }

  told(index: number): Settling['told'] {
    return this.#lines[index]?.told ?? 'unread';
  }

  listen(): void {
    this.#hasEdges = this.#options.inputs.watch((index) => this.#take(index));
  }

  /** Reads every line once. Rejects when the chip is gone. */
  async read(): Promise<void> {
    await this.#sense(this.#lines.map((_, index) => index));
  }

  /** Resolves when every line has been judged, be it as unsteady. Rejects when the chip goes meanwhile. */
  untilRead(): Promise<void> {
    if (this.#isRead()) return Promise.resolve();
    return new Promise((done, fail) => {
      this.#waiting.add({ done, fail });
    });
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    this.#cancelLook?.();
    this.#settleWaiting();
    await this.#options.inputs.release();
  }

  #take(index: number): void {
    const line = this.#lines[index];
    if (line === undefined || this.#isReleased) return;
    const { inputs, clock, debounceMs } = this.#options;
    inputs.mute(index, true);
    this.#lines[index] = jolt(line, clock.nowMs(), debounceMs);
    this.#lookLater(index);
  }

  async #sense(indices: readonly number[]): Promise<void> {
    const { inputs, clock, debounceMs, changed } = this.#options;
    const begunAt = clock.nowMs();
    const levels = await inputs.read(indices);
    if (this.#isReleased) return;
    let hasChanged = false;
    for (const [place, index] of indices.entries()) {
      const before = this.#lines[index] ?? unread;
      const after = sense(before, levels[place] === true, begunAt, debounceMs);
      this.#lines[index] = after;
      hasChanged ||= after.told !== before.told;
      if (!isAtRest(after)) this.#lookLater(index);
    }
    if (this.#isRead()) this.#settleWaiting();
    if (hasChanged) changed();
  }

  #isRead(): boolean {
    return this.#lines.every(({ told }) => told !== 'unread');
  }

  #settleWaiting(): void {
    for (const { done } of this.#waiting) done();
    this.#waiting.clear();
  }

  #lookLater(index: number): void {
    this.#looking.add(index);
    if (this.#cancelLook !== null) return;
    const { clock, debounceMs } = this.#options;
    const isChattering = [...this.#looking].every((one) => this.told(one) === 'unsteady');
    const looks = this.#hasEdges ? looksEach.withEdges : looksEach.withoutEdges;
    const pauseMs = (debounceMs / looks) * (isChattering ? patience : 1);
    this.#cancelLook = clock.after(pauseMs, () => {
      this.#cancelLook = null;
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    const indices = [...this.#looking];
    this.#looking.clear();
    try {
      await this.#sense(indices);
    } catch (error) {
      // The chip is gone; whoever waits or reads next finds out and says so.
      for (const { fail } of this.#waiting) fail(error);
      this.#waiting.clear();
      return;
    }
    if (this.#isReleased) return;
    for (const index of indices) this.#options.inputs.mute(index, false);
  }
}
