import { protocolNames } from '#codecs/codec-table';
import type { LockBoardCodec } from '#codecs/lock-board-codec';
import { widestCodecs } from './widest-codecs.ts';

export type Noise = { readonly name: string; readonly bytes: Uint8Array };

/**
 * What a bad contact or an adapter that is plugged in puts on a line: bytes that begin no frame of any
 * family, and reads that break off.
 */
export function harmlessNoise(codec: LockBoardCodec, board: number): readonly Noise[] {
  const read = codec.encodeRequest({ kind: 'read-doors', board });
  return [
    { name: 'garbage', bytes: Uint8Array.of(0xff, 0x00, 0x55, 0xaa, 0xff, 0xfe, 0x7f, 0x00) },
    { name: 'the first half of a read', bytes: read.slice(0, Math.ceil(read.length / 2)) },
    { name: 'a read without its last byte', bytes: read.slice(0, -1) },
  ];
}

/** Whether a board of any family could read, anywhere in these bytes, something else than a read. */
export function carriesOrder(bytes: Uint8Array): boolean {
  const codecs = protocolNames.flatMap((protocol) => widestCodecs(protocol));
  return codecs.some(({ codec }) => Array.from(bytes.keys()).some((from) => isOrder(codec, bytes, from)));
}

function isOrder(codec: LockBoardCodec, bytes: Uint8Array, from: number): boolean {
  const measured = codec.measureRequest(bytes, from);
  if (measured.at !== 'whole') return false;
  const decoded = codec.decodeRequest(bytes.slice(from, from + measured.length));
  // A whole frame that the codec does not know may be one of those that it must never send.
  return !decoded.ok || decoded.value.kind !== 'read-doors';
}
