import { performance } from 'node:perf_hooks';
import type { SimulatorClock } from '../clock.ts';

/** The machine's clock and its timers, which are right to a few milliseconds. */
export function createMachineClock(): SimulatorClock {
  return {
    nowMs: () => performance.now(),
    after(delayMs, task) {
      const timer = setTimeout(task, Math.max(0, delayMs));
      return () => clearTimeout(timer);
    },
  };
}

/** On a busy machine timers fire up to this late; what remains of a delay is spent asking the clock. */
const timerSlackMs = 4;

/**
 * A clock that is right to tens of microseconds, for wires whose bytes take half a millisecond each.
 *
 * The last stretch of every delay is spun through `setImmediate`, which keeps sockets and ptys served but
 * costs a core for as long as bytes are under way.
 */
export function createPreciseClock(): SimulatorClock {
  return {
    nowMs: () => performance.now(),
    after(delayMs, task) {
      const dueMs = performance.now() + delayMs;
      let isCancelled = false;
      const spin = (): void => {
        if (isCancelled) return;
        if (performance.now() >= dueMs) task();
        else setImmediate(spin);
      };
      const coarseMs = Math.floor(delayMs - timerSlackMs);
      if (coarseMs >= 1) setTimeout(spin, coarseMs);
      else setImmediate(spin);
      return () => {
        isCancelled = true;
      };
    },
  };
}
