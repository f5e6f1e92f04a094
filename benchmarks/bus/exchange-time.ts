import { fastestReadMs } from '#bridge/profiles/scan-time';
import type { Answer } from '../floor/harness.ts';
import type { Place } from './place.ts';

/** One start bit, eight data bits, one stop bit, as the harness paces them. */
const bitsPerByte = 10;

/** What a read must take: its bytes, request and reply, and the silence that the profile asks for. */
export function readTimeMs({ profile, baud }: Place): number {
  return fastestReadMs(profile, baud);
}

/** How long the longest read or unlock keeps the line: request, reply and silence. */
export function longestExchangeMs({ profile, baud }: Place, answers: readonly Answer[]): number {
  const polled = answers.filter(({ kind }) => kind !== 'other');
  const byteCounts = polled.map(({ request, reply }) => request.length + (reply?.length ?? 0));
  return (Math.max(...byteCounts) * bitsPerByte * 1000) / baud + profile.timing.gapMs;
}
