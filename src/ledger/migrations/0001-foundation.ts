/**
 * The shape of a state table: `key`, `ordinal` (the order in which entries were added, which is the order of
 * the array they came from) and the entry as JSON. Without a rowid an entry costs a flush one page, not two.
 */
const stateTable = (name: string): string =>
  `CREATE TABLE ${name} (key TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, body TEXT NOT NULL)
   STRICT, WITHOUT ROWID;`;

const stateTables = [
  'compartments',
  'stays',
  'codes',
  'intentions',
  'releases',
  'faults',
  'cases',
  'troubles',
  'sensors',
  'settledCases',
  'sendings',
  'visits',
  'guesses',
];

export const foundation = `
${stateTables.map(stateTable).join('\n')}

CREATE TABLE retired_codes (
  code TEXT PRIMARY KEY,
  extension TEXT NOT NULL,
  ending TEXT NOT NULL,
  retired_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_answers (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL,
  kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document_versions (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE epochs (
  number INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL UNIQUE,
  first_ordinal INTEGER NOT NULL,
  cause TEXT NOT NULL,
  previous_epoch TEXT,
  previous_seq INTEGER,
  previous_hash TEXT,
  acked_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE events (
  ordinal INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
`;
