/**
 * KERONG CU16 lock board. Manual: Shenzhen Kerong, "KR-CU16 Communication Protocol Specification" V1.6,
 * 2024-11-30. Requests `02 ADDR CMD 03 SUM`, replies `02 ADDR CMD H1 H2 D3 D4 03 SUM`; SUM is the low byte of
 * the sum of all bytes before it. ADDR holds the board in its high and the lock, counted from 0, in its low
 * half. H bits are the hook switches, D bits the infrared sensors, lowest channel first.
 *
 * The manual shows no reply to an unlock (31). Boards in the field sometimes answer with a status frame (35),
 * which then is an answer and nothing more. Unlock all (33), broadcasts (ADDR F0), settings (37, 39, 40) and
 * the update protocol (`F5 …`, which can erase the board) have no representation here.
 */
import { sum8 } from './checksums.ts';
import { accepted, refused } from './decoded.ts';
import { bitsOf, numberOf } from './door-bits.ts';
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
const command = { readDoors: 0x30, unlock: 0x31, doors: 0x35 } as const;
const requestLength = 5;
const replyLength = 9;
const boardMax = 9;
const channelsMax = 16;

export function createKerongCu16Codec(options: CodecOptions): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  return {
    protocol: 'kerong-cu16',
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
  const board = within('board', request.board, 0, boardMax) << 4;
  if (request.kind === 'read-doors') return sealed([head, board, command.readDoors, tail]);
  if (request.kind !== 'unlock') throw new Unencodable('a CU16 ends its pulses by itself');
  const lock = within('channel', request.channel, 1, channels) - 1;
  return sealed([head, board | lock, command.unlock, tail]);
}

function decodeRequest(frame: Uint8Array, channels: number): Decoded<LockBoardRequest> {
  if (!isWhole(frame, requestLength)) return refused('not a CU16 request');
  const [, address = 0, asked] = frame;
  const board = address >> 4;
  const channel = (address & 0x0f) + 1;
  if (board > boardMax) return refused('broadcasts are not accepted');
  if (asked === command.unlock && channel <= channels) return accepted({ kind: 'unlock', board, channel });
  if (asked === command.readDoors && channel === 1) return accepted({ kind: 'read-doors', board });
  return refused(`command ${String(asked)} for channel ${String(channel)} is not accepted`);
}

function encodeReply(reply: LockBoardReply, channels: number): Uint8Array {
  if (reply.kind !== 'doors' && reply.kind !== 'unlock-answered') {
    throw new Unencodable(`a CU16 never says ${reply.kind}`);
  }
  const board = within('board', reply.board, 0, boardMax) << 4;
  const [hooks, items] =
    reply.kind === 'doors'
      ? [doorBits(reply.hooks, channels), doorBits(reply.items ?? [], channels)]
      : // An answer to an unlock is a status frame, so it cannot be written without the hooks.
        [within('the hook bits', reply.raw ?? -1, 0, 0xffff), 0];
  return sealed([head, board, command.doors, hooks & 0xff, hooks >> 8, items & 0xff, items >> 8, tail]);
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  channels: number,
): Decoded<LockBoardReply> {
  if (!isWhole(frame, replyLength)) return refused('not a CU16 reply');
  const [, address = 0, answer, h1 = 0, h2 = 0, d3 = 0, d4 = 0] = frame;
  const board = address >> 4;
  if (answer !== command.doors) return refused(`reply ${String(answer)} was not asked for`);
  if (request === null) return refused('nothing was asked');
  if (board !== request.board) return refused(`board ${String(board)} was not asked`);
  const hooks = h1 | (h2 << 8);
  if (request.kind === 'unlock')
    return accepted({ kind: 'unlock-answered', board, channel: null, raw: hooks });
  if (request.kind !== 'read-doors') return refused('doors were not asked for');
  const items = bitsOf(d3 | (d4 << 8), channels);
  return accepted({ kind: 'doors', board, hooks: bitsOf(hooks, channels), items });
}

function doorBits(bits: readonly boolean[], channels: number): number {
  within('the number of bits', bits.length, 0, channels);
  return numberOf(bits);
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
