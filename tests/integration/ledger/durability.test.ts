import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LedgerInUse, SchemaTooNew } from '#ledger/defects';
import { migrate } from '#ledger/migrations/schema';
import { openStore } from '#ledger/store';
import { appendEvents, emptyDirectory, openIn } from './small-station.ts';

function pragmas(path: string): Record<string, unknown> {
  const store = openStore(path);
  const read = (name: string): unknown => store.pragma(name, { simple: true });
  const found = {
    synchronous: read('synchronous'),
    journal: read('journal_mode'),
    locking: read('locking_mode'),
    secureDelete: read('secure_delete'),
  };
  store.close();
  return found;
}

describe('how a store is opened', () => {
  it('is durable and alone at the first open and at every later one', () => {
    const path = join(emptyDirectory(), 'ledger.db');
    const durable = { synchronous: 2, journal: 'wal', locking: 'exclusive', secureDelete: 1 };
    expect(pragmas(path)).toEqual(durable);
    expect(pragmas(path)).toEqual(durable);
    expect(pragmas(path)).toEqual(durable);
  });

  it('would not be durable at the second open without being told', () => {
    const path = join(emptyDirectory(), 'ledger.db');
    pragmas(path);
    const untold = new BetterSqlite(path);
    untold.prepare('SELECT * FROM sqlite_schema').all();
    expect(untold.pragma('synchronous', { simple: true })).toBe(1);
    untold.close();
  });

  it('refuses a second ledger on the same file', () => {
    const directory = emptyDirectory();
    openIn(directory);
    expect(() => openIn(directory)).toThrow(LedgerInUse);
  });

  it('keeps every other process out', () => {
    const directory = emptyDirectory();
    appendEvents(openIn(directory), 1);
    const script = `
      const store = new (require('better-sqlite3'))(process.argv[1], { timeout: 0 });
      try { store.prepare('SELECT count(*) FROM events').get(); console.log('read'); }
      catch (error) { console.log(error.code); }`;
    const answer = execFileSync(process.execPath, ['-e', script, join(directory, 'ledger.db')], {
      encoding: 'utf8',
    });
    expect(answer.trim()).toBe('SQLITE_BUSY');
  });

  it('lets the next one in after a close', () => {
    const directory = emptyDirectory();
    openIn(directory).ledger.close();
    expect(openIn(directory).openedAs.cause).toBe('new-store');
  });
});

describe('the schema of a store', () => {
  it('is refused without being touched when a newer version wrote it', () => {
    const directory = emptyDirectory();
    openIn(directory).ledger.close();
    const path = join(directory, 'ledger.db');
    const raw = new BetterSqlite(path);
    raw.pragma('user_version = 99');
    raw.close();
    expect(() => openIn(directory)).toThrow(SchemaTooNew);
    expect(() => openIn(directory)).toThrow(/schema 99/);
    const again = new BetterSqlite(path);
    expect(again.pragma('user_version', { simple: true })).toBe(99);
    again.close();
  });

  it('is made of strict tables', () => {
    const store = openStore(join(emptyDirectory(), 'ledger.db'));
    migrate(store);
    const tables = store.pragma('table_list') as { name: string; schema: string; strict: number }[];
    const own = tables.filter(({ name, schema }) => schema === 'main' && !name.startsWith('sqlite_'));
    store.close();
    expect(own.length).toBeGreaterThan(8);
    expect(own.filter(({ strict }) => strict !== 1)).toEqual([]);
  });

  it('is brought up only once', () => {
    const store = openStore(join(emptyDirectory(), 'ledger.db'));
    migrate(store);
    migrate(store);
    expect(store.pragma('user_version', { simple: true })).toBe(3);
    store.close();
  });
});
