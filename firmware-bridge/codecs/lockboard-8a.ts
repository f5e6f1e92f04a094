/**
 * "8A" lock board (锁控板). Manuals: 锁控板通讯协议和规格书 (vendor text) and 485锁控板通讯协议 2024A1.
 * Frames end in BCC, the exclusive or of all bytes before it; locks count from 1.
 *
 *   unlock one  `8A board lock 11 BCC`  answered by  `8A board lock ST BCC`
 *   read all    `80 board 00 33 BCC`    answered by  `80 board [S4] S3 S2 S1 33 BCC`, S1 bit 0 is lock 1
 *   pushed      `81|82 board lock ST BCC`, unasked; sources disagree about ST, so it is only a reason to read
 *
 * The reply `8A … 11 …` is byte for byte the request: an adapter that repeats what we send looks like an
 * answer, therefore an answered unlock says nothing about the door. Whether read all has three or four bytes
 * of doors cannot be told from the number of channels (boards of eight send three): the profile states it.
 * Unlock all (lock 00), a pulse in seconds, open several (90) and the outputs that stay energised (9A, 9B)
 * have no representation here.
 */
import { xor8 } from './checksums.ts';
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

const head = { unlock: 0x8a, read: 0x80, pushed: 0x82, pushedByOlderBoards: 0x81 } as const;
const mark = { unlock: 0x11, read: 0x33 } as const;
/** ST is one of these in every source; another value is noise that happened to have the right BCC. */
const states: readonly (number | undefined)[] = [0x00, 0x11];
const shortLength = 5;
const boardMax = 99;
const channelsMax = { 7: 24, 8: 32 } as const;

/** What the functions below need to know about the model. */
type Model = { readonly channels: number; readonly doorsLength: 7 | 8 };

export function createLockboard8aCodec(options: CodecOptions): LockBoardCodec {
  const doorsLength = options.readAllLength ?? 7;
  const channels = within('the number of channels', options.channels, 1, channelsMax[doorsLength]);
  const model: Model = { channels, doorsLength };
  return {
    protocol: 'lockboard-8a',
    shows: 'doors',
    frameLengthMax: doorsLength,
    scanBytes: { request: shortLength, reply: doorsLength },
    encodeRequest: (request) => encodeRequest(request, model),
    decodeRequest: (frame) => decodeRequest(frame, model),
    measureRequest,
    encodeReply: (reply) => encodeReply(reply, model),
    decodeReply: (frame, request) => decodeReply(frame, request, model),
    measureReply: (bytes, from) => measureReply(bytes, from, model),
  };
}

function encodeRequest(request: LockBoardRequest, model: Model): Uint8Array {
  const board = within('board', request.board, 1, boardMax);
  if (request.kind === 'read-doors') return sealed([head.read, board, 0, mark.read]);
  if (request.kind !== 'unlock') throw new Unencodable('an 8A board ends its pulses by itself');
  return sealed([head.unlock, board, within('channel', request.channel, 1, model.channels), mark.unlock]);
}

function decodeRequest(frame: Uint8Array, model: Model): Decoded<LockBoardRequest> {
  if (!isWhole(frame, measureRequest(frame, 0))) return refused('not an 8A request');
  const [first, board = 0, channel = 0, last] = frame;
  if (board < 1 || board > boardMax) return refused(`there is no board ${String(board)}`);
  if (first === head.read && channel === 0 && last === mark.read)
    return accepted({ kind: 'read-doors', board });
  const isChannel = channel >= 1 && channel <= model.channels;
  if (first === head.unlock && isChannel && last === mark.unlock) {
    return accepted({ kind: 'unlock', board, channel });
  }
  return refused(`${String(first)} for lock ${String(channel)} is not accepted`);
}

function encodeReply(reply: LockBoardReply, model: Model): Uint8Array {
  const board = within('board', reply.board, 1, boardMax);
  if (reply.kind === 'doors') {
    if (reply.items !== null) throw new Unencodable('an 8A board has no sensors for what is inside');
    within('the number of bits', reply.hooks.length, 0, model.channels);
    const hooks = numberOf(reply.hooks);
    const doors = [hooks >>> 24, (hooks >>> 16) & 0xff, (hooks >>> 8) & 0xff, hooks & 0xff];
    return sealed([head.read, board, ...doors.slice(model.doorsLength === 8 ? 0 : 1), mark.read]);
  }
  if (reply.kind !== 'unlock-answered' && reply.kind !== 'pushed') {
    throw new Unencodable(`an 8A board never says ${reply.kind}`);
  }
  const channel = within('channel', reply.channel ?? 0, 1, model.channels);
  if (reply.kind === 'pushed') return sealed([head.pushed, board, channel, 0]);
  if (!states.includes(reply.raw ?? undefined)) throw new Unencodable('the state of an unlock is 00 or 11');
  return sealed([head.unlock, board, channel, reply.raw ?? 0]);
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  model: Model,
): Decoded<LockBoardReply> {
  if (!isWhole(frame, measureReply(frame, 0, model))) return refused('not an 8A reply');
  const [first, board = 0, channel = 0, raw = 0] = frame;
  if (first === head.pushed || first === head.pushedByOlderBoards) {
    return accepted({ kind: 'pushed', board, channel });
  }
  if (request === null) return refused('nothing was asked');
  if (board !== request.board) return refused(`board ${String(board)} was not asked`);
  if (first === head.unlock) {
    if (request.kind !== 'unlock' || request.channel !== channel) return refused('answers another unlock');
    return accepted({ kind: 'unlock-answered', board, channel, raw });
  }
  if (request.kind !== 'read-doors') return refused('doors were not asked for');
  const doors = frame.subarray(2, model.doorsLength - 2);
  const hooks = doors.reduce((value, byte) => (value << 8) | byte, 0);
  return accepted({ kind: 'doors', board, hooks: bitsOf(hooks, model.channels), items: null });
}

function measureRequest(bytes: Uint8Array, from: number): Measure {
  const first = bytes[from];
  return first === head.unlock || first === head.read ? measure(bytes, from, shortLength) : { at: 'invalid' };
}

function measureReply(bytes: Uint8Array, from: number, model: Model): Measure {
  const first = bytes[from];
  const isShort = first === head.unlock || first === head.pushed || first === head.pushedByOlderBoards;
  if (!isShort && first !== head.read) return { at: 'invalid' };
  const length = isShort ? shortLength : model.doorsLength;
  const measured = measure(bytes, from, length);
  if (measured.at !== 'whole') return measured;
  const board = bytes[from + 1] ?? 0;
  const channel = bytes[from + 2] ?? 0;
  const isPlausible = isShort
    ? channel >= 1 && channel <= model.channels && states.includes(bytes[from + 3])
    : bytes[from + length - 2] === mark.read;
  return board >= 1 && board <= boardMax && isPlausible ? measured : { at: 'invalid' };
}

function measure(bytes: Uint8Array, from: number, length: number): Measure {
  if (bytes.length - from < length) return { at: 'incomplete' };
  const last = from + length - 1;
  return bytes[last] === xor8(bytes, from, last) ? { at: 'whole', length } : { at: 'invalid' };
}

function isWhole(frame: Uint8Array, measured: Measure): boolean {
  return measured.at === 'whole' && measured.length === frame.length;
}

function sealed(body: readonly number[]): Uint8Array {
  const frame = Uint8Array.from([...body, 0]);
  frame[body.length] = xor8(frame, 0, body.length);
  return frame;
}
