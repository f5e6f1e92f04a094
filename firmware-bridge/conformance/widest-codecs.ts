import { createCodec, type ProtocolName } from '#codecs/codec-table';
import type { CodecOptions, LockBoardCodec } from '#codecs/lock-board-codec';
import { Unencodable } from '#codecs/unencodable';

/** Boards of any size, from the largest a protocol allows. */
const sizes = [64, 48, 32, 24, 16, 15, 12, 8, 4, 1];
const variants: readonly Omit<CodecOptions, 'channels'>[] = [
  { readAllLength: 8 },
  { readAllLength: 7 },
  { pulse: 'software', coilsAt: 0, inputsAt: 0 },
];

/** A usual pulse; where it travels in the frame, a tool may ask for another. */
const usualPulseMs = 500;

export type SizedCodec = { readonly codec: LockBoardCodec; readonly channels: number };

/**
 * The codecs of a protocol for its largest boards, one for each variant that it has: what a tool can know of
 * a frame when it is told no profile.
 */
export function widestCodecs(protocol: ProtocolName, pulseMs = usualPulseMs): readonly SizedCodec[] {
  return variants.flatMap((variant) => {
    const sized = sizes.map((channels) => sizedCodec(protocol, { channels, pulseMs, ...variant }));
    return sized.find((one) => one !== null) ?? [];
  });
}

function sizedCodec(protocol: ProtocolName, options: CodecOptions): SizedCodec | null {
  try {
    return { codec: createCodec(protocol, options), channels: options.channels };
  } catch (error) {
    if (error instanceof Unencodable) return null;
    throw error;
  }
}
