import fc from 'fast-check';
import { expect, test } from 'vitest';
import { msUntilStep } from '#kiosk/answer-floor';

test.each([
  [0, 300],
  [1, 299],
  [299, 1],
  [300, 300],
  [450, 150],
])('R12 a refusal that is ready after %i ms waits %i ms more', (elapsedMs, waitMs) => {
  expect(msUntilStep(1_000, 1_000 + elapsedMs)).toBe(waitMs);
});

test('R12 every refusal leaves at a multiple of 300 ms after its request', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 100_000 }), (arrivedMs, elapsedMs) => {
      const waitMs = msUntilStep(arrivedMs, arrivedMs + elapsedMs);
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(300);
      expect((elapsedMs + waitMs) % 300).toBe(0);
    }),
  );
});
