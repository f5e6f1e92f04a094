/** `count` bits of a number, the lowest first. */
export function bitsOf(value: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) => ((value >>> index) & 1) === 1);
}

/** The number whose bits, the lowest first, are `bits`; at most 32 of them. */
export function numberOf(bits: readonly boolean[]): number {
  return bits.reduce((value, bit, index) => (bit ? (value | (1 << index)) >>> 0 : value), 0);
}

/** The first `count` bits of a row of bytes, the lowest bit of the first byte first. */
export function bitsOfBytes(bytes: Uint8Array, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) => (((bytes[index >> 3] ?? 0) >>> (index & 7)) & 1) === 1);
}

/**
 * `byteCount` bytes that hold `bits`, the first bit lowest in the first byte; bits that are not given are 0.
 */
export function bytesOfBits(bits: readonly boolean[], byteCount: number): number[] {
  return Array.from({ length: byteCount }, (_, index) => numberOf(bits.slice(index * 8, index * 8 + 8)));
}
