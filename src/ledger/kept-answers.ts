import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import type { Answer } from '#domain/decision';
import type { KeptAnswer } from '#station/ports';
import type { Statement, Store } from './store.ts';
import { openSweep } from './sweep.ts';

type Row = { readonly fingerprint: string; readonly answer: string; readonly kept_at: string };

/** Rule R17: answers that were committed with their cause, for requests that are repeated. */
export type KeptAnswers = {
  recall(key: string, now: Moment): KeptAnswer | null;
  /** Must run inside the transaction of the commit that the answer belongs to. */
  keep(answer: KeptAnswer, at: Moment): void;
};

/** Long enough for any client that still repeats itself; a doubtful clock only makes it longer. */
const keptAnswerMs = 24 * 3_600_000;

/** Some days of an ordinary kiosk, and a megabyte of memory; beyond, every key is looked up on the disk. */
const rememberedKeyCountMax = 10_000;

export function openKeptAnswers(store: Store): KeptAnswers {
  const used = openKeyMemory(store);
  const find: Statement<[string], Row> = store.prepare(
    'SELECT fingerprint, answer, kept_at FROM kept_answers WHERE key = ?',
  );
  const insert: Statement<[string, string, string, string]> = store.prepare(
    'INSERT OR REPLACE INTO kept_answers (key, fingerprint, answer, kept_at) VALUES (?, ?, ?, ?)',
  );
  const sweep = openSweep(store, { table: 'kept_answers', key: 'key', at: 'kept_at', keepMs: keptAnswerMs });

  return {
    recall(key, now) {
      if (!used.mayHold(key)) return null;
      const row = find.get(key);
      if (row === undefined) return null;
      if (surelyElapsedMs(JSON.parse(row.kept_at) as Moment, now) >= keptAnswerMs) return null;
      return { key, fingerprint: row.fingerprint, answer: JSON.parse(row.answer) as Answer };
    },
    keep({ key, fingerprint, answer }, at) {
      insert.run(key, fingerprint, JSON.stringify(answer), JSON.stringify(at));
      used.add(key);
      sweep(at);
    },
  };
}

/**
 * Which keys were used, for the usual request that repeats none: a person waits for a door while the disk
 * would be asked. A key that the disk has forgotten meanwhile is only looked for in vain.
 */
function openKeyMemory(store: Store): {
  readonly mayHold: (key: string) => boolean;
  readonly add: (key: string) => void;
} {
  const kept = store.prepare<[number], string>('SELECT key FROM kept_answers LIMIT ?').pluck();
  const used = new Set(kept.all(rememberedKeyCountMax));
  const isFull = (): boolean => used.size >= rememberedKeyCountMax;
  return {
    mayHold: (key) => isFull() || used.has(key),
    add: (key) => {
      if (!isFull()) used.add(key);
    },
  };
}
