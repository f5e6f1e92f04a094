import { randomFillSync, randomInt } from 'node:crypto';
import type { Chance } from '#domain/chance';

/** RFC 4648 base 32 in lower case: no digit that is taken for a letter when it is read out. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** 130 bits. */
const idLength = 26;

/**
 * Drawn in advance for some hundred identifiers: a draw costs as much as a question to the ledger, and three
 * of them would lie between a code and its lock. What was used is wiped.
 */
const stock = Buffer.alloc(idLength * 150);
let used = stock.length;

/** The operating system's randomness. */
export const systemChance: Chance = {
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  id() {
    if (used === stock.length) {
      randomFillSync(stock);
      used = 0;
    }
    let text = '';
    for (const end = used + idLength; used < end; used += 1) {
      text += alphabet.charAt(stock.readUInt8(used) & 31);
      stock.writeUInt8(0, used);
    }
    return text;
  },
};
