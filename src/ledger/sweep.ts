import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import type { Statement, Store } from './store.ts';

/** One look at so many rows after so many added ones: twice as many rows are looked at as are added. */
const lookCount = 32;
const addedBetweenLooks = 16;

type AgedTable = {
  readonly table: string;
  readonly key: string;
  readonly at: string;
  readonly keepMs: number;
};

/**
 * Forgets rows that are surely older than `keepMs`, a few at a time and in turn, so that no commit ever scans
 * a table and a row whose age is in doubt holds up no other. Call it once for each row that is added: the
 * table then stays within about twice of what must be kept.
 */
export function openSweep(store: Store, { table, key, at, keepMs }: AgedTable): (now: Moment) => void {
  const next: Statement<[string, number], { key: string; at: string }> = store.prepare(
    `SELECT ${key} AS key, ${at} AS at FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`,
  );
  const remove: Statement<[string]> = store.prepare(`DELETE FROM ${table} WHERE ${key} = ?`);
  let reached = '';
  let addedCount = 0;

  return (now) => {
    addedCount += 1;
    if (addedCount % addedBetweenLooks !== 0) return;
    const rows = next.all(reached, lookCount);
    for (const row of rows) {
      if (surelyElapsedMs(JSON.parse(row.at) as Moment, now) >= keepMs) remove.run(row.key);
    }
    reached = rows.length < lookCount ? '' : (rows.at(-1)?.key ?? '');
  };
}
