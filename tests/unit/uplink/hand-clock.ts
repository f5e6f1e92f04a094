import type { Moment } from '#domain/moment';
import type { BootId } from '#domain/words';
import type { Clock } from '#station/ports';

type Waiting = { readonly dueMs: number; readonly task: () => void };

/** Lets everything that is ready run: promises settle, nothing waits for real time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

/** A clock that stands still until it is moved by hand. */
export class HandClock implements Clock {
  #nowMs = 0;
  #waiting: Waiting[] = [];

  now(): Moment {
    const wallMs = 1_795_334_400_000 + this.#nowMs;
    return { wallMs, monoMs: this.#nowMs, boot: 'boot-1' as BootId, clock: 'trusted' };
  }

  after(delayMs: number, task: () => void): () => void {
    const one = { dueMs: this.#nowMs + delayMs, task };
    this.#waiting.push(one);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== one);
    };
  }

  soon(task: () => void): void {
    this.after(0, task);
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Moves time on, running what falls due in its order and letting promises settle in between. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    await settle();
    for (let next = this.#takeNext(untilMs); next !== null; next = this.#takeNext(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.task();
      await settle();
    }
    this.#nowMs = untilMs;
  }

  #takeNext(untilMs: number): Waiting | null {
    const due = this.#waiting.filter(({ dueMs }) => dueMs <= untilMs);
    const next = due.reduce<Waiting | null>(
      (one, other) => (one && one.dueMs <= other.dueMs ? one : other),
      null,
    );
    this.#waiting = this.#waiting.filter((one) => one !== next);
    return next;
  }
}
