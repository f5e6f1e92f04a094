import { timingSafeEqual } from 'node:crypto';
import type { CodeKnowledge } from '#domain/commands/code-commands';
import type { DomainEvent } from '#domain/events';
import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import { retiredCodeMs } from '#domain/policy';
import type { Code, StationState } from '#domain/state';
import type { CodeMac } from '#domain/words';
import { compareByIdentity } from './state-rows.ts';
import type { Statement, Store } from './store.ts';
import { openSweep } from './sweep.ts';

type End = Extract<CodeKnowledge, { kind: 'retired' }>['end'];
type ActiveCode = Pick<Code, 'id' | 'record'>;
type RetiredRow = { readonly extension: string; readonly ending: End; readonly retired_at: string };

/**
 * The codes of this station: the active ones are part of the present, the others stay for 30 days. The active
 * ones are a few hundred at most and are looked up in memory, because a person waits for the door meanwhile.
 */
export type Codes = {
  recall(code: CodeMac, extension: CodeMac | null, now: Moment): CodeKnowledge;
  knows(code: CodeMac, now: Moment): boolean;
  /** Keeps the codes that a commit ended and learns the new ones; must run inside its transaction. */
  follow(commit: {
    readonly before: StationState;
    readonly after: StationState;
    readonly events: readonly DomainEvent[];
    readonly at: Moment;
  }): void;
};

/** Compared against when there is nothing to compare, so that every refusal costs the same work. */
const noMac = '0'.repeat(64);

export function openCodes(store: Store): Codes {
  let active = byMac(readActive(store));
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

  /** Only a door that opens may be quick: whatever is refused waits for its step anyway (rule R12). */
  function recall(code: CodeMac, extension: CodeMac | null, now: Moment): CodeKnowledge {
    const found = active.get(code);
    if (found !== undefined) {
      return {
        kind: 'active',
        code: found.id,
        extension: compareExtension(found.record.extension, extension),
      };
    }
    const retiredRow = retired.get(code);
    const verdict = compareExtension(retiredRow?.extension ?? noMac, extension);
    if (retiredRow === undefined) return { kind: 'unknown' };
    const retiredAt = JSON.parse(retiredRow.retired_at) as Moment;
    if (surelyElapsedMs(retiredAt, now) >= retiredCodeMs) return { kind: 'unknown' };
    return { kind: 'retired', end: retiredRow.ending, retiredAt, extension: verdict };
  }

  return {
    recall,
    knows: (code, now) => recall(code, null, now).kind !== 'unknown',
    follow({ before, after, events, at }) {
      if (before.codes === after.codes) return;
      active = byMac(after.codes);
      for (const code of endedCodes(before.codes, after.codes)) {
        keep.run(code.record.code, code.record.extension, endOf(code, events), JSON.stringify(at));
        sweep(at);
      }
    },
  };
}

function readActive(store: Store): readonly ActiveCode[] {
  const bodies = store.prepare<[], string>("SELECT body FROM present WHERE part = 'codes'").pluck().all();
  return bodies.map((body) => JSON.parse(body) as Code);
}

function byMac(codes: readonly ActiveCode[]): ReadonlyMap<CodeMac, ActiveCode> {
  return new Map(codes.map((code) => [code.record.code, code]));
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
