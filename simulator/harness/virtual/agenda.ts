import type { SimulatorClock } from '../../clock.ts';

type Entry = { readonly dueMs: number; readonly order: number; task: (() => void) | null };

/** Lets every promise that can settle do so, however long its chain is. */
export function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/**
 * The time of a virtual world: everything that will happen, in the order in which it falls due, and what
 * falls due together in the order in which it was planned. A heap, so that a month with its millions of
 * timers costs no more for each than a minute does.
 */
export class Agenda implements SimulatorClock {
  #nowMs = 0;
  #order = 0;
  #isHalted = false;
  readonly #heap: Entry[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, task: () => void): () => void {
    const entry: Entry = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, task };
    this.#order += 1;
    this.#push(entry);
    return () => {
      entry.task = null;
    };
  }

  /** A pause of somebody who lives in this world. */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.after(delayMs, resolve));
  }

  /** Nothing happens any more; a run that is under way ends after the present task. */
  halt(): void {
    this.#isHalted = true;
  }

  /** Runs everything that falls due within `byMs`; promises settle between any two tasks. */
  async run(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    await settled();
    for (let next = this.#takeDue(untilMs); next !== null; next = this.#takeDue(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.task?.();
      await settled();
    }
    if (!this.#isHalted) this.#nowMs = untilMs;
  }

  #takeDue(untilMs: number): Entry | null {
    if (this.#isHalted) return null;
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (first.task !== null && first.dueMs > untilMs) return null;
      this.#pop();
      if (first.task !== null) return first;
    }
    return null;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isEarlier(parent, entry)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const child = this.#earlierChild(at);
      const below = heap[child];
      if (below === undefined || isEarlier(last, below)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }

  #earlierChild(at: number): number {
    const [left, right] = [this.#heap[2 * at + 1], this.#heap[2 * at + 2]];
    const isRight = left !== undefined && right !== undefined && isEarlier(right, left);
    return isRight ? 2 * at + 2 : 2 * at + 1;
  }
}

function isEarlier(one: Entry, other: Entry): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);
}
