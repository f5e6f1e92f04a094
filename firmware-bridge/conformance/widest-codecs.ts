import { createCodec, type ProtocolName } from '#codecs/codec-table';
import type { CodecOptions, LockBoardCodec } from '#codecs/lock-board-codec';
import { Unencodable } from '#codecs/unencodable';

/** Boards of any size that is sold, from the largest a protocol allows. */
const sizes = [64, 50, 48, 40, 36, 32, 30, 24, 20, 16, 15, 12, 10, 8, 6, 4, 2, 1];

/** What profiles may state besides the size; the usual board of a protocol first. */
const variants: readonly Omit<CodecOptions, 'channels'>[] = [
  { readAllLength: 8 },
  { readAllLength: 7, coilsAt: 0, inputsAt: 0 },
  { pulse: 'software', coilsAt: 0, inputsAt: null },
  { pulse: 'software', coilsAt: 0, inputsAt: 0 },
];

/** A usual pulse; where it travels in the frame, a tool may ask for another. */
const usualPulseMs = 500;

export type SizedCodec = {
  readonly codec: LockBoardCodec;
  readonly channels: number;
  /** Somebody has to end what an unlock of this variant begins. */
  readonly isHeld: boolean;
};

/**
 * The codecs of a protocol for its largest boards, one for each variant that it has: what a tool can know of
 * a frame when it is told no profile.
 */
export function widestCodecs(protocol: ProtocolName, pulseMs = usualPulseMs): readonly SizedCodec[] {
  return variants.flatMap((variant) => sized(protocol, { pulseMs, ...variant })[0] ?? []);
}

/** The same for boards of every size, the usual variant and the largest first: for reading unknown frames. */
export function everyCodec(protocol: ProtocolName, pulseMs = usualPulseMs): readonly SizedCodec[] {
  return variants.flatMap((variant) => sized(protocol, { pulseMs, ...variant }));
}

/** Pulses that a frame can ask for where it carries their length: whole tenths of a second, up to five. */
const pulses = Array.from({ length: 50 }, (_, index) => (index + 1) * 100);

/** Codecs of the usual variant for other pulses, for frames that no usual one understands. */
export function codecsOfOtherPulses(protocol: ProtocolName): readonly SizedCodec[] {
  return pulses.flatMap((pulseMs) => widestCodecs(protocol, pulseMs).filter(({ isHeld }) => !isHeld));
}

function sized(protocol: ProtocolName, options: Omit<CodecOptions, 'channels'>): readonly SizedCodec[] {
  return sizes.flatMap((channels) => {
    const codec = codecOf(protocol, { channels, ...options });
    return codec === null ? [] : [{ codec, channels, isHeld: options.pulse === 'software' }];
  });
}

function codecOf(protocol: ProtocolName, options: CodecOptions): LockBoardCodec | null {
  try {
    return createCodec(protocol, options);
  } catch (error) {
    if (error instanceof Unencodable) return null;
    throw error;
  }
}
