import type { Chance } from '#domain/chance';
import type { Dice } from '../../dice.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** The station's randomness, thrown by the dice of the world. */
export function seededChance(dice: Dice): Chance {
  const draw = (count: number, from: string): string =>
    Array.from({ length: count }, () => from.charAt(dice.below(from.length))).join('');
  return { digits: (count) => draw(count, '0123456789'), id: () => draw(26, alphabet) };
}
