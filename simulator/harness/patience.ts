import type { SimulatorClock } from '../clock.ts';
import { createMachineClock } from '../wires/clocks.ts';

/** Something that was waited for did not come about. */
export class PatienceLost extends Error {
  override readonly name = 'PatienceLost';
}

/** Often enough for a person in a hurry, seldom enough for the request limit of the kiosk. */
const lookAgainMs = 120;

/**
 * Looks again and again until `look` finds something, at most for `withinMs`. Real processes and real wires
 * take the time they take; nobody sleeps for a time that somebody guessed.
 */
export async function waitFor<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  withinMs = 15_000,
  clock: SimulatorClock = createMachineClock(),
): Promise<T> {
  const giveUpMs = clock.nowMs() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (clock.nowMs() >= giveUpMs) throw new PatienceLost(`waited ${String(withinMs)} ms in vain: ${what}`);
    await new Promise<void>((resolve) => void clock.after(lookAgainMs, resolve));
  }
}
