import type { BridgeClock } from '#bridge/clock';

type Waiting = { readonly dueAt: number; readonly task: () => void };

/** A clock that is moved by hand, and that lets every promise settle between two points in time. */
export class ManualClock implements BridgeClock {
  #nowMs = 1_000_000;
  #waiting: Waiting[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, task: () => void): () => void {
    const waiting = { dueAt: this.#nowMs + Math.max(0, delayMs), task };
    this.#waiting.push(waiting);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
    };
  }

  /** Runs everything that falls due within `byMs`, in order. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    await settled();
    for (let next = this.#takeDue(untilMs); next; next = this.#takeDue(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueAt);
      next.task();
      await settled();
    }
    this.#nowMs = untilMs;
  }

  /** Time passes while the process is held up: timers that fell due run late. */
  stall(byMs: number): void {
    this.#nowMs += byMs;
  }

  #takeDue(untilMs: number): Waiting | undefined {
    const due = this.#waiting.filter((waiting) => waiting.dueAt <= untilMs);
    const next = due.toSorted((left, right) => left.dueAt - right.dueAt)[0];
    this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
    return next;
  }
}

/** Lets every promise that can settle do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
