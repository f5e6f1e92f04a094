import { SchemaTooNew } from '../defects.ts';
import type { Store } from '../store.ts';
import { foundation } from './0001-foundation.ts';
import { personal } from './0002-personal.ts';
import { pruning } from './0003-pruning.ts';

/** In order; the number of a migration is its place, counted from one. Never change one that was released. */
const migrations: readonly string[] = [foundation, personal, pruning];

/** What `user_version` says in a store of this version. */
export const schemaVersion = migrations.length;

/**
 * Brings the store to the schema of this version, one transaction a step, so that a power cut leaves a whole
 * step. Throws `SchemaTooNew` before anything is touched if a newer version wrote the store.
 */
export function migrate(store: Store): void {
  const found = Number(store.pragma('user_version', { simple: true }));
  if (found > migrations.length) throw new SchemaTooNew(found, migrations.length);
  for (const [index, sql] of migrations.entries()) {
    if (index < found) continue;
    store.transaction(() => {
      store.exec(sql);
      store.pragma(`user_version = ${index + 1}`);
    })();
  }
}
