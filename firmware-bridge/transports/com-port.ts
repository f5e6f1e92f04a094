import type { LineSettings } from './line-settings.ts';

/** The commands of RFC 2217 (COM-PORT-OPTION) that set a line, as the payload of a subnegotiation. */

export const comPortOption = 44;

const setBaud = 1;
const setDataSize = 2;
const setParity = 3;
const setStopSize = 4;
const setControl = 5;
const purge = 12;

const parities = { none: 1, odd: 2, even: 3 } as const;
/** Value of SET-CONTROL: neither handshake lines nor XON/XOFF, whose bytes occur inside frames. */
const noFlowControl = 1;
/** Value of PURGE-DATA: both directions. */
const bothBuffers = 3;

/** A server answers a command by its number and this (RFC 2217, chapter 3). */
const answerOffset = 100;

/** One setting of the line; the server has to confirm exactly this. */
export type Wish = { readonly name: string; readonly payload: Uint8Array };

/** What the line has to be set to, in the order in which it is asked for. */
export function wishesOf(line: LineSettings): readonly Wish[] {
  const { baud, dataBits, parity, stopBits } = line;
  const speed = [baud >>> 24, (baud >>> 16) & 0xff, (baud >>> 8) & 0xff, baud & 0xff];
  return [
    { name: 'speed', payload: Uint8Array.of(setBaud, ...speed) },
    { name: 'data bits', payload: Uint8Array.of(setDataSize, dataBits) },
    { name: 'parity', payload: Uint8Array.of(setParity, parities[parity]) },
    { name: 'stop bits', payload: Uint8Array.of(setStopSize, stopBits) },
  ];
}

/**
 * Asked for without waiting for an answer, because servers disagree about answering: no flow control, and
 * what lies in the buffers belongs to another time.
 */
export const afterwards: readonly Uint8Array[] = [
  Uint8Array.of(setControl, noFlowControl),
  Uint8Array.of(purge, bothBuffers),
];

/** `other`: an answer to something else, or news that nobody asked for. */
export function judgeAnswer(wish: Wish, answer: Uint8Array): 'granted' | 'changed' | 'other' {
  if (answer[0] !== (wish.payload[0] ?? 0) + answerOffset) return 'other';
  const isSame = answer.length === wish.payload.length && answer.slice(1).every(isIn(wish.payload));
  return isSame ? 'granted' : 'changed';
}

function isIn(payload: Uint8Array): (byte: number, index: number) => boolean {
  return (byte, index) => byte === payload[index + 1];
}

/** The value of an answer, for messages. */
export function valueOf(payload: Uint8Array): number {
  return payload.slice(1).reduce((value, byte) => value * 256 + byte, 0);
}
