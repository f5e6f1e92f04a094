import { createBoardCodec } from './board-codec.ts';
import type { BoardProfile } from './schema.ts';

/**
 * The shortest time in milliseconds after which the next board of a line can be read: both frames on the wire
 * at this speed, and the silence between. Boards think for a while as well, for how long no manual says.
 */
export function fastestReadMs(profile: BoardProfile, baud: number): number {
  const { scanBytes } = createBoardCodec(profile);
  const { dataBits, parity, stopBits } = profile.line;
  const bitsPerByte = 1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits;
  return ((scanBytes.request + scanBytes.reply) * bitsPerByte * 1000) / baud + profile.timing.gapMs;
}
