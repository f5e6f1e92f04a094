import { describe, expect, it } from 'vitest';
import { RequestLimit } from '#kiosk/request-limit';

const minuteMs = 60_000;

describe('the bound on requests', () => {
  it('lets so many requests of an address pass in a minute, and says how long the next one must wait', () => {
    const limit = new RequestLimit(2);
    expect([limit.count('a', 1_000), limit.count('a', 2_000)]).toEqual([0, 0]);
    expect(limit.count('a', 11_000)).toBe(50_000);
    expect(limit.count('b', 11_000)).toBe(0);
  });

  it('begins anew after a minute', () => {
    const limit = new RequestLimit(1);
    limit.count('a', 0);
    expect(limit.count('a', minuteMs - 1)).toBe(1);
    expect(limit.count('a', minuteMs)).toBe(0);
  });

  it('counts a flood of addresses together, so that its memory has a bound', () => {
    const limit = new RequestLimit(5);
    for (let address = 0; address < 1_000; address += 1) limit.count(`a${address}`, 0);
    const waits = Array.from({ length: 7 }, (_, index) => limit.count(`b${index}`, 0));
    expect(waits).toEqual([0, 0, 0, 0, 0, minuteMs, minuteMs]);
    expect(limit.count('a1', 0)).toBe(0);
  });
});
