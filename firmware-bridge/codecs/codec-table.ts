import { createKerongCu16Codec } from './kerong-cu16.ts';
import type { CodecOptions, LockBoardCodec } from './lock-board-codec.ts';
import { createLockboard8aCodec } from './lockboard-8a.ts';

/**
 * Every protocol a board profile may name. KERONG has several layouts under one head byte: nothing is
 * sniffed.
 */
export const codecTable = {
  'kerong-cu16': createKerongCu16Codec,
  'lockboard-8a': createLockboard8aCodec,
} as const satisfies Readonly<Record<string, (options: CodecOptions) => LockBoardCodec>>;

export type ProtocolName = keyof typeof codecTable;

/** The codec of a protocol for a board with these options, as its profile states them. */
export function createCodec(protocol: ProtocolName, options: CodecOptions): LockBoardCodec {
  return codecTable[protocol](options);
}
