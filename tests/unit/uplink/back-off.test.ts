import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '#uplink/back-off';

const chanceOf = (digits: string) => ({ digits: () => digits, id: () => 'id' });

describe('the back-off', () => {
  it.each([
    [0, 999],
    [1, 1_999],
    [5, 31_999],
    [8, 255_999],
    [9, 299_999],
    [1_000, 299_999],
  ])('after %i failures is at most %i ms', (failureCount, mostMs) => {
    expect(backOffMs(failureCount, chanceOf('999999'))).toBe(mostMs);
    expect(backOffMs(failureCount, chanceOf('000000'))).toBe(0);
  });

  it('spreads over the whole range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (drawn) => {
        const delayMs = backOffMs(20, chanceOf(String(drawn).padStart(6, '0')));
        expect(Math.abs(delayMs - (300_000 * drawn) / 1_000_000)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
