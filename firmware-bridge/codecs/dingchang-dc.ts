/**
 * DingChang 定昌 DC_锁控 lock boards. Manual: 485锁控板通讯协议 for DC_锁控_12_V0.2, V1.0.0, revision A/0 of 2026-05-16.
 * Requests `DC 02 ADDR CMD LEN DATA SUM`, replies `DC FE ADDR CMD LEN DATA SUM`; SUM is the low byte of the
 * sum from ADDR to the end of DATA. Locks count from 1; a door bit of 1 means open.
 *
 *   unlock one  CMD 10, DATA lock  answered by  CMD 10, DATA lock status (LEN 2) or only lock (LEN 1)
 *   read all    CMD 12, no DATA    answered by  CMD 12, DATA high byte … low byte, lowest bit is lock 1
 *
 * The manual's table shows LEN 2 for replies 10 and 11, its examples LEN 1: then nothing is known of the
 * door. The manual of the 24-channel board describes no frames; three bytes of doors follow from the rule of
 * the other. Open all (14), open several (15, 18), outputs that stay energised (16, 1A: "may burn the lock")
 * and the firmware update (04) have no representation here.
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

const head = 0xdc;
const direction = { request: 0x02, reply: 0xfe } as const;
const command = { unlock: 0x10, readDoors: 0x12 } as const;
const place = { address: 2, dataLength: 4, data: 5 } as const;
/** A frame without DATA. */
const emptyLength = 6;
const boardMax = 99;
const channelsMax = 24;

/** What the functions below need to know about the model. */
type Model = { readonly channels: number; readonly doorBytes: number };

export function createDingchangDcCodec(options: CodecOptions): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  // The board of twelve sends two bytes; one byte was never seen.
  const model: Model = { channels, doorBytes: Math.max(2, Math.ceil(channels / 8)) };
  const frameLengthMax = emptyLength + model.doorBytes;
  return {
    protocol: 'dingchang-dc',
    shows: 'doors',
    frameLengthMax,
    scanBytes: { request: emptyLength, reply: frameLengthMax },
    encodeRequest: (request) => encodeRequest(request, model),
    decodeRequest: (frame) => decodeRequest(frame, model),
    measureRequest: (bytes, from) => measure(bytes, from, direction.request, model),
    encodeReply: (reply) => encodeReply(reply, model),
    decodeReply: (frame, request) => decodeReply(frame, request, model),
    measureReply: (bytes, from) => measure(bytes, from, direction.reply, model),
  };
}

function encodeRequest(request: LockBoardRequest, model: Model): Uint8Array {
  const board = within('board', request.board, 1, boardMax);
  if (request.kind === 'read-doors') return sealed(direction.request, board, command.readDoors, []);
  if (request.kind !== 'unlock') throw new Unencodable('a DC board ends its pulses by itself');
  const lock = within('channel', request.channel, 1, model.channels);
  return sealed(direction.request, board, command.unlock, [lock]);
}

function decodeRequest(frame: Uint8Array, model: Model): Decoded<LockBoardRequest> {
  if (!isWhole(frame, measure(frame, 0, direction.request, model))) return refused('not a DC request');
  const [, , board = 0, asked, dataLength, channel = 0] = frame;
  if (board < 1 || board > boardMax) return refused(`there is no board ${String(board)}`);
  if (asked === command.readDoors && dataLength === 0) return accepted({ kind: 'read-doors', board });
  const isChannel = dataLength === 1 && channel >= 1 && channel <= model.channels;
  if (asked === command.unlock && isChannel) return accepted({ kind: 'unlock', board, channel });
  return refused(`command ${String(asked)} is not accepted`);
}

function encodeReply(reply: LockBoardReply, model: Model): Uint8Array {
  const board = within('board', reply.board, 1, boardMax);
  if (reply.kind === 'doors') {
    within('the number of bits', reply.hooks.length, 0, model.channels);
    const doors = bytesOfBits(reply.hooks, model.doorBytes).toReversed();
    return sealed(direction.reply, board, command.readDoors, doors);
  }
  if (reply.kind !== 'unlock-answered') throw new Unencodable(`a DC board never says ${reply.kind}`);
  const lock = within('channel', reply.channel ?? 0, 1, model.channels);
  const status = reply.raw === null ? [] : [within('the state of a lock', reply.raw, 0, 1)];
  return sealed(direction.reply, board, command.unlock, [lock, ...status]);
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  model: Model,
): Decoded<LockBoardReply> {
  if (!isWhole(frame, measure(frame, 0, direction.reply, model))) return refused('not a DC reply');
  if (request === null) return refused('nothing was asked');
  const [, , board = 0, answered] = frame;
  if (board !== request.board) return refused(`board ${String(board)} was not asked`);
  const data = frame.subarray(place.data, -1);
  if (answered === command.unlock && request.kind === 'unlock') {
    const [channel, raw = null] = data;
    const isRight = channel === request.channel && data.length <= 2 && (raw ?? 0) <= 1;
    if (!isRight) return refused('answers another unlock');
    return accepted({ kind: 'unlock-answered', board, channel, raw });
  }
  if (answered !== command.readDoors || request.kind !== 'read-doors') return refused('was not asked for');
  if (data.length !== model.doorBytes) return refused('shows the doors of another model');
  return accepted({
    kind: 'doors',
    board,
    hooks: bitsOfBytes(data.toReversed(), model.channels),
    items: null,
  });
}

function measure(bytes: Uint8Array, from: number, second: number, model: Model): Measure {
  if (bytes[from] !== head) return { at: 'invalid' };
  if (from + 1 < bytes.length && bytes[from + 1] !== second) return { at: 'invalid' };
  if (bytes.length - from < emptyLength) return { at: 'incomplete' };
  const dataLength = bytes[from + place.dataLength] ?? 0;
  if (dataLength > model.doorBytes) return { at: 'invalid' };
  const length = emptyLength + dataLength;
  if (bytes.length - from < length) return { at: 'incomplete' };
  const last = from + length - 1;
  const isRight = bytes[last] === sum8(bytes, from + place.address, last);
  return isRight ? { at: 'whole', length } : { at: 'invalid' };
}

function isWhole(frame: Uint8Array, measured: Measure): boolean {
  return measured.at === 'whole' && measured.length === frame.length;
}

function sealed(second: number, board: number, asked: number, data: readonly number[]): Uint8Array {
  const frame = Uint8Array.from([head, second, board, asked, data.length, ...data, 0]);
  frame[frame.length - 1] = sum8(frame, place.address, frame.length - 1);
  return frame;
}
