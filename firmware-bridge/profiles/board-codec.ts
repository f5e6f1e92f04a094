import { createCodec, type ProtocolName } from '#codecs/codec-table';
import type { CodecOptions, LockBoardCodec } from '#codecs/lock-board-codec';

/** The part of a board profile that decides about bytes. */
export type CodecChoice = Pick<CodecOptions, 'channels' | 'readAllLength' | 'pulse'> & {
  readonly protocol: ProtocolName;
  readonly relay?: { readonly coilsAt: number; readonly inputsAt: number | null } | undefined;
  readonly timing: { readonly pulseMs: number };
};

/** The codec of a board as its profile describes it; throws `Unencodable` where the protocol cannot be so. */
export function createBoardCodec({
  protocol,
  channels,
  readAllLength,
  pulse,
  relay,
  timing: { pulseMs },
}: CodecChoice): LockBoardCodec {
  return createCodec(protocol, { channels, readAllLength, pulse, pulseMs, ...relay });
}
