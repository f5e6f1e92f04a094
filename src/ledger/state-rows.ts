import type { Statement, Store } from './store.ts';

/** The arrays of the state: `stays` have a table of their own, all others share `present`. */
export type StatePart =
  | 'compartments'
  | 'stays'
  | 'codes'
  | 'intentions'
  | 'releases'
  | 'faults'
  | 'cases'
  | 'reservations'
  | 'interlocks'
  | 'sendings'
  | 'troubles'
  | 'sensors'
  | 'audits'
  | 'unconfirmed'
  | 'recoveries'
  | 'settledCases'
  | 'surveys'
  | 'visits'
  | 'guesses';

/** One array of the station's state on the disk. */
export type StateRows<Entry> = {
  /** All entries, in the order in which they were added. */
  read(): Entry[];
  /** Writes what differs between two versions of the array and returns the number of rows written. */
  write(before: readonly Entry[], after: readonly Entry[]): number;
};

type Upsert = Statement<[key: string, ordinal: number, body: string]>;

/**
 * The core hands back the very same value for whatever did not change, so identity tells what must be
 * written: two hundred compartments cost two hundred comparisons, not two hundred rows.
 */
export function openStateRows<Entry>(
  store: Store,
  part: StatePart,
  keyOf: (entry: Entry) => string,
): StateRows<Entry> {
  const place = placeOf(part);
  const upsert: Upsert = store.prepare(
    `INSERT INTO ${place.columns} VALUES (${place.values}?, ?, ?)
     ON CONFLICT (${place.key}) DO UPDATE SET body = excluded.body`,
  );
  const remove: Statement<[string]> = store.prepare(`DELETE FROM ${place.rows} AND key = ?`);
  const newest: Statement<[], number | null> = store
    .prepare<[], number | null>(`SELECT max(ordinal) FROM ${place.rows}`)
    .pluck();
  let lastOrdinal = newest.get() ?? 0;

  return {
    read() {
      const bodies = store
        .prepare<[], string>(`SELECT body FROM ${place.rows} ORDER BY ordinal`)
        .pluck()
        .all();
      return bodies.map((body) => JSON.parse(body) as Entry);
    },
    write(before, after) {
      if (before === after) return 0;
      const { gone, changed } = compareByIdentity(before, after, keyOf);
      for (const key of gone) remove.run(key);
      for (const entry of changed) {
        lastOrdinal += 1;
        upsert.run(keyOf(entry), lastOrdinal, JSON.stringify(entry));
      }
      return gone.length + changed.length;
    },
  };
}

type Place = {
  readonly columns: string;
  readonly values: string;
  readonly key: string;
  readonly rows: string;
};

/** Pieces of SQL; a part is a word of the program, never one of a person. */
function placeOf(part: StatePart): Place {
  if (part === 'stays') {
    return { columns: 'stays (key, ordinal, body)', values: '', key: 'key', rows: 'stays WHERE true' };
  }
  return {
    columns: 'present (part, key, ordinal, body)',
    values: `'${part}', `,
    key: 'part, key',
    rows: `present WHERE part = '${part}'`,
  };
}

/** The keys that left and the entries that are new or another value; the usual change is one entry. */
export function compareByIdentity<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  keyOf: (entry: Entry) => string,
): { readonly gone: readonly string[]; readonly changed: readonly Entry[] } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;

  const earlier = new Map(before.slice(head, before.length - tail).map((entry) => [keyOf(entry), entry]));
  const changed: Entry[] = [];
  for (const entry of after.slice(head, after.length - tail)) {
    const key = keyOf(entry);
    if (earlier.get(key) !== entry) changed.push(entry);
    earlier.delete(key);
  }
  return { gone: [...earlier.keys()], changed };
}
