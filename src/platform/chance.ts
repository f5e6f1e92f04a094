import { randomBytes, randomInt } from 'node:crypto';
import type { Chance } from '#domain/chance';

/** RFC 4648 base 32 in lower case: no digit that is taken for a letter when it is read out. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const idByteCount = 16;

/** The operating system's randomness. */
export const systemChance: Chance = {
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  id: () => base32(randomBytes(idByteCount)),
};

function base32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let left = bytes.length * 8; left > 0; left -= 5) {
    text += alphabet.charAt(Number(bits & 31n));
    bits >>= 5n;
  }
  return text;
}
