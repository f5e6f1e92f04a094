import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stripEcho, type EchoAwaited } from '#bridge/echo';

/** Feeds chunks through the echo as the session does; tells what is left for the framer. */
function strip(sent: Uint8Array, chunks: readonly Uint8Array[]) {
  let awaited: EchoAwaited | null = { sent, seenCount: 0 };
  let completeCount = 0;
  const rest: number[] = [];
  for (const chunk of chunks) {
    if (!awaited) {
      rest.push(...chunk);
      continue;
    }
    const stripped = stripEcho(awaited, chunk);
    awaited = stripped.awaited;
    if (stripped.isComplete) completeCount += 1;
    rest.push(...stripped.rest);
  }
  return { rest, completeCount, heldCount: awaited?.seenCount ?? 0 };
}

const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 9, max: 3 });

function cut(whole: readonly number[], at: number): Uint8Array[] {
  const place = at % (whole.length + 1);
  return [Uint8Array.from(whole.slice(0, place)), Uint8Array.from(whole.slice(place))];
}

describe('stripping our own bytes', () => {
  test('takes exactly one copy off the front, however it is cut', () => {
    fc.assert(
      fc.property(bytes(1), bytes(0), fc.nat(), (sent, after, at) => {
        const { rest, completeCount } = strip(sent, cut([...sent, ...after], at));
        expect(rest).toEqual([...after]);
        expect(completeCount).toBe(1);
      }),
    );
  });

  test('gives back every byte that turns out to be no echo', () => {
    fc.assert(
      fc.property(bytes(1), bytes(1), fc.nat(), (sent, other, at) => {
        fc.pre(!startsWith(other, sent) && !startsWith(sent, other));
        const { rest, completeCount } = strip(sent, cut([...other], at));
        expect(rest).toEqual([...other]);
        expect(completeCount).toBe(0);
      }),
    );
  });

  test('holds the beginning of an echo until it is clear what it is', () => {
    fc.assert(
      fc.property(bytes(2), fc.nat(), (sent, at) => {
        const length = at % sent.length;
        expect(strip(sent, [sent.subarray(0, length)])).toEqual({
          rest: [],
          completeCount: 0,
          heldCount: length,
        });
      }),
    );
  });
});

function startsWith(whole: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => whole[index] === byte);
}
