/** Randomness that a seed repeats: the same seed throws the same dice in the same order. */
export type Dice = {
  /** A number from `low` (included) to `high` (excluded). */
  between(low: number, high: number): number;
  /** A whole number from 0 (included) to `limit` (excluded). */
  below(limit: number): number;
  /** Dice of their own for one part of the world, so that another part's throws do not disturb them. */
  split(name: string): Dice;
};

/** Mulberry32: 32 bits of state are plenty for jitter and delays, and no secret is ever drawn from it. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;

  function throwOne(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    between: (low, high) => low + throwOne() * (high - low),
    below: (limit) => Math.floor(throwOne() * limit),
    split: (name) => createDice(hashOf(name, seed)),
  };
}

/** FNV-1a, started from the seed. */
function hashOf(name: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
