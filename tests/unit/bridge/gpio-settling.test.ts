import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAtRest, jolt, sense, unread, type Settling } from '#bridge/gpio/settling';

const debounceMs = 50;

/** Plays readings, each `[at, level]`, and edges between them, each `[at]`. */
function play(
  steps: readonly (readonly [at: number, level?: boolean])[],
  from: Settling = unread,
): readonly Settling[] {
  let settling = from;
  return steps.map(([at, level]) => {
    settling = level === undefined ? jolt(settling, at, debounceMs) : sense(settling, level, at, debounceMs);
    return settling;
  });
}

function closedAt(at: number): Settling {
  return (
    play([
      [at, true],
      [at + debounceMs, true],
    ]).at(-1) ?? unread
  );
}

describe('a switch', () => {
  test('is unread until it was quiet for the debounce time', () => {
    const told = play([
      [0, true],
      [49, true],
      [50, true],
    ]).map((settling) => settling.told);
    expect(told).toEqual(['unread', 'unread', true]);
    expect(isAtRest(closedAt(0))).toBe(true);
    expect(isAtRest(unread)).toBe(false);
  });

  test('changes after the debounce time, not before', () => {
    const told = play(
      [
        [2000, false],
        [2049, false],
        [2050, false],
      ],
      closedAt(0),
    ).map((settling) => settling.told);
    expect(told).toEqual([true, true, false]);
  });

  test('that bounces begins its debounce time anew at each edge', () => {
    const told = play([[2000, false], [2040], [2060, false], [2089, false], [2090, false]], closedAt(0)).map(
      (settling) => settling.told,
    );
    expect(told).toEqual([true, true, true, true, false]);
  });

  test('that goes back within the debounce time tells nothing and is at rest again', () => {
    const last = play(
      [
        [2000, false],
        [2020, true],
        [2070, true],
      ],
      closedAt(0),
    ).at(-1);
    expect(last?.told).toBe(true);
    expect(last && isAtRest(last)).toBe(true);
  });

  test('is told of at most once a second, and then of how it stands', () => {
    const told = play(
      [
        [2000, false],
        [2050, false],
        [2100, true],
        [2150, true],
        [3049, true],
        [3050, true],
      ],
      closedAt(0),
    ).map((settling) => settling.told);
    expect(told).toEqual([true, false, false, false, false, true]);
  });

  test('that does not come to rest for a second is unsteady until it was quiet for half a second', () => {
    const chatter = Array.from({ length: 101 }, (_, index) => [2000 + index * 10, index % 2 === 1] as const);
    const unsteady = play(chatter, closedAt(0)).at(-1) ?? unread;
    expect(unsteady.told).toBe('unsteady');
    const told = play([[4000], [4050, false], [4499, false], [4500, false]], unsteady).map(
      (settling) => settling.told,
    );
    expect(told).toEqual(['unsteady', 'unsteady', 'unsteady', false]);
  });

  test('that chatters from the start is unsteady, not forever unread', () => {
    const chatter = Array.from({ length: 101 }, (_, index) => [index * 10, index % 2 === 0] as const);
    expect(play(chatter).at(-1)?.told).toBe('unsteady');
  });

  test('is told of at most once a second whatever it does', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.option(fc.boolean(), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let at = 0;
        let settling = unread;
        let lastTold = Number.NEGATIVE_INFINITY;
        for (const [pauseMs, level] of steps) {
          at += pauseMs;
          const before = settling.told;
          [settling = unread] = play([level === undefined ? [at] : [at, level]], settling);
          if (settling.told === before) continue;
          expect(at - lastTold).toBeGreaterThanOrEqual(1000);
          lastTold = at;
        }
      }),
    );
  });
});
