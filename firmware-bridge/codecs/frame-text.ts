import { accepted, refused } from './decoded.ts';
import type { Decoded, LockBoardCodec, LockBoardReply, LockBoardRequest } from './lock-board-codec.ts';

/** `02 00 30 03 35`, as manuals print frames. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}

/** Reads pairs of hexadecimal digits; spaces between pairs and the case of the letters do not matter. */
export function bytesOf(hex: string): Decoded<Uint8Array> {
  const text = hex.replaceAll(/\s+/g, '');
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return refused('a frame is pairs of hexadecimal digits');
  const pairs = text.match(/../g) ?? [];
  return accepted(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)));
}

export type FrameMeaning =
  | { readonly from: 'controller'; readonly request: LockBoardRequest }
  | { readonly from: 'board'; readonly reply: LockBoardReply };

const addressMax = 255;

/**
 * Everything that a frame can mean when nobody knows what was asked before: an 8A unlock and its answer can
 * have the same bytes, and a CU16 answers an unlock with the frame of a read. Empty if it means nothing.
 */
export function meaningsOf(
  codec: LockBoardCodec,
  frame: Uint8Array,
  channels: number,
): readonly FrameMeaning[] {
  const meanings: FrameMeaning[] = [];
  const asked = codec.decodeRequest(frame);
  if (asked.ok) meanings.push({ from: 'controller', request: asked.value });
  const unasked = codec.decodeReply(frame, null);
  if (unasked.ok) return [...meanings, { from: 'board', reply: unasked.value }];
  for (const kind of ['read-doors', 'unlock', 'end-pulse', 'all-off'] as const) {
    const reply = replyTo(codec, frame, kind, channels);
    if (reply) meanings.push({ from: 'board', reply });
  }
  return meanings;
}

/** A reply is only understood in the light of its request, so every request of the kind is tried. */
function replyTo(
  codec: LockBoardCodec,
  frame: Uint8Array,
  kind: LockBoardRequest['kind'],
  channels: number,
): LockBoardReply | null {
  const isOfOne = kind === 'unlock' || kind === 'end-pulse';
  for (let board = 0; board <= addressMax; board += 1) {
    for (let channel = 1; channel <= (isOfOne ? channels : 1); channel += 1) {
      const request: LockBoardRequest = isOfOne ? { kind, board, channel } : { kind, board };
      const decoded = codec.decodeReply(frame, request);
      if (decoded.ok) return decoded.value;
    }
  }
  return null;
}
