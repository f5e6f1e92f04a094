import { defineConfig } from 'vitest/config';

/** The tests of the pure core alone: they are fast, so that every mutant meets all of those that reach it. */
export default defineConfig({
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    pool: 'forks',
    testTimeout: 30_000,
    include: ['tests/unit/domain/**/*.test.ts'],
  },
});
