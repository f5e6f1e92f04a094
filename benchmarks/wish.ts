import { parseArgs } from 'node:util';

export const chapters = ['code', 'scan', 'busy', 'growth', 'start'] as const;
export type Chapter = (typeof chapters)[number];

/** What was asked for on the command line. */
export type Wish = {
  /** Fewer and shorter rounds, for a first look; its tails mean nothing. */
  readonly quick: boolean;
  readonly chapters: readonly Chapter[];
  /** Where the samples go as JSON, or null. */
  readonly out: string | null;
};

export const usage = `npm run bench -- [--quick] [--only ${chapters.join('|')}] [--out FILE]`;

/** Null where the words cannot be understood. */
export function readWish(words: readonly string[]): Wish | null {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true },
        out: { type: 'string' },
      },
    });
    const only = values.only ?? chapters;
    if (!only.every(isChapter)) return null;
    return { quick: values.quick, chapters: only, out: values.out ?? null };
  } catch {
    return null;
  }
}

function isChapter(word: string): word is Chapter {
  return chapters.some((chapter) => chapter === word);
}
