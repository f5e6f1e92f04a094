import { describe, expect, it } from 'vitest';
import { newBootId, newEpoch } from '#platform/boot';
import { systemChance } from '#platform/chance';

describe("the system's chance", () => {
  it.each([0, 1, 6, 8, 20])('draws %i decimal digits', (count) => {
    expect(systemChance.digits(count)).toMatch(new RegExp(`^[0-9]{${count}}$`));
  });

  it('draws leading zeros like any other digit', () => {
    const firsts = new Set(Array.from({ length: 400 }, () => systemChance.digits(8).charAt(0)));
    expect([...firsts].toSorted().join('')).toBe('0123456789');
  });

  it('makes identifiers of 128 bits in lower-case letters and digits, never the same twice', () => {
    const ids = Array.from({ length: 2000 }, () => systemChance.id());
    for (const id of ids) expect(id).toMatch(/^[a-z2-7]{26}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names runs and epochs by 64 bits', () => {
    expect(newBootId()).toMatch(/^[0-9a-f]{16}$/);
    expect(newEpoch()).toMatch(/^[0-9a-f]{16}$/);
    expect(newBootId()).not.toBe(newBootId());
  });
});
