import { configDefaults, defineConfig } from 'vitest/config';

/**
 * The tests of the pure core alone: they are fast, so that every mutant meets all of those that reach it. The
 * random stories stay out: they are drawn anew in every run, so that a score with them could not be repeated.
 * One worker keeps its modules for all files: the core has no state, and loading it is most of the time.
 */
export default defineConfig({
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    pool: 'forks',
    isolate: false,
    testTimeout: 30_000,
    include: ['tests/unit/domain/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      'tests/unit/domain/invariants.test.ts',
      'tests/unit/domain/*-stories.test.ts',
    ],
  },
});
