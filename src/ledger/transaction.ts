import { LedgerUnsure } from './defects.ts';
import type { Store } from './store.ts';

/** Runs a task in one transaction that is flushed to the disk before the call returns. */
export type Write = <Result>(task: () => Result) => Result;

/**
 * The only way to write. After the first failure nothing is written any more: what the disk holds is then
 * unknown, and a second transaction on top of an unknown first one would make the doubt worse.
 */
export function openWriter(store: Store): Write {
  const begin = store.prepare('BEGIN IMMEDIATE');
  const commit = store.prepare('COMMIT');
  let failure: LedgerUnsure | null = null;

  return (task) => {
    if (failure !== null) throw failure;
    try {
      begin.run();
      const result = task();
      commit.run();
      return result;
    } catch (error) {
      failure = new LedgerUnsure(error);
      forget(store);
      throw failure;
    }
  };
}

/** Nobody may read rows of the doubtful transaction while the process ends; the doubt itself stays. */
function forget(store: Store): void {
  try {
    if (store.inTransaction) store.exec('ROLLBACK');
  } catch {
    // The caller throws the first failure, which says more than this one.
  }
}
