import type { Moment } from '#domain/moment';
import type { BootId } from '#domain/words';
import type { BridgeClock } from '#bridge/clock';
import type { Clock } from '#station/ports';
import type { ClockJudge } from './clock-quality.ts';

/**
 * The station's clock. Its timers are the platform's: late by a millisecond or two, and cheap.
 * `judge` says how far the wall clock can be believed (rule R35).
 */
export function openClock(boot: BootId, judge: ClockJudge): Clock {
  return {
    now(): Moment {
      const monoMs = Math.floor(performance.now());
      return { wallMs: Date.now(), monoMs, boot, clock: judge(monoMs) };
    },
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
    soon(task) {
      setImmediate(task);
    },
  };
}

/** Above this, nobody on a bus notices a late millisecond, and the last stretch is not worth the turns. */
const preciseDelayMaxMs = 20;
/** A platform timer can fire this much too late; what it must not sleep through is left to the turns. */
const timerSlackMs = 1.5;

/**
 * The bridge's clock. Short delays (quiet gaps of a bus, polling at its pace) are met to a fraction of a
 * millisecond: the platform's timer sleeps through the coarse part, turns of the event loop see the rest
 * pass, so that bytes and sockets are served meanwhile. No delay ends early: platform timers count whole
 * milliseconds from a time that is a little old, and a gap of a bus is a promise to the boards.
 */
export function openBridgeClock(): BridgeClock {
  return {
    nowMs: () => performance.now(),
    after: (delayMs, task) => {
      const sleepMs = delayMs > preciseDelayMaxMs ? Math.ceil(delayMs) : Math.floor(delayMs - timerSlackMs);
      return runPrecisely(performance.now() + delayMs, sleepMs, task);
    },
  };
}

/** Sleeps first, where there is a whole millisecond for it, and watches the rest pass. */
function runPrecisely(dueMs: number, sleepMs: number, task: () => void): () => void {
  let stop = (): void => {};
  function turn(): void {
    if (performance.now() >= dueMs) {
      task();
      return;
    }
    const immediate = setImmediate(turn);
    stop = () => clearImmediate(immediate);
  }
  if (sleepMs >= 1) {
    const timer = setTimeout(turn, sleepMs);
    stop = () => clearTimeout(timer);
  } else {
    const immediate = setImmediate(turn);
    stop = () => clearImmediate(immediate);
  }
  return () => stop();
}
