import { timingSafeEqual } from 'node:crypto';
import type { CodeKnowledge } from '#domain/commands/code-commands';
import type { DomainEvent } from '#domain/events';
import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import { retiredCodeMs } from '#domain/policy';
import type { Code, StationState } from '#domain/state';
import type { CodeId, CodeMac } from '#domain/words';
import { compareByIdentity } from './state-rows.ts';
import type { Statement, Store } from './store.ts';
import { openSweep } from './sweep.ts';

type End = Extract<CodeKnowledge, { kind: 'retired' }>['end'];
type ActiveRow = { readonly id: CodeId; readonly extension: string };
type RetiredRow = { readonly extension: string; readonly ending: End; readonly retired_at: string };

/** The codes of this station: the active ones are part of the present, the others stay for 30 days. */
export type Codes = {
  recall(code: CodeMac, extension: CodeMac | null, now: Moment): CodeKnowledge;
  knows(code: CodeMac, now: Moment): boolean;
  /** Keeps the codes that a commit ended; must run inside its transaction. */
  retire(commit: {
    readonly before: StationState;
    readonly after: StationState;
    readonly events: readonly DomainEvent[];
    readonly at: Moment;
  }): void;
};

/** Compared against when there is nothing to compare, so that every answer costs the same work. */
const noMac = '0'.repeat(64);

export function openCodes(store: Store): Codes {
  const active: Statement<[string], ActiveRow> = store.prepare(
    `SELECT json_extract(body, '$.id') AS id, json_extract(body, '$.record.extension') AS extension
     FROM present WHERE part = 'codes' AND key = ?`,
  );
  const retired: Statement<[string], RetiredRow> = store.prepare(
    'SELECT extension, ending, retired_at FROM retired_codes WHERE code = ?',
  );
  const keep: Statement<[string, string, End, string]> = store.prepare(
    'INSERT OR REPLACE INTO retired_codes (code, extension, ending, retired_at) VALUES (?, ?, ?, ?)',
  );
  const sweep = openSweep(store, {
    table: 'retired_codes',
    key: 'code',
    at: 'retired_at',
    keepMs: retiredCodeMs,
  });

  /** Both look-ups run whatever the first one finds. */
  function recall(code: CodeMac, extension: CodeMac | null, now: Moment): CodeKnowledge {
    const activeRow = active.get(code);
    const retiredRow = retired.get(code);
    const verdict = compareExtension(activeRow?.extension ?? retiredRow?.extension ?? noMac, extension);
    if (activeRow !== undefined) return { kind: 'active', code: activeRow.id, extension: verdict };
    if (retiredRow === undefined) return { kind: 'unknown' };
    const retiredAt = JSON.parse(retiredRow.retired_at) as Moment;
    if (surelyElapsedMs(retiredAt, now) >= retiredCodeMs) return { kind: 'unknown' };
    return { kind: 'retired', end: retiredRow.ending, retiredAt, extension: verdict };
  }

  return {
    recall,
    knows: (code, now) => recall(code, null, now).kind !== 'unknown',
    retire({ before, after, events, at }) {
      if (before.codes === after.codes) return;
      for (const code of endedCodes(before.codes, after.codes)) {
        keep.run(code.record.code, code.record.extension, endOf(code, events), JSON.stringify(at));
        sweep(at);
      }
    },
  };
}

/** Codes whose last stay left, or that were taken back (rule R11). */
function endedCodes(before: readonly Code[], after: readonly Code[]): readonly Code[] {
  const { gone } = compareByIdentity(before, after, ({ record }) => record.code);
  return before.filter(({ record }) => gone.includes(record.code));
}

const ends: ReadonlyMap<DomainEvent['type'], End> = new Map([
  ['pickup.completed', 'collected'],
  ['shelf.released', 'collected'],
  ['shelf.handed-over', 'collected'],
  ['recall.completed', 'recalled'],
]);

/** A code that a commit ended and that was revoked in the same commit did not see its parcels leave. */
function endOf({ id, delegate, stays }: Code, events: readonly DomainEvent[]): End {
  const isRevoked = events.some(
    (event) => event.type === 'code.revoked' && (event.codeId === id || event.codeId === delegate?.of),
  );
  if (isRevoked) return 'revoked';
  const end = events.find(
    (event) => ends.has(event.type) && 'stay' in event && event.stay !== null && stays.includes(event.stay),
  );
  return (end === undefined ? undefined : ends.get(end.type)) ?? 'other';
}

/** Compares in constant time; the length of a keyed hash is no secret. */
function compareExtension(kept: string, typed: CodeMac | null): 'right' | 'wrong' | 'absent' {
  const keptBytes = Buffer.from(kept);
  const typedBytes = Buffer.from(typed ?? noMac);
  const isRight = keptBytes.length === typedBytes.length && timingSafeEqual(keptBytes, typedBytes);
  if (typed === null) return 'absent';
  return isRight ? 'right' : 'wrong';
}
