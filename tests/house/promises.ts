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

const statementsPage = 'docs/statements.md';
const pages = ['docs/rules.md', 'docs/incidents.md', statementsPage];

const promiseRow = /^\| (Incident \d+|S[0-4]-\d+|[RIM]\d+) \| (.*) \| (\w+) \|$/gm;

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

/**
 * Every row of the pages: number first, state last; on the page of statements code and tests stand before the
 * state.
 */
export function readPromises(): readonly Promised[] {
  return pages.flatMap((page) =>
    [...readTracked(page).matchAll(promiseRow)].map(([, number = '', middle = '', state = '']) => {
      const code = middle.split(' | ').map((cell) => /^`([^`]+)`$/.exec(cell)?.[1] ?? null)[1] ?? null;
      return { page, number, code: page === statementsPage ? code : null, state };
    }),
  );
}

/** The page of musts and statements with its column of tests as the titles of tests say. */
export function renderStatements(): string {
  const proofs = collectProofs();
  return readTracked(statementsPage).replaceAll(promiseRow, (_row, number: string, middle: string, state) => {
    const [what = '', code = '–'] = middle.split(' | ');
    return `| ${number} | ${what} | ${code} | ${testsOf(proofs.get(number) ?? [])} | ${String(state)} |`;
  });
}

/** Two files tell where to look; `npm run rules` lists every test. */
const filesMax = 2;

function testsOf(found: readonly string[]): string {
  const files = [...new Set(found.map((proof) => proof.split(': ')[0] ?? ''))].toSorted();
  if (files.length === 0) return '–';
  const named = files.slice(0, filesMax).map((file) => `\`${file.replace('tests/', '')}\``);
  const left = files.length - named.length;
  return `${named.join(', ')}${left > 0 ? ` and ${String(left)} more` : ''}`;
}

export function numbersOf(prefix: string, count: number, first = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(first + index)}`);
}
