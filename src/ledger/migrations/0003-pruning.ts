/**
 * Acknowledgements of the centre, kept with their signatures now and then, and how far the log was pruned
 * under one of them (rule R20). `pruned` has at most one row: the newest event that is gone.
 */
export const pruning = `
CREATE TABLE checkpoints (
  ordinal INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  jws TEXT NOT NULL,
  kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE pruned (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  ordinal INTEGER NOT NULL,
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
`;
