import type { Checker } from './witness.ts';

/** A fresh set: a checker remembers one world only. */
export function everyChecker(): readonly Checker[] {
  return [];
}
