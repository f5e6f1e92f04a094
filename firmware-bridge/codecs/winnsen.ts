/**
 * Winnsen lock board. Manual: "Winnsen Serial Command Document" V202104, as public drivers cite it (no copy
 * of it was seen). Frames `90 LEN CMD … 03`, LEN counts the whole frame. Locks count from 1, at most sixteen.
 *
 *   unlock one  `90 06 05 ST lock 03`   answered by  `90 07 85 ST lock S 03`, S 01 opened, 00 and 02 not
 *   read all    `90 07 02 ST lo hi 03`  answered by  `90 07 82 ST lo hi 03`; 1 asks, and 1 shows open
 *
 * Some boards answer A5 and A2 instead of 85 and 82. There is no check byte: head, length, command, tail,
 * station and lock are all that can be judged, and a lock that was not asked about must not show. A profile
 * therefore reads twice before it believes a change. The swapped variant 12/92 has no representation here.
 */
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

const head = 0x90;
const tail = 0x03;
const command = { unlock: 0x05, readDoors: 0x02 } as const;
const answer = { unlock: 0x85, doors: 0x82 } as const;
/** What other boards of the family set instead of 80. */
const otherAnswer = { unlock: 0xa5, doors: 0xa2 } as const;
const unlockLength = 6;
const longLength = 7;
const stationMax = 0xff;
const channelsMax = 16;
const stateMax = 2;

export function createWinnsenCodec(options: CodecOptions): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  return {
    protocol: 'winnsen',
    shows: 'doors',
    frameLengthMax: longLength,
    scanBytes: { request: longLength, reply: longLength },
    encodeRequest: (request) => encodeRequest(request, channels),
    decodeRequest: (frame) => decodeRequest(frame, channels),
    measureRequest,
    encodeReply: (reply) => encodeReply(reply, channels),
    decodeReply: (frame, request) => decodeReply(frame, request, channels),
    measureReply,
  };
}

function encodeRequest(request: LockBoardRequest, channels: number): Uint8Array {
  const station = within('board', request.board, 0, stationMax);
  if (request.kind === 'read-doors') {
    return Uint8Array.of(head, longLength, command.readDoors, station, ...maskOf(channels), tail);
  }
  if (request.kind !== 'unlock') throw new Unencodable('a Winnsen board ends its pulses by itself');
  const lock = within('channel', request.channel, 1, channels);
  return Uint8Array.of(head, unlockLength, command.unlock, station, lock, tail);
}

function decodeRequest(frame: Uint8Array, channels: number): Decoded<LockBoardRequest> {
  if (!isWhole(frame, measureRequest(frame, 0))) return refused('not a Winnsen request');
  const [, , asked, board = 0, channel = 0, high] = frame;
  if (asked === command.readDoors) {
    const [lowMask, highMask] = maskOf(channels);
    const isAll = channel === lowMask && high === highMask;
    return isAll ? accepted({ kind: 'read-doors', board }) : refused('asks about other locks');
  }
  const isChannel = channel >= 1 && channel <= channels;
  return isChannel ? accepted({ kind: 'unlock', board, channel }) : refused('there is no such lock');
}

function encodeReply(reply: LockBoardReply, channels: number): Uint8Array {
  const station = within('board', reply.board, 0, stationMax);
  if (reply.kind === 'doors') {
    within('the number of bits', reply.hooks.length, 0, channels);
    return Uint8Array.of(head, longLength, answer.doors, station, ...bytesOfBits(reply.hooks, 2), tail);
  }
  if (reply.kind !== 'unlock-answered') throw new Unencodable(`a Winnsen board never says ${reply.kind}`);
  const lock = within('channel', reply.channel ?? 0, 1, channels);
  const state = within('the state of a lock', reply.raw ?? -1, 0, stateMax);
  return Uint8Array.of(head, longLength, answer.unlock, station, lock, state, tail);
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  channels: number,
): Decoded<LockBoardReply> {
  if (!isWhole(frame, measureReply(frame, 0))) return refused('not a Winnsen reply');
  if (request === null) return refused('nothing was asked');
  const [, , answered, board = 0, channel = 0, raw = 0] = frame;
  if (board !== request.board) return refused(`board ${String(board)} was not asked`);
  const isUnlock = answered === answer.unlock || answered === otherAnswer.unlock;
  if (isUnlock) {
    const isRight = request.kind === 'unlock' && channel === request.channel && raw <= stateMax;
    if (!isRight) return refused('answers another unlock');
    return accepted({ kind: 'unlock-answered', board, channel, raw });
  }
  if (request.kind !== 'read-doors') return refused('doors were not asked for');
  const doors = bitsOfBytes(frame.subarray(4, 6), channelsMax);
  if (doors.slice(channels).includes(true)) return refused('shows locks that were not asked about');
  return accepted({ kind: 'doors', board, hooks: doors.slice(0, channels), items: null });
}

function maskOf(channels: number): number[] {
  return bytesOfBits(
    Array.from({ length: channels }, () => true),
    2,
  );
}

function measureRequest(bytes: Uint8Array, from: number): Measure {
  const isRead = bytes[from + 1] === longLength;
  const commands = [isRead ? command.readDoors : command.unlock];
  return measure(bytes, from, isRead ? longLength : unlockLength, commands);
}

function measureReply(bytes: Uint8Array, from: number): Measure {
  return measure(bytes, from, longLength, [...Object.values(answer), ...Object.values(otherAnswer)]);
}

/** Judges every byte that can be judged as soon as it is there: nothing else tells a frame from noise. */
function measure(bytes: Uint8Array, from: number, length: number, commands: readonly number[]): Measure {
  const isThere = (index: number): boolean => from + index < bytes.length;
  if (bytes[from] !== head) return { at: 'invalid' };
  if (isThere(1) && bytes[from + 1] !== length) return { at: 'invalid' };
  if (isThere(2) && !commands.includes(bytes[from + 2] ?? 0)) return { at: 'invalid' };
  if (!isThere(length - 1)) return { at: 'incomplete' };
  return bytes[from + length - 1] === tail ? { at: 'whole', length } : { at: 'invalid' };
}

function isWhole(frame: Uint8Array, measured: Measure): boolean {
  return measured.at === 'whole' && measured.length === frame.length;
}
