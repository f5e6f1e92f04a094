import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const lookMs = 200;
const lookCountMax = 50;
const idleShareMin = 0.85;

/** A machine that is never quiet makes a run worse, but not endless. */
let patienceMs = Number.POSITIVE_INFINITY;

/** How long all waits of this run may take together. */
export function limitPatience(limitMs: number): void {
  patienceMs = limitMs;
}

/**
 * Waits until nobody else wants the processors, ten seconds at most. A ratio of two sides that take turns
 * survives a busy neighbour, but not one that comes and goes between the turns.
 */
export async function waitForQuiet(): Promise<void> {
  for (let look = 0; look < lookCountMax && patienceMs > 0; look++) {
    patienceMs -= lookMs;
    const before = processorTime();
    // The kernel counts busy ticks over a stretch of time, so that a stretch has to pass.
    await delay(lookMs);
    const after = processorTime();
    if ((after.idle - before.idle) / (after.all - before.all) >= idleShareMin) return;
  }
}

/** Of all processors since they were started, in the kernel's ticks. */
function processorTime(): { readonly idle: number; readonly all: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, ...rest] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const all = [user, nice, system, idle, ioWait, ...rest].reduce((sum, ticks) => sum + ticks, 0);
  return { idle: idle + ioWait, all };
}
