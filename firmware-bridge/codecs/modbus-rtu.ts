/**
 * Modbus RTU frames. Documents: MODBUS Application Protocol Specification V1.1b3 and MODBUS over Serial Line
 * V1.02. `address function data CRC`; the CRC goes out low byte first. User space cannot hold the silence of
 * one and a half characters, so frames are cut by the length that their function implies, and by their CRC.
 */
import { crc16 } from './checksums.ts';
import type { Measure } from './lock-board-codec.ts';

export const fn = {
  readCoils: 0x01,
  readInputs: 0x02,
  readRegisters: 0x03,
  writeCoil: 0x05,
  writeRegister: 0x06,
  writeCoils: 0x0f,
} as const;

/** Addresses of single boards; 0 is the broadcast, which nobody here sends or obeys. */
export const addressRange = { min: 1, max: 247 } as const;
/** A board that cannot do what was asked sets this bit in the function and says why in one byte. */
export const exceptionBit = 0x80;
export const exceptionLength = 5;
/**
 * Address, function, two words of data and the CRC: every request but "write coils", every answer to a write.
 */
export const plainLength = 8;

const reads: readonly number[] = [fn.readCoils, fn.readInputs, fn.readRegisters];
const writes: readonly number[] = [fn.writeCoil, fn.writeRegister, fn.writeCoils];
/** Where "write coils" says how many bytes of coils follow. */
const coilBytesAt = 6;

/** The two bytes of a word, the high one first. */
export function word(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}

export function sealed(body: readonly number[]): Uint8Array {
  const frame = Uint8Array.from([...body, 0, 0]);
  const check = crc16(frame, 0, body.length);
  frame.set([check & 0xff, check >> 8], body.length);
  return frame;
}

/** Judges a request; frames longer than `lengthMax` are none of ours. */
export function measureRequest(bytes: Uint8Array, from: number, lengthMax: number): Measure {
  if (!isAddress(bytes[from])) return { at: 'invalid' };
  const asked = bytes[from + 1];
  if (asked === undefined) return { at: 'incomplete' };
  if (!reads.includes(asked) && !writes.includes(asked)) return { at: 'invalid' };
  if (asked !== fn.writeCoils) return measure(bytes, from, plainLength);
  const coilBytes = bytes[from + coilBytesAt];
  return coilBytes === undefined
    ? { at: 'incomplete' }
    : measure(bytes, from, coilBytesAt + 3 + coilBytes, lengthMax);
}

/** Judges a reply; frames longer than `lengthMax` are none of ours. */
export function measureReply(bytes: Uint8Array, from: number, lengthMax: number): Measure {
  if (!isAddress(bytes[from])) return { at: 'invalid' };
  const answered = bytes[from + 1];
  if (answered === undefined) return { at: 'incomplete' };
  if (writes.includes(answered)) return measure(bytes, from, plainLength);
  const refusedFunction = answered & ~exceptionBit;
  if (answered !== refusedFunction && (reads.includes(refusedFunction) || writes.includes(refusedFunction))) {
    return measure(bytes, from, exceptionLength);
  }
  if (!reads.includes(answered)) return { at: 'invalid' };
  const dataBytes = bytes[from + 2];
  return dataBytes === undefined ? { at: 'incomplete' } : measure(bytes, from, 5 + dataBytes, lengthMax);
}

function isAddress(byte: number | undefined): boolean {
  return byte !== undefined && byte >= addressRange.min && byte <= addressRange.max;
}

function measure(bytes: Uint8Array, from: number, length: number, lengthMax = length): Measure {
  if (length > lengthMax) return { at: 'invalid' };
  if (bytes.length - from < length) return { at: 'incomplete' };
  const last = from + length - 1;
  const check = (bytes[last - 1] ?? 0) | ((bytes[last] ?? 0) << 8);
  return check === crc16(bytes, from, last - 1) ? { at: 'whole', length } : { at: 'invalid' };
}
