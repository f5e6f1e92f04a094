import type { Moment } from '#domain/moment';
import type { BootId } from '#domain/words';
import type { Clock } from '#station/ports';

type Timer = { readonly dueMs: number; readonly task: () => void };

/** A clock that stands still until a test moves it. */
export class HandClock implements Clock {
  #monoMs = 1_000;
  #timers: readonly Timer[] = [];

  now(): Moment {
    const monoMs = this.#monoMs;
    return { wallMs: 1_800_000_000_000 + monoMs, monoMs, boot: 'boot-1' as BootId, clock: 'trusted' };
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = { dueMs: this.#monoMs + delayMs, task };
    this.#timers = [...this.#timers, timer];
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  soon(task: () => void): void {
    setImmediate(task);
  }

  /** Milliseconds from now until each timer, the nearest first. */
  waits(): readonly number[] {
    return this.#timers.map(({ dueMs }) => dueMs - this.#monoMs).sort((a, b) => a - b);
  }

  advance(ms: number): void {
    const untilMs = this.#monoMs + ms;
    for (let next = this.#nextBy(untilMs); next !== undefined; next = this.#nextBy(untilMs)) {
      this.#monoMs = next.dueMs;
      const due = next;
      this.#timers = this.#timers.filter((other) => other !== due);
      due.task();
    }
    this.#monoMs = untilMs;
  }

  /**
   * Moves on without stopping on the way: a timer that repeats itself runs once and not once for each period.
   */
  leap(ms: number): void {
    this.#monoMs += ms;
    const due = this.#timers.filter(({ dueMs }) => dueMs <= this.#monoMs);
    this.#timers = this.#timers.filter((timer) => !due.includes(timer));
    for (const { task } of due) task();
  }

  #nextBy(untilMs: number): Timer | undefined {
    return this.#timers.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
  }
}
