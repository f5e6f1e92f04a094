import type { BridgeClock } from '#bridge/clock';

/** The machine's own time. */
export const machineClock: BridgeClock = {
  nowMs: () => performance.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
