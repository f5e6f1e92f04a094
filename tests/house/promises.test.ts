import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectProofs, numbersOf, readPromises } from './promises.ts';
import { readTracked, root, trackedFiles } from './tracked-files.ts';

const promises = readPromises();
const proofs = collectProofs();
const capabilities = ['authority', 'uplink', 'kiosk', 'operations', 'proof'];

describe('what is promised', () => {
  it.each([
    ['the rules', 'docs/rules.md', numbersOf('R', 37)],
    [
      'the incidents and invariants',
      'docs/incidents.md',
      [...numbersOf('Incident ', 62), ...numbersOf('I', 16)],
    ],
    [
      'the musts and statements',
      'docs/statements.md',
      [
        ...numbersOf('M', 15),
        ...numbersOf('S0-', 31),
        ...numbersOf('S1-', 18),
        ...numbersOf('S2-', 17),
        ...numbersOf('S3-', 24),
        ...numbersOf('S4-', 21),
      ],
    ],
  ])('%s are all listed on their page, in order', (_what, page, numbers) => {
    expect(promises.filter((one) => one.page === page).map((one) => one.number)).toEqual(numbers);
  });

  it('is proved, planned, brought by a later capability or left to the centre', () => {
    const states = new Set(['proved', 'planned', 'centre', ...capabilities]);
    expect(promises.filter(({ state }) => !states.has(state))).toEqual([]);
  });

  it('and called proved has a test that carries the number', () => {
    const claimed = promises.filter(({ state }) => state === 'proved').map(({ number }) => number);
    expect(claimed.filter((number) => !proofs.has(number))).toEqual([]);
  });

  it('and called proved names code that exists, where the page names code', () => {
    const named = promises.filter(({ state, code }) => state === 'proved' && code !== null);
    expect(named.filter(({ code }) => !existsSync(join(root, code ?? ''))).map((one) => one.number)).toEqual(
      [],
    );
  });

  it('exists where a test or a comment names a rule', () => {
    const rules = new Set(promises.map(({ number }) => number));
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
