import type { ProtocolName } from '#codecs/codec-table';

/**
 * Whether a frame carries the check that its manual asks for; every rule is written here a second time on
 * purpose.
 */
export type CheckRule = (frame: Uint8Array) => boolean;

const total = (bytes: Iterable<number>): number => [...bytes].reduce((sum, byte) => sum + byte, 0) % 256;
const mixed = (bytes: Iterable<number>): number => [...bytes].reduce((mix, byte) => mix ^ byte, 0);

const sumLast: CheckRule = (frame) => frame.at(-1) === total(frame.slice(0, -1));
const xorLast: CheckRule = (frame) => frame.at(-1) === mixed(frame.slice(0, -1));
/** The sum stands at the eighth byte and covers all others. */
const sumInside: CheckRule = (frame) => frame[7] === total([...frame].filter((_, index) => index !== 7));
const sumOfRest: CheckRule = (frame) => frame.at(-1) === total(frame.slice(2, -1));
/** No check at all: the length and the tail are all that can be wrong. */
const shape: CheckRule = (frame) => frame[1] === frame.length && frame.at(-1) === 0x03;
const crcLast: CheckRule = (frame) => {
  const check = modbusCrc(frame.slice(0, -2));
  return frame.at(-2) === check % 256 && frame.at(-1) === Math.floor(check / 256);
};

export const checkRules: Readonly<Record<ProtocolName, CheckRule>> = {
  'kerong-cu12': sumInside,
  'kerong-cu16': sumLast,
  'kerong-cu24': sumInside,
  'kerong-cu48': sumLast,
  'lockboard-8a': xorLast,
  'dingchang-dc': sumOfRest,
  winnsen: shape,
  wkly: xorLast,
  'modbus-waveshare': crcLast,
  'modbus-eletechsup': crcLast,
  'modbus-coils': crcLast,
};

/** CRC-16 as a division of polynomials, bit by bit: 8005, every byte and the result read backwards. */
export function modbusCrc(bytes: Uint8Array): number {
  let remainder = 0xffff;
  for (const byte of bytes) {
    for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
      const isOne = (byte & bit) !== 0;
      const isHigh = remainder >= 0x8000;
      remainder = (remainder * 2) % 0x10000;
      if (isOne !== isHigh) remainder ^= 0x8005;
    }
  }
  return Number.parseInt(remainder.toString(2).padStart(16, '0').split('').toReversed().join(''), 2);
}
