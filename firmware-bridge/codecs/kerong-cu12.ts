/**
 * KERONG CU12 lock board, and its larger sibling CU24. Manual: KERONG, "CU12 Protocol and Introduction" V1.1,
 * 2022-07-22. Frames `02 ADDR LOCKNUM CMD ASK DATALEN 03 SUM DATA…`: DATA stands behind SUM, and SUM is the
 * low byte of the sum of all other bytes, DATA included (a live reply of a CU24 proves it). Locks count from
 * 0.
 *
 *   read all    `… 00 80 00 00 03 SUM`    answered by  `… 00 80 10 02 03 SUM D1 D2`, D1 bit 0 is lock 1
 *   unlock one  `… lock 81 00 00 03 SUM`  answered by  `… lock 81 ASK 00 03 SUM`, ASK 10 done, 11 to 14 not
 *
 * ASK is 00 in every request and never in a reply, so an echo cannot be taken for an answer. No capture of
 * the doors of a CU24 was published; public notes speak of three bytes, whose order is taken from the CU12.
 * All locks (LOCKNUM 0C of a CU12), broadcasts (ADDR 10) and settings (82 to 85, 8E) have no representation
 * here. LOCKNUM 0C is lock 13 of a CU24: such a profile must never drive a CU12.
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
const command = { readDoors: 0x80, unlock: 0x81 } as const;
const ask = { request: 0x00, done: 0x10, last: 0x14 } as const;
const place = { ask: 4, dataLength: 5, tail: 6, sum: 7, data: 8 } as const;
const boardMax = 0x0f;

/** What the functions below need to know about the model. */
type Model = { readonly channels: number; readonly doorBytes: number };

export function createKerongCu12Codec(options: CodecOptions): LockBoardCodec {
  return createAskCodec('kerong-cu12', options, 12);
}

export function createKerongCu24Codec(options: CodecOptions): LockBoardCodec {
  return createAskCodec('kerong-cu24', options, 24);
}

function createAskCodec(protocol: string, options: CodecOptions, channelsMax: number): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  const model: Model = { channels, doorBytes: Math.ceil(channelsMax / 8) };
  const frameLengthMax = place.data + model.doorBytes;
  return {
    protocol,
    shows: 'doors',
    frameLengthMax,
    scanBytes: { request: place.data, reply: frameLengthMax },
    encodeRequest: (request) => encodeRequest(request, model),
    decodeRequest: (frame) => decodeRequest(frame, model),
    measureRequest: (bytes, from) => measure(bytes, from, model, isRequestAsk),
    encodeReply: (reply) => encodeReply(reply, model),
    decodeReply: (frame, request) => decodeReply(frame, request, model),
    measureReply: (bytes, from) => measure(bytes, from, model, isReplyAsk),
  };
}

function encodeRequest(request: LockBoardRequest, model: Model): Uint8Array {
  const board = within('board', request.board, 0, boardMax);
  if (request.kind === 'read-doors') return sealed(board, 0, command.readDoors, ask.request, []);
  if (request.kind !== 'unlock') throw new Unencodable('this board ends its pulses by itself');
  const lock = within('channel', request.channel, 1, model.channels) - 1;
  return sealed(board, lock, command.unlock, ask.request, []);
}

function decodeRequest(frame: Uint8Array, model: Model): Decoded<LockBoardRequest> {
  if (!isWhole(frame, measure(frame, 0, model, isRequestAsk))) return refused('not a request');
  const [, board = 0, lock = 0, asked, , dataLength] = frame;
  if (board > boardMax) return refused('broadcasts are not accepted');
  if (dataLength !== 0) return refused('settings are not accepted');
  const channel = lock + 1;
  if (asked === command.unlock && channel <= model.channels)
    return accepted({ kind: 'unlock', board, channel });
  if (asked === command.readDoors && lock === 0) return accepted({ kind: 'read-doors', board });
  return refused(`command ${String(asked)} for channel ${String(channel)} is not accepted`);
}

function encodeReply(reply: LockBoardReply, model: Model): Uint8Array {
  const board = within('board', reply.board, 0, boardMax);
  if (reply.kind === 'doors') {
    within('the number of bits', reply.hooks.length, 0, model.channels);
    return sealed(board, 0, command.readDoors, ask.done, bytesOfBits(reply.hooks, model.doorBytes));
  }
  if (reply.kind !== 'unlock-answered') throw new Unencodable(`this board never says ${reply.kind}`);
  const lock = within('channel', reply.channel ?? 0, 1, model.channels) - 1;
  return sealed(board, lock, command.unlock, within('ASK', reply.raw ?? 0, ask.done, ask.last), []);
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  model: Model,
): Decoded<LockBoardReply> {
  if (!isWhole(frame, measure(frame, 0, model, isReplyAsk))) return refused('not a reply');
  if (request === null) return refused('nothing was asked');
  const [, board = 0, lock = 0, answered, raw = 0] = frame;
  const data = frame.subarray(place.data);
  if (board !== request.board) return refused(`board ${String(board)} was not asked`);
  if (answered === command.unlock && request.kind === 'unlock') {
    if (lock + 1 !== request.channel || data.length > 0) return refused('answers another unlock');
    return accepted({ kind: 'unlock-answered', board, channel: request.channel, raw });
  }
  if (answered !== command.readDoors || request.kind !== 'read-doors') return refused('was not asked for');
  if (raw !== ask.done || lock !== 0 || data.length !== model.doorBytes) return refused('shows no doors');
  return accepted({ kind: 'doors', board, hooks: bitsOfBytes(data, model.channels), items: null });
}

function isRequestAsk(value: number): boolean {
  return value === ask.request;
}

function isReplyAsk(value: number): boolean {
  return value >= ask.done && value <= ask.last;
}

function measure(bytes: Uint8Array, from: number, model: Model, isAsk: (value: number) => boolean): Measure {
  if (bytes[from] !== head) return { at: 'invalid' };
  if (bytes.length - from < place.data) return { at: 'incomplete' };
  const dataLength = bytes[from + place.dataLength] ?? 0;
  const isRight = isAsk(bytes[from + place.ask] ?? 0) && bytes[from + place.tail] === tail;
  if (!isRight || dataLength > model.doorBytes) return { at: 'invalid' };
  const length = place.data + dataLength;
  if (bytes.length - from < length) return { at: 'incomplete' };
  return bytes[from + place.sum] === sumOf(bytes, from, length) ? { at: 'whole', length } : { at: 'invalid' };
}

function sumOf(bytes: Uint8Array, from: number, length: number): number {
  const before = sum8(bytes, from, from + place.sum);
  return (before + sum8(bytes, from + place.data, from + length)) & 0xff;
}

function isWhole(frame: Uint8Array, measured: Measure): boolean {
  return measured.at === 'whole' && measured.length === frame.length;
}

function sealed(board: number, lock: number, asked: number, ack: number, data: number[]): Uint8Array {
  const frame = Uint8Array.from([head, board, lock, asked, ack, data.length, tail, 0, ...data]);
  frame[place.sum] = sumOf(frame, 0, frame.length);
  return frame;
}
