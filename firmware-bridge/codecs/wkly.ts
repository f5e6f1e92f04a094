/**
 * "WKLY" lock board. Manual: none was seen and the vendor is not known; layout and meanings are those of the
 * tests and drivers of several public Android apps. Frames `57 4B 4C 59 LEN ADDR CMD DATA XOR`: LEN counts
 * the whole frame, XOR is the exclusive or of all bytes before it. Boards count from 0, channels from 1.
 *
 *   unlock one  CMD 82, DATA channel   answered by  CMD 82, DATA status channel lock, or only a bad status
 *   read all    CMD 84, no DATA        answered by  CMD 84, DATA status count lock…
 *   pushed      CMD 85, DATA channel lock, unasked: only a reason to read
 *
 * Status 00 is good, FF and 01 are not; a lock is 00 open, 01 closed, FF faulty, which is neither. An echo
 * of "unlock one" looks like a bad status, so an answered unlock says nothing about the door. Open several
 * (80, 87), open all (86) and the outputs that stay energised (88, 89) have no representation here.
 */
import { xor8 } from './checksums.ts';
import { accepted, refused } from './decoded.ts';
import type {
  CodecOptions,
  Decoded,
  LockBoardCodec,
  LockBoardReply,
  LockBoardRequest,
  Measure,
} from './lock-board-codec.ts';
import { Unencodable, within } from './unencodable.ts';

const magic = [0x57, 0x4b, 0x4c, 0x59] as const;
const command = { unlock: 0x82, readDoors: 0x84, pushed: 0x85 } as const;
const state = { open: 0x00, closed: 0x01, faulty: 0xff } as const;
const states: readonly number[] = Object.values(state);
const good = 0x00;
const place = { length: 4, data: 7 } as const;
/** A frame without DATA. */
const emptyLength = 8;
const boardMax = 0xff;
const channelsMax = 48;

export function createWklyCodec(options: CodecOptions): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  const scanLength = emptyLength + 2 + channels;
  const frameLengthMax = Math.max(scanLength, emptyLength + 3);
  return {
    protocol: 'wkly',
    shows: 'doors',
    frameLengthMax,
    scanBytes: { request: emptyLength, reply: scanLength },
    encodeRequest: (request) => encodeRequest(request, channels),
    decodeRequest: (frame) => decodeRequest(frame, channels),
    measureRequest: (bytes, from) => measure(bytes, from, frameLengthMax),
    encodeReply: (reply) => encodeReply(reply, channels),
    decodeReply: (frame, request) => decodeReply(frame, request, channels),
    measureReply: (bytes, from) => measure(bytes, from, frameLengthMax),
  };
}

function encodeRequest(request: LockBoardRequest, channels: number): Uint8Array {
  const board = within('board', request.board, 0, boardMax);
  if (request.kind === 'read-doors') return sealed(board, command.readDoors, []);
  if (request.kind !== 'unlock') throw new Unencodable('a WKLY board ends its pulses by itself');
  return sealed(board, command.unlock, [within('channel', request.channel, 1, channels)]);
}

function decodeRequest(frame: Uint8Array, channels: number): Decoded<LockBoardRequest> {
  if (!isWhole(frame)) return refused('not a WKLY request');
  const [, , , , , board = 0, asked] = frame;
  const data = frame.subarray(place.data, -1);
  if (asked === command.readDoors && data.length === 0) return accepted({ kind: 'read-doors', board });
  const [channel = 0] = data;
  const isChannel = data.length === 1 && channel >= 1 && channel <= channels;
  if (asked === command.unlock && isChannel) return accepted({ kind: 'unlock', board, channel });
  return refused(`command ${String(asked)} is not accepted`);
}

function encodeReply(reply: LockBoardReply, channels: number): Uint8Array {
  const board = within('board', reply.board, 0, boardMax);
  if (reply.kind === 'doors') {
    within('the number of bits', reply.hooks.length, channels, channels);
    const locks = reply.hooks.map((isClosed, index) => stateOf(isClosed, reply.faulty?.includes(index + 1)));
    return sealed(board, command.readDoors, [good, channels, ...locks]);
  }
  if (reply.kind !== 'unlock-answered' && reply.kind !== 'pushed') {
    throw new Unencodable(`a WKLY board never says ${reply.kind}`);
  }
  if (reply.kind === 'pushed') return sealed(board, command.pushed, [reply.channel, state.open]);
  const raw = within('the state of a lock', reply.raw ?? -1, 0, 0xff);
  const { channel } = reply;
  if (channel === null) return sealed(board, command.unlock, [raw]);
  return sealed(board, command.unlock, [good, within('channel', channel, 1, channels), raw]);
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  channels: number,
): Decoded<LockBoardReply> {
  if (!isWhole(frame)) return refused('not a WKLY reply');
  const [, , , , , board = 0, answered] = frame;
  const data = frame.subarray(place.data, -1);
  const [first = 0, second = 0, third = 0] = data;
  if (answered === command.pushed && data.length === 2 && first >= 1 && first <= channels) {
    return accepted({ kind: 'pushed', board, channel: first });
  }
  if (request === null) return refused('nothing was asked');
  if (board !== request.board) return refused(`board ${String(board)} was not asked`);
  if (answered === command.unlock && request.kind === 'unlock') {
    if (data.length === 1 && first !== good)
      return accepted({ kind: 'unlock-answered', board, channel: null, raw: first });
    if (data.length !== 3 || second !== request.channel) return refused('answers another unlock');
    return accepted({
      kind: 'unlock-answered',
      board,
      channel: second,
      raw: first === good ? third : first,
    });
  }
  if (answered !== command.readDoors || request.kind !== 'read-doors') return refused('was not asked for');
  if (first !== good || second !== channels || data.length !== 2 + channels) return refused('shows no doors');
  return doorsOf(board, data.subarray(2));
}

function doorsOf(board: number, locks: Uint8Array): Decoded<LockBoardReply> {
  if (!locks.every((lock) => states.includes(lock))) return refused('shows states that do not exist');
  const hooks = Array.from(locks, (lock) => lock === state.closed);
  const faulty = Array.from(locks.keys(), (index) => index + 1).filter(
    (channel) => locks[channel - 1] === state.faulty,
  );
  return accepted({ kind: 'doors', board, hooks, items: null, faulty });
}

function stateOf(isClosed: boolean, isFaulty = false): number {
  if (isFaulty) return state.faulty;
  return isClosed ? state.closed : state.open;
}

function measure(bytes: Uint8Array, from: number, lengthMax: number): Measure {
  const beginning = bytes.subarray(from, from + magic.length);
  if (!beginning.every((byte, index) => byte === magic[index])) return { at: 'invalid' };
  if (bytes.length - from <= place.length) return { at: 'incomplete' };
  const length = bytes[from + place.length] ?? 0;
  if (length < emptyLength || length > lengthMax) return { at: 'invalid' };
  if (bytes.length - from < length) return { at: 'incomplete' };
  const last = from + length - 1;
  return bytes[last] === xor8(bytes, from, last) ? { at: 'whole', length } : { at: 'invalid' };
}

function isWhole(frame: Uint8Array): boolean {
  const measured = measure(frame, 0, frame.length);
  return measured.at === 'whole' && measured.length === frame.length;
}

function sealed(board: number, asked: number, data: readonly number[]): Uint8Array {
  const frame = Uint8Array.from([...magic, emptyLength + data.length, board, asked, ...data, 0]);
  frame[frame.length - 1] = xor8(frame, 0, frame.length - 1);
  return frame;
}
