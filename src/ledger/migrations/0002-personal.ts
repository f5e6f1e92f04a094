/**
 * Personal values of events, apart from the chain that holds only commitments to them (rule R20), and when
 * the stays ended that they are about. Values lie in the order of the events, so that a commit adds to the
 * last page.
 */
export const personal = `
CREATE TABLE personal (ordinal INTEGER PRIMARY KEY, stay TEXT NOT NULL, opening TEXT NOT NULL) STRICT;

CREATE TABLE ended_stays (stay TEXT PRIMARY KEY, ended_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
