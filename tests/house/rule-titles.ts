import { readTracked, trackedFiles } from './tracked-files.ts';

/** Rules are numbered R1 to R37 and explained in `docs/rules.md`. */
export type RuleTitles = ReadonlyMap<string, readonly string[]>;

const title = /\b(?:it|test|describe)(?:\.each\([^]*?\))?\(\s*(['"`])([^]*?)\1/g;

/** Titles of tests by the numbers of the rules that they carry. */
export function collectRuleTitles(): RuleTitles {
  const titles = new Map<string, string[]>();
  for (const path of trackedFiles.filter((one) => one.endsWith('.test.ts'))) {
    for (const [, , words = ''] of readTracked(path).matchAll(title)) {
      for (const [rule] of words.matchAll(/\bR\d+\b/g)) {
        titles.set(rule, [...(titles.get(rule) ?? []), `${path}: ${words}`]);
      }
    }
  }
  return titles;
}

/** Rule number to what `docs/rules.md` says about it: `proved` or `planned`. */
export function readRules(): ReadonlyMap<string, string> {
  const rows = readTracked('docs/rules.md').matchAll(/^\| (R\d+) \|.*\| (\w+) \|$/gm);
  return new Map([...rows].map(([, rule = '', state = '']) => [rule, state]));
}
