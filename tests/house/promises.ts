import { readTracked, trackedFiles } from './tracked-files.ts';

/** What is owed, by the number that titles of tests carry; each page of `docs` holds one or two lists. */
export type Promised = {
  readonly page: string;
  readonly number: string;
  /** Where the code that honours it begins, where the page says so. */
  readonly code: string | null;
  /** `proved`, `planned`, `centre`, or the capability that brings it. */
  readonly state: string;
};

const pages = ['docs/rules.md', 'docs/incidents.md', 'docs/statements.md'];

const number = /\bIncident \d+\b|\bS[0-4]-\d+\b|\b[RIM]\d+\b/g;
const title = /\b(?:it|test|describe)(?:\.each\([^]*?\))?\(\s*(['"`])([^]*?)\1/g;

/** Titles of tests by the numbers that they carry. */
export function collectProofs(): ReadonlyMap<string, readonly string[]> {
  const proofs = new Map<string, string[]>();
  for (const path of trackedFiles.filter((one) => one.endsWith('.test.ts'))) {
    for (const [, , words = ''] of readTracked(path).matchAll(title)) {
      for (const [found] of words.matchAll(number)) {
        proofs.set(found, [...(proofs.get(found) ?? []), `${path}: ${words}`]);
      }
    }
  }
  return proofs;
}

/** Every row of the pages: number first, state last, the code in the column before the state. */
export function readPromises(): readonly Promised[] {
  return pages.flatMap((page) =>
    [...readTracked(page).matchAll(/^\| (Incident \d+|S[0-4]-\d+|[RIM]\d+) \|(.*)\| (\w+) \|$/gm)].map(
      ([, found = '', middle = '', state = '']) => {
        const code = /`([^`]+)`\s*$/.exec(middle)?.[1] ?? null;
        return { page, number: found, code: page === 'docs/statements.md' ? code : null, state };
      },
    ),
  );
}

export function numbersOf(prefix: string, count: number, first = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(first + index)}`);
}
