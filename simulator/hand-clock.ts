import type { SimulatorClock } from './clock.ts';

export interface HandClock extends SimulatorClock {
  /** Moves time on by `byMs` and runs everything that falls due, in the order in which it falls due. */
  advance(byMs: number): void;
  /** How many tasks still wait for their time. */
  waitingCount(): number;
}

type Waiting = { readonly dueMs: number; readonly task: () => void };

/** A clock that stands still until it is moved, so that a simulated hour costs no time and no doubt. */
export function createHandClock(startMs = 0): HandClock {
  let nowMs = startMs;
  let waiting: Waiting[] = [];

  function takeNext(untilMs: number): Waiting | undefined {
    const next = waiting.reduce<Waiting | undefined>(
      (first, one) => (one.dueMs <= untilMs && (!first || one.dueMs < first.dueMs) ? one : first),
      undefined,
    );
    waiting = waiting.filter((one) => one !== next);
    return next;
  }

  return {
    nowMs: () => nowMs,
    waitingCount: () => waiting.length,
    after(delayMs, task) {
      const one: Waiting = { dueMs: nowMs + Math.max(0, delayMs), task };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    advance(byMs) {
      const untilMs = nowMs + byMs;
      for (let next = takeNext(untilMs); next; next = takeNext(untilMs)) {
        nowMs = Math.max(nowMs, next.dueMs);
        next.task();
      }
      nowMs = untilMs;
    },
  };
}
