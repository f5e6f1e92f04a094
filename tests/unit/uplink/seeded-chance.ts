import type { Chance } from '#domain/chance';

/** A different but repeatable number at each draw. */
export function seededChance(seed = 1): Chance {
  let state = seed;
  const digit = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 10;
  };
  const digits = (count: number) => Array.from({ length: count }, digit).join('');
  return { digits, id: () => `id${digits(30)}` };
}
