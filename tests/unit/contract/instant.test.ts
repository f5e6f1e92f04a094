import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '#contract/instant';

/** End of the year 9999. */
const lastMs = 253_402_300_799_999;

describe('an instant', () => {
  it('is written as the language would write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lastMs }), (wallMs) => {
        expect(formatInstant(wallMs)).toBe(new Date(wallMs).toISOString());
      }),
    );
  });

  it.each(['2000-02-29', '2024-02-29', '2100-02-28', '2100-03-01', '1970-01-01', '9999-12-31'])(
    'knows the day %s',
    (day) => {
      const text = `${day}T23:59:59.999Z`;
      expect(parseInstant(text)).toBe(Date.parse(text));
    },
  );

  it('is read back to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lastMs }), (wallMs) => {
        expect(parseInstant(formatInstant(wallMs))).toBe(wallMs);
      }),
    );
  });

  it('drops fractions of a millisecond', () => {
    expect(formatInstant(1.9)).toBe('1970-01-01T00:00:00.001Z');
  });

  it.each(['2100-02-29T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-01-01T24:00:00.000Z', 'soon', ''])(
    'is not %s',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );
});
