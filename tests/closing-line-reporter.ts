import type { Reporter, TestModule } from 'vitest/node';

/** Closes the run with one line that any log reader can count: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state !== 'pending') count[state] += 1;
      }
    }
    const skipped = count.skipped > 0 ? `, ${String(count.skipped)} skipped` : '';
    process.once('exit', () => {
      process.stdout.write(`${String(count.passed)} passed, ${String(count.failed)} failed${skipped}\n`);
    });
  }
}
