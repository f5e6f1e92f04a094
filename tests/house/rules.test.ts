import { describe, expect, it } from 'vitest';
import { collectRuleTitles, readRules } from './rule-titles.ts';
import { readTracked, trackedFiles } from './tracked-files.ts';

const rules = readRules();
const titles = collectRuleTitles();

describe('the rules', () => {
  it('are all listed, each as proved or planned', () => {
    const numbers = Array.from({ length: 37 }, (_, index) => `R${String(index + 1)}`);
    expect([...rules.keys()]).toEqual(numbers);
    expect([...rules.values()].filter((state) => state !== 'proved' && state !== 'planned')).toEqual([]);
  });

  it('that are called proved have a test that carries the number', () => {
    const claimed = [...rules].filter(([, state]) => state === 'proved').map(([rule]) => rule);
    expect(claimed.filter((rule) => !titles.has(rule))).toEqual([]);
  });

  it('that a test or a comment names exist', () => {
    const sources = trackedFiles.filter((path) => /\.tsx?$/.test(path));
    const named = sources.flatMap((path) =>
      [...readTracked(path).matchAll(/\b[Rr]ules? (R\d+)(?:(?:, | and | to )(R\d+))*/g)].flatMap(([words]) =>
        [...words.matchAll(/R\d+/g)].map(([rule]) => `${path}: ${rule}`),
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((place) => !rules.has(place.split(': ')[1] ?? ''))).toEqual([]);
  });
});
