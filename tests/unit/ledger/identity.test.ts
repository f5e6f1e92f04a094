import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareByIdentity } from '#ledger/state-rows';

type Entry = { readonly key: string; readonly value: number };
const keyOf = ({ key }: Entry): string => key;

/** Arrays of entries with distinct keys out of a small alphabet, so that two of them often share keys. */
const entries = fc.uniqueArray(
  fc.record({ key: fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'), value: fc.nat(2) }),
  {
    selector: keyOf,
  },
);

describe('what must be written between two versions of an array', () => {
  it('is nothing when every entry is the very same', () => {
    const all = [
      { key: 'a', value: 1 },
      { key: 'b', value: 2 },
    ];
    expect(compareByIdentity(all, [...all], keyOf)).toEqual({ gone: [], changed: [] });
  });

  it('is one entry when one of two hundred was replaced', () => {
    const before = Array.from({ length: 200 }, (_, index) => ({ key: `c${index}`, value: 0 }));
    const replaced = { key: 'c77', value: 1 };
    expect(compareByIdentity(before, before.with(77, replaced), keyOf)).toEqual({
      gone: [],
      changed: [replaced],
    });
  });

  it('turns any array into any other when it is applied', () => {
    fc.assert(
      fc.property(entries, entries, fc.func(fc.boolean()), (before, other, isShared) => {
        const after = other.map(
          (entry) => before.find(({ key }) => key === entry.key && isShared(key)) ?? entry,
        );
        const { gone, changed } = compareByIdentity(before, after, keyOf);
        const rows = new Map(before.map((entry) => [entry.key, entry]));
        for (const key of gone) rows.delete(key);
        for (const entry of changed) rows.set(entry.key, entry);
        expect(rows).toEqual(new Map(after.map((entry) => [entry.key, entry])));
        expect(changed.filter((entry) => before.includes(entry))).toEqual([]);
      }),
    );
  });
});
