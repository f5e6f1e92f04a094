import type { Clock } from '#station/ports';

/**
 * Refused codes leave at fixed steps after their arrival, so that the time of the answer tells nothing about
 * which question of the ledger said no (rule R12, threat T14).
 */
const floorStepMs = 300;

/** Milliseconds from now to the next step after `arrivedMs`; both times are monotonic. Never 0. */
export function msUntilStep(arrivedMs: number, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - arrivedMs);
  return (Math.floor(elapsedMs / floorStepMs) + 1) * floorStepMs - elapsedMs;
}

/** Resolves at the next step after `arrivedMs`. */
export function waitForStep(clock: Clock, arrivedMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(msUntilStep(arrivedMs, clock.now().monoMs), resolve);
  });
}
