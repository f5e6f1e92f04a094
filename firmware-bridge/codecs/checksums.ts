/** Low byte of the sum of `bytes[from]` up to, not including, `bytes[to]` (KERONG CU16 "SUM"). */
export function sum8(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += bytes[index] ?? 0;
  return sum & 0xff;
}

/** Exclusive or of `bytes[from]` up to, not including, `bytes[to]` (8A lock board "BCC"). */
export function xor8(bytes: Uint8Array, from: number, to: number): number {
  let check = 0;
  for (let index = from; index < to; index += 1) check ^= bytes[index] ?? 0;
  return check;
}
