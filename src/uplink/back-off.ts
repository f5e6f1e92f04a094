import type { Chance } from '#domain/chance';

const firstCapMs = 1_000;
const lastCapMs = 300_000;

/** A number from 0 up to but not including 1, in steps of a millionth. */
export function fraction(chance: Chance): number {
  return Number(chance.digits(6)) / 1_000_000;
}

/**
 * Full jitter: anything up to a cap that doubles from 1 s to 300 s. A fleet whose broker came back spreads
 * itself out instead of arriving in waves.
 */
export function backOffMs(failureCount: number, chance: Chance): number {
  const capMs = Math.min(lastCapMs, firstCapMs * 2 ** Math.min(failureCount, 9));
  return Math.floor(capMs * fraction(chance));
}
