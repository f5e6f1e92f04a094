import type { LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import type { Dice } from '../dice.ts';
import type { Transmission } from './transmission.ts';

/** What can go wrong between a board that has understood a request and a controller that hears the answer. */
export type ReplyFault =
  /** Nothing is said. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'late'; readonly delayMs: number }
  /** The last byte is wrong: the check byte, or what the check or the shape of the frame covers. */
  | { readonly kind: 'bad-checksum' }
  /** One random bit of the frame is wrong. */
  | { readonly kind: 'flipped-bit' }
  /** The adapter repeats the request in front of whatever the board says, even in front of nothing. */
  | { readonly kind: 'echo' }
  | { readonly kind: 'garbage-before'; readonly byteCount: number }
  | { readonly kind: 'doubled' }
  /** The same in one piece, as from an adapter that gathers what it hands on. */
  | { readonly kind: 'merged' }
  /** The board answers in the name of another one. */
  | { readonly kind: 'wrong-address'; readonly address: number }
  /** The frame comes in pieces with silence between them. */
  | { readonly kind: 'split'; readonly chunkBytes: number; readonly gapMs: number }
  /** The frame breaks off. */
  | { readonly kind: 'cut-short'; readonly missingBytes: number }
  /** Every switch and sensor is wired the other way round. */
  | { readonly kind: 'inverted' }
  /** The board speaks whenever one of its latches moves, without being asked. */
  | { readonly kind: 'unsolicited' }
  /** Its switch is set to the address of another board: both hear, both obey, both drive the line. */
  | { readonly kind: 'address-clash'; readonly address: number }
  /**
   * The supply sags under a coil: after `holdMs` the board drops the pulse and starts anew, and for `blankMs`
   * after that it shows cleared registers.
   */
  | { readonly kind: 'brown-out'; readonly holdMs: number; readonly blankMs: number };

/**
 * One fault as an object on the reply path: it may change what is sensed, what is meant or what is carried.
 */
export type ReplyPathPart = {
  /** One raw bit of a hook switch or an infrared sensor. */
  readonly sense?: (bit: boolean) => boolean;
  readonly mean?: (reply: LockBoardReply) => LockBoardReply;
  readonly carry?: (
    transmissions: readonly Transmission[],
    requestFrame: Uint8Array,
  ) => readonly Transmission[];
};

/**
 * The order in which faults act when several are on: first what the board means, last what the adapter does.
 */
const order: readonly ReplyFault['kind'][] = [
  'address-clash',
  'brown-out',
  'unsolicited',
  'inverted',
  'wrong-address',
  'bad-checksum',
  'flipped-bit',
  'cut-short',
  'garbage-before',
  'doubled',
  'merged',
  'split',
  'late',
  'silent',
  'echo',
];

export function sortFaults<One extends { readonly fault: ReplyFault }>(faults: readonly One[]): One[] {
  return faults.toSorted((one, other) => order.indexOf(one.fault.kind) - order.indexOf(other.fault.kind));
}

export function buildReplyPathPart(fault: ReplyFault, dice: Dice): ReplyPathPart {
  switch (fault.kind) {
    case 'silent':
      return { carry: () => [] };
    case 'late':
      return { carry: ([first, ...rest]) => (first ? [delay(first, fault.delayMs), ...rest] : []) };
    case 'bad-checksum':
      return {
        carry: (all) => all.map((one) => rewrite(one, (bytes) => flip(bytes, bytes.length - 1, 0xff))),
      };
    case 'flipped-bit':
      return { carry: (all) => all.map((one) => rewrite(one, (bytes) => flipOneBit(bytes, dice))) };
    case 'echo':
      return { carry: (all, request) => [{ afterMs: 0, bytes: request }, ...all] };
    case 'garbage-before':
      return {
        carry: (all) => all.map((one) => rewrite(one, (bytes) => addGarbage(bytes, fault.byteCount, dice))),
      };
    case 'doubled':
      return { carry: (all) => all.flatMap((one) => [one, { ...one, afterMs: 0 }]) };
    case 'merged':
      return {
        carry: (all) => all.map((one) => rewrite(one, (bytes) => Uint8Array.from([...bytes, ...bytes]))),
      };
    case 'wrong-address':
      return { mean: (reply) => ({ ...reply, board: fault.address }) };
    case 'split':
      return { carry: (all) => all.flatMap((one) => split(one, fault.chunkBytes, fault.gapMs)) };
    case 'cut-short':
      return {
        carry: (all) => all.map((one) => rewrite(one, (bytes) => cutShort(bytes, fault.missingBytes))),
      };
    case 'inverted':
      return { sense: (bit) => !bit };
    case 'unsolicited':
    case 'address-clash':
    case 'brown-out':
      // Not on the path of a reply: the board itself looks for them.
      return {};
  }
}

/** Whether a fault that is set for one channel concerns this request; a board's own faults concern all. */
export function concerns(channel: number | null, request: LockBoardRequest): boolean {
  return channel === null || ('channel' in request && request.channel === channel);
}

function delay(transmission: Transmission, delayMs: number): Transmission {
  return { ...transmission, afterMs: transmission.afterMs + delayMs };
}

function rewrite(transmission: Transmission, change: (bytes: Uint8Array) => Uint8Array): Transmission {
  return { ...transmission, bytes: change(transmission.bytes) };
}

function flip(bytes: Uint8Array, index: number, mask: number): Uint8Array {
  return bytes.map((byte, at) => (at === index ? byte ^ mask : byte));
}

function flipOneBit(bytes: Uint8Array, dice: Dice): Uint8Array {
  return flip(bytes, dice.below(bytes.length), 1 << dice.below(8));
}

function addGarbage(bytes: Uint8Array, byteCount: number, dice: Dice): Uint8Array {
  const garbage = Array.from({ length: byteCount }, () => dice.below(256));
  return Uint8Array.from([...garbage, ...bytes]);
}

function cutShort(bytes: Uint8Array, missingBytes: number): Uint8Array {
  return bytes.slice(0, Math.max(0, bytes.length - missingBytes));
}

function split(transmission: Transmission, chunkBytes: number, gapMs: number): Transmission[] {
  const chunkCount = Math.ceil(transmission.bytes.length / chunkBytes);
  return Array.from({ length: chunkCount }, (_, index) => ({
    afterMs: index === 0 ? transmission.afterMs : gapMs,
    bytes: transmission.bytes.slice(index * chunkBytes, (index + 1) * chunkBytes),
  }));
}
