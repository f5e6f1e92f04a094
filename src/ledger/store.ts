import assert from 'node:assert/strict';
import BetterSqlite from 'better-sqlite3';
import { LedgerInUse } from './defects.ts';

/** One open SQLite file. The only file of the house that knows the driver. */
export type Store = BetterSqlite.Database;
export type Statement<Parameters extends unknown[], Row = unknown> = BetterSqlite.Statement<Parameters, Row>;

/** `PRAGMA synchronous` reads back 2 for FULL. */
const synchronousFull = 2;

/**
 * Opens the file alone and durably, or throws `LedgerInUse`.
 *
 * FULL is set on every open and read back: the driver is compiled with WAL meaning NORMAL, so that a store
 * that was opened once with FULL silently loses commits at a power cut after its second open.
 */
export function openStore(path: string): Store {
  const store = new BetterSqlite(path, { timeout: 0 });
  try {
    configure(store);
  } catch (error) {
    store.close();
    if (isBusy(error)) throw new LedgerInUse(path, error);
    throw error;
  }
  return store;
}

function configure(store: Store): void {
  // Exclusive before the first read: the lock is then never given back, and the index of the write-ahead log
  // lives in this process instead of a shared file.
  store.pragma('locking_mode = EXCLUSIVE');
  store.pragma('page_size = 4096');
  store.pragma('journal_mode = WAL');
  store.pragma('synchronous = FULL');
  assert.equal(store.pragma('journal_mode', { simple: true }), 'wal');
  assert.equal(store.pragma('synchronous', { simple: true }), synchronousFull);
  // A contact or a code that has left its row must not survive in a free page (a stolen card is read so).
  store.pragma('secure_delete = ON');
  store.pragma('trusted_schema = OFF');
  // Negative means KiB. The working set of a station is a few dozen pages.
  store.pragma('cache_size = -1024');
  store.pragma('temp_store = MEMORY');
  // About 4 MiB of log between checkpoints, and no more than that kept on the card afterwards.
  store.pragma('wal_autocheckpoint = 1000');
  store.pragma('journal_size_limit = 8388608');
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
