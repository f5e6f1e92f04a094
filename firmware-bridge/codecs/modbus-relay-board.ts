/**
 * What all Modbus RTU relay boards have in common, whatever coils or registers they are told by. A write is
 * confirmed by the first words of the request itself, so an adapter that echoes hides a dead board: an
 * answered unlock says nothing, only an answered read does.
 */
import { accepted, refused } from './decoded.ts';
import type { Decoded, LockBoardCodec, LockBoardReply, LockBoardRequest } from './lock-board-codec.ts';
import {
  addressRange,
  exceptionBit,
  exceptionLength,
  measureReply,
  measureRequest,
  plainLength,
  sealed,
} from './modbus-rtu.ts';
import { Unencodable, within } from './unencodable.ts';

/** A request without the board's address. */
export type RelayRequest =
  | { readonly kind: 'unlock' | 'end-pulse'; readonly channel: number }
  | { readonly kind: 'all-off' | 'read-doors' };

/** One kind of relay board, as data. */
export type RelayBoard = {
  readonly protocol: string;
  readonly channels: number;
  readonly addressMax: number;
  /** Function and data that carry a request out; the channel is within the board's range. */
  readonly pduOf: (request: RelayRequest) => readonly number[];
  readonly shows: LockBoardCodec['shows'];
  /** Bytes of data in the reply to a read, and how a bit for every channel lies in them. */
  readonly readBytes: number;
  readonly bitsIn: (data: Uint8Array) => readonly boolean[] | null;
  readonly bytesFor: (bits: readonly boolean[]) => readonly number[];
};

export function createRelayBoardCodec(board: RelayBoard): LockBoardCodec {
  // What this codec can send is all that its twin obeys: settings, toggles and latches mean nothing to it.
  const meanings = new Map(everyRequest(board.channels).map((one) => [board.pduOf(one).join(), one]));
  const readLength = exceptionLength + board.readBytes;
  const frameLengthMax = Math.max(readLength, plainLength + 1 + Math.ceil(board.channels / 8));
  return {
    protocol: board.protocol,
    shows: board.shows,
    frameLengthMax,
    scanBytes: { request: plainLength, reply: readLength },
    encodeRequest: (request) => sealed([addressOf(request.board, board), ...pduOf(request, board)]),
    decodeRequest: (frame) => decodeRequest(frame, meanings, board),
    measureRequest: (bytes, from) => measureRequest(bytes, from, frameLengthMax),
    encodeReply: (reply) => sealed([addressOf(reply.board, board), ...answerOf(reply, board)]),
    decodeReply: (frame, request) => decodeReply(frame, request, board),
    measureReply: (bytes, from) => measureReply(bytes, from, frameLengthMax),
  };
}

function everyRequest(channels: number): readonly RelayRequest[] {
  const numbers = Array.from({ length: channels }, (_, index) => index + 1);
  return [
    ...numbers.flatMap((channel) => [
      { kind: 'unlock', channel } as const,
      { kind: 'end-pulse', channel } as const,
    ]),
    { kind: 'all-off' },
    { kind: 'read-doors' },
  ];
}

function addressOf(address: number, board: RelayBoard): number {
  return within('board', address, addressRange.min, board.addressMax);
}

function pduOf(request: RelayRequest, board: RelayBoard): readonly number[] {
  if ('channel' in request) within('channel', request.channel, 1, board.channels);
  return board.pduOf(request);
}

/** A write is confirmed by its function and two words; "write coils" leaves its coils out. */
function confirmationOf(request: RelayRequest, board: RelayBoard): readonly number[] {
  return pduOf(request, board).slice(0, 5);
}

function decodeRequest(
  frame: Uint8Array,
  meanings: ReadonlyMap<string, RelayRequest>,
  board: RelayBoard,
): Decoded<LockBoardRequest> {
  const measured = measureRequest(frame, 0, frame.length);
  if (measured.at !== 'whole' || measured.length !== frame.length) return refused('not a Modbus request');
  const [address = 0] = frame;
  if (address > board.addressMax) return refused(`there is no board ${String(address)}`);
  const meant = meanings.get(frame.subarray(1, -2).join());
  return meant ? accepted({ ...meant, board: address }) : refused('not a request that is accepted');
}

function answerOf(reply: LockBoardReply, board: RelayBoard): readonly number[] {
  switch (reply.kind) {
    case 'doors':
    case 'relays': {
      const bits = reply.kind === 'doors' ? reply.hooks : reply.energised;
      if ((reply.kind === 'doors') !== (board.shows === 'doors'))
        throw new Unencodable(`this board never says ${reply.kind}`);
      within('the number of bits', bits.length, 0, board.channels);
      const [read = 0] = board.pduOf({ kind: 'read-doors' });
      return [read, board.readBytes, ...board.bytesFor(bits)];
    }
    case 'unlock-answered': {
      const channel = reply.channel ?? 1;
      const confirmation = confirmationOf({ kind: 'unlock', channel }, board);
      if (reply.raw === null) return confirmation;
      return [(confirmation[0] ?? 0) | exceptionBit, within('the exception', reply.raw, 1, 0xff)];
    }
    case 'coils-cut': {
      const { channel } = reply;
      return confirmationOf(channel === null ? { kind: 'all-off' } : { kind: 'end-pulse', channel }, board);
    }
    case 'pushed':
      throw new Unencodable('a Modbus board never speaks unasked');
  }
}

function decodeReply(
  frame: Uint8Array,
  request: LockBoardRequest | null,
  board: RelayBoard,
): Decoded<LockBoardReply> {
  const measured = measureReply(frame, 0, frame.length);
  if (measured.at !== 'whole' || measured.length !== frame.length) return refused('not a Modbus reply');
  if (request === null) return refused('nothing was asked');
  const [address = 0, answered = 0, code = 0] = frame;
  if (address !== request.board) return refused(`board ${String(address)} was not asked`);
  const confirmation = confirmationOf(request, board);
  if (answered === ((confirmation[0] ?? 0) | exceptionBit)) return exceptionTo(request, code);
  if (request.kind === 'read-doors') return bitsOf(frame, request, confirmation, board);
  if (frame.subarray(1, -2).join() !== confirmation.join()) return refused('confirms another request');
  const channel = request.kind === 'all-off' ? null : request.channel;
  if (request.kind !== 'unlock') return accepted({ kind: 'coils-cut', board: address, channel });
  return accepted({ kind: 'unlock-answered', board: address, channel, raw: null });
}

/** The board says no. To an unlock that is an answer; a coil that was not cut is cut again, so it is none. */
function exceptionTo(request: LockBoardRequest, code: number): Decoded<LockBoardReply> {
  if (request.kind !== 'unlock') return refused(`the board says no: exception ${String(code)}`);
  return accepted({ kind: 'unlock-answered', board: request.board, channel: null, raw: code });
}

function bitsOf(
  frame: Uint8Array,
  request: LockBoardRequest,
  asked: readonly number[],
  board: RelayBoard,
): Decoded<LockBoardReply> {
  const isRight = frame[1] === asked[0] && frame[2] === board.readBytes;
  const bits = isRight ? board.bitsIn(frame.subarray(3, -2)) : null;
  if (bits === null) return refused('does not answer the read');
  return accepted(
    board.shows === 'doors'
      ? { kind: 'doors', board: request.board, hooks: bits, items: null }
      : { kind: 'relays', board: request.board, energised: bits },
  );
}
