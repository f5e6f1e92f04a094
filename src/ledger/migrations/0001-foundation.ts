/*
 * The present of the station but for its stays, by the name of its part: `ordinal` is the order in which
 * entries were added, which is the order of the array they came from, and `body` the entry as JSON. One table
 * without a rowid, because a commit flushes whole pages: the visit, the intention and the faults that it
 * changes lie on one of them.
 *
 * Stays have a table with a rowid: with the sealed contact an entry is longer than a quarter of a page.
 * Codes are part of the present: an entry is short, and its key is what somebody typed, as a keyed hash.
 */
export const foundation = `
CREATE TABLE present (
  part TEXT NOT NULL,
  key TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (part, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE stays (key TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE retired_codes (
  code TEXT PRIMARY KEY,
  extension TEXT NOT NULL,
  ending TEXT NOT NULL,
  retired_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- With a sealed contact an advice is longer than a quarter of a page, hence the rowid, as for stays.
CREATE TABLE advices (waybill TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;

CREATE TABLE ended_waybills (
  waybill TEXT PRIMARY KEY,
  ending TEXT NOT NULL,
  ended_at TEXT NOT NULL
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
