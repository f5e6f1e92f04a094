import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests read the sources of every room, so that a failing line is the line that was written.
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    // onoff's addon crashes in worker threads, and native modules want a process of their own.
    pool: 'forks',
    maxWorkers: 2,
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', './tests/closing-line-reporter.ts'],
  },
});
