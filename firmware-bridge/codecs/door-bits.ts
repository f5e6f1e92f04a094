/** `count` bits of a number, the lowest first. */
export function bitsOf(value: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) => ((value >>> index) & 1) === 1);
}

/** The number whose bits, the lowest first, are `bits`; at most 32 of them. */
export function numberOf(bits: readonly boolean[]): number {
  return bits.reduce((value, bit, index) => (bit ? (value | (1 << index)) >>> 0 : value), 0);
}
