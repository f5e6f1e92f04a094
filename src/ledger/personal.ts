import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { DomainEvent } from '#domain/events';
import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import type { StationState } from '#domain/state';
import type { StayId } from '#domain/words';
import type { Purgeable } from '#station/ports';
import { compareByIdentity } from './state-rows.ts';
import type { Statement, Store } from './store.ts';

/** For each concealed field its salt and its value. */
export type Opening = Readonly<Record<string, readonly [salt: string, value: string]>>;

/**
 * Rule R20: what identifies a person lies here and not in the chain, which holds a salted commitment to it. A
 * purge deletes salt and value; without the salt not even a guessed number can be found in the chain again.
 */
export type Personal = {
  /** Must run inside the transaction that appends the event. */
  keep(ordinal: number, event: DomainEvent, opening: Opening): void;
  /** Notes which stays a commit ended; must run inside its transaction. */
  followStays(commit: {
    readonly before: StationState;
    readonly after: StationState;
    readonly at: Moment;
  }): void;
  /** A batch of events whose stay surely ended `keepMs` ago or longer; each look goes on where it stopped. */
  find(now: Moment, keepMs: number): Purgeable | null;
  /** Deletes what `find` found last; must run inside the transaction of its evidence. */
  purge(evidence: Purgeable): void;
};

/** One look costs a few milliseconds at most, and a purge not much more. */
const lookCount = 1_000;
const purgeCountMax = 200;

type Row = {
  readonly ordinal: number;
  readonly stay: string;
  readonly id: string;
  readonly ended_at: string | null;
};
type Found = Purgeable & { readonly rows: readonly Row[] };

/** `sha256:` and SHA-256 over salt and value; the salt has a fixed length, so that no two pairs are alike. */
export function commitment(salt: string, value: string): string {
  return `sha256:${hash('sha256', `${salt}${value}`, 'hex')}`;
}

export function openPersonal(store: Store): Personal {
  const insert: Statement<[number, string, string]> = store.prepare(
    'INSERT INTO personal (ordinal, stay, opening) VALUES (?, ?, ?)',
  );
  const end: Statement<[string, string]> = store.prepare(
    'INSERT OR IGNORE INTO ended_stays (stay, ended_at) VALUES (?, ?)',
  );
  // A stay that is neither here nor noted as ended was over within one commit: nothing speaks for its values.
  const next: Statement<[number, number], Row> = store.prepare(
    `SELECT ordinal, personal.stay, events.epoch || '-' || events.seq AS id, ended_at
     FROM personal JOIN events USING (ordinal) LEFT JOIN ended_stays USING (stay)
     WHERE ordinal > ? AND NOT EXISTS (SELECT 1 FROM stays WHERE stays.key = personal.stay)
     ORDER BY ordinal LIMIT ?`,
  );
  const purge = openPurge(store);
  let reached = 0;
  let found: Found | null = null;

  return {
    keep(ordinal, event, opening) {
      assert('stay' in event && event.stay !== null, 'personal values belong to a stay, which ends');
      insert.run(ordinal, event.stay, JSON.stringify(opening));
    },
    followStays({ before, after, at }) {
      if (before.stays === after.stays) return;
      const { gone } = compareByIdentity(before.stays, after.stays, ({ id }): StayId => id);
      for (const stay of gone) end.run(stay, JSON.stringify(at));
    },
    find(now, keepMs) {
      const rows = next.all(reached, lookCount);
      const due = rows.filter((row) => isDue(row, now, keepMs)).slice(0, purgeCountMax);
      const last = due.length < purgeCountMax ? rows.at(-1) : due.at(-1);
      reached = rows.length < lookCount && due.length < purgeCountMax ? 0 : (last?.ordinal ?? 0);
      const newest = due.at(-1);
      found = newest === undefined ? null : { count: due.length, upTo: newest.id, rows: due };
      return found === null ? null : { count: found.count, upTo: found.upTo };
    },
    purge({ count, upTo }) {
      assert(found?.count === count && found.upTo === upTo, 'what is purged is what was found');
      purge(found.rows);
      found = null;
    },
  };
}

function isDue({ ended_at: endedAt }: Row, now: Moment, keepMs: number): boolean {
  return endedAt === null || surelyElapsedMs(JSON.parse(endedAt) as Moment, now) >= keepMs;
}

function openPurge(store: Store): (rows: readonly Row[]) => void {
  const remove: Statement<[number]> = store.prepare('DELETE FROM personal WHERE ordinal = ?');
  const forget: Statement<[string]> = store.prepare('DELETE FROM ended_stays WHERE stay = ?');
  return (rows) => {
    for (const { ordinal, stay } of rows) {
      remove.run(ordinal);
      forget.run(stay);
    }
  };
}
