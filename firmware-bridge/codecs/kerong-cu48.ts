/**
 * KERONG CU48 lock board. Manual: KERONG, "CU48 Protocol And Introduction" V2.1, 2020-03-23. SUM is the low
 * byte of the sum of all bytes before it; locks count from 0.
 *
 *   unlock one  `02 ADDR lock 51 03 SUM`, which nobody answers
 *   read all    `02 ADDR 00 50 03 SUM`  answered by  `02 ADDR xx 65 D1 … D6 03 SUM`, D1 bit 0 is lock 1
 *
 * The manual says to ignore LOCKNUM in the reply, and prints a "fixed length of 32 bytes" that no example
 * has. All locks (LOCKNUM 30) and broadcasts (ADDR 0A) have no representation here.
 */
import { sum8 } from './checksums.ts';
import { accepted, refused } from './decoded.ts';
import { bitsOfBytes, bytesOfBits } from './door-bits.ts';
import type {
  CodecOptions,
  Decoded,
  LockBoardCodec,
  LockBoardReply,
  LockBoardRequest,
  Measure,
} from './lock-board-codec.ts';
import { Unencodable, within } from './unencodable.ts';

const head = 0x02;
const tail = 0x03;
const command = { readDoors: 0x50, unlock: 0x51, doors: 0x65 } as const;
const requestLength = 6;
const replyLength = 12;
const doorBytes = 6;
const boardMax = 9;
const channelsMax = 48;

export function createKerongCu48Codec(options: CodecOptions): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  return {
    protocol: 'kerong-cu48',
    shows: 'doors',
    frameLengthMax: replyLength,
    scanBytes: { request: requestLength, reply: replyLength },
    encodeRequest: (request) => encodeRequest(request, channels),
    decodeRequest: (frame) => decodeRequest(frame, channels),
    measureRequest: (bytes, from) => measure(bytes, from, requestLength),
    encodeReply: (reply) => encodeReply(reply, channels),
    decodeReply: (frame, request) => decodeReply(frame, request, channels),
    measureReply: (bytes, from) => measure(bytes, from, replyLength),
  };
}

function encodeRequest(request: LockBoardRequest, channels: number): Uint8Array {
  const board = within('board', request.board, 0, boardMax);
  if (request.kind === 'read-doors') return sealed([head, board, 0, command.readDoors, tail]);
  if (request.kind !== 'unlock') throw new Unencodable('a CU48 ends its pulses by itself');
  const lock = within('channel', request.channel, 1, channels) - 1;
  return sealed([head, board, lock, command.unlock, tail]);
}

function decodeRequest(frame: Uint8Array, channels: number): Decoded<LockBoardRequest> {
  if (!isWhole(frame, requestLength)) return refused('not a CU48 request');
  const [, board = 0, lock = 0, asked] = frame;
  const channel = lock + 1;
  if (board > boardMax) return refused('broadcasts are not accepted');
  if (asked === command.unlock && channel <= channels) return accepted({ kind: 'unlock', board, channel });
  if (asked === command.readDoors && lock === 0) return accepted({ kind: 'read-doors', board });
  return refused(`command ${String(asked)} for channel ${String(channel)} is not accepted`);
}

function encodeReply(reply: LockBoardReply, channels: number): Uint8Array {
  if (reply.kind !== 'doors') throw new Unencodable(`a CU48 never says ${reply.kind}`);
  const board = within('board', reply.board, 0, boardMax);
  within('the number of bits', reply.hooks.length, 0, channels);
  return sealed([head, board, 0, command.doors, ...bytesOfBits(reply.hooks, doorBytes), tail]);
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  channels: number,
): Decoded<LockBoardReply> {
  if (!isWhole(frame, replyLength)) return refused('not a CU48 reply');
  const [, board = 0, , answer] = frame;
  if (answer !== command.doors) return refused(`reply ${String(answer)} was not asked for`);
  if (request?.kind !== 'read-doors') return refused('doors were not asked for');
  if (board !== request.board) return refused(`board ${String(board)} was not asked`);
  const hooks = bitsOfBytes(frame.subarray(4, 4 + doorBytes), channels);
  return accepted({ kind: 'doors', board, hooks, items: null });
}

function measure(bytes: Uint8Array, from: number, length: number): Measure {
  if (bytes[from] !== head) return { at: 'invalid' };
  if (bytes.length - from < length) return { at: 'incomplete' };
  const last = from + length - 1;
  const isRight = bytes[last - 1] === tail && bytes[last] === sum8(bytes, from, last);
  return isRight ? { at: 'whole', length } : { at: 'invalid' };
}

function isWhole(frame: Uint8Array, length: number): boolean {
  return frame.length === length && measure(frame, 0, length).at === 'whole';
}

function sealed(body: readonly number[]): Uint8Array {
  const frame = Uint8Array.from([...body, 0]);
  frame[body.length] = sum8(frame, 0, body.length);
  return frame;
}
