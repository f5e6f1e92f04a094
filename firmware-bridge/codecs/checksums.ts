/** Low byte of the sum of `bytes[from]` up to, not including, `bytes[to]` (KERONG and DingChang "SUM"). */
export function sum8(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += bytes[index] ?? 0;
  return sum & 0xff;
}

/** Exclusive or of `bytes[from]` up to, not including, `bytes[to]` (8A lock board "BCC", WKLY). */
export function xor8(bytes: Uint8Array, from: number, to: number): number {
  let check = 0;
  for (let index = from; index < to; index += 1) check ^= bytes[index] ?? 0;
  return check;
}

/**
 * CRC-16 of `bytes[from]` up to, not including, `bytes[to]`: start FFFF, reflected polynomial A001 (Modbus
 * over Serial Line V1.02, 6.2.2). The low byte goes first on the wire.
 */
export function crc16(bytes: Uint8Array, from: number, to: number): number {
  let check = 0xffff;
  for (let index = from; index < to; index += 1) {
    check ^= bytes[index] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) check = check & 1 ? (check >>> 1) ^ 0xa001 : check >>> 1;
  }
  return check;
}
