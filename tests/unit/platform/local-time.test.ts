import { describe, expect, it } from 'vitest';
import { openLocalTime } from '#platform/local-time';

const at = (text: string): number => Date.parse(text);

describe('the local time of a station', () => {
  it('is nothing where nobody said where it stands', () => {
    expect(openLocalTime(null)(at('2026-01-01T12:00:00Z'))).toBeNull();
  });

  it.each([
    ['Asia/Shanghai', '2026-07-01T16:30:00Z', 30],
    ['Asia/Kolkata', '2026-07-01T00:00:00Z', 5 * 60 + 30],
    ['Europe/Berlin', '2026-01-15T23:59:59Z', 59],
    ['America/New_York', '2026-01-15T04:00:00Z', 23 * 60],
  ])('in %s at %s is minute %i', (zone, instant, minute) => {
    expect(openLocalTime(zone)(at(instant))).toBe(minute);
  });

  it('Incident 41: follows summer time, forward and back', () => {
    const berlin = openLocalTime('Europe/Berlin');
    expect(berlin(at('2026-03-29T00:59:00Z'))).toBe(60 + 59);
    expect(berlin(at('2026-03-29T01:00:00Z'))).toBe(3 * 60);
    expect(berlin(at('2026-10-25T00:30:00Z'))).toBe(2 * 60 + 30);
    expect(berlin(at('2026-10-25T01:30:00Z'))).toBe(2 * 60 + 30);
  });
});
