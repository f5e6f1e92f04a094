import { timingSafeEqual } from 'node:crypto';
import type { CodeKnowledge } from '#domain/commands/code-commands';
import type { DomainEvent } from '#domain/events';
import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import { retiredCodeMs } from '#domain/policy';
import type { CodeRecord, StationState } from '#domain/state';
import type { CodeMac, StayId } from '#domain/words';
import { compareByIdentity } from './state-rows.ts';
import type { Statement, Store } from './store.ts';
import { openSweep } from './sweep.ts';

type End = Extract<CodeKnowledge, { kind: 'retired' }>['end'];
type ActiveRow = { readonly stay: StayId; readonly extension: string };
type RetiredRow = { readonly extension: string; readonly ending: End; readonly retired_at: string };

/** The codes of this station: the active ones live in `stays`, the others for 30 days on their own. */
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
    'SELECT key AS stay, extension FROM stays WHERE code = ?',
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
    if (activeRow !== undefined) return { kind: 'active', stay: activeRow.stay, extension: verdict };
    if (retiredRow === undefined) return { kind: 'unknown' };
    const retiredAt = JSON.parse(retiredRow.retired_at) as Moment;
    if (surelyElapsedMs(retiredAt, now) >= retiredCodeMs) return { kind: 'unknown' };
    return { kind: 'retired', end: retiredRow.ending, retiredAt, extension: verdict };
  }

  return {
    recall,
    knows: (code, now) => recall(code, null, now).kind !== 'unknown',
    retire({ before, after, events, at }) {
      if (before.stays === after.stays) return;
      for (const { stay, record } of endedCodes(before, after)) {
        keep.run(record.code, record.extension, endOf(stay, events), JSON.stringify(at));
        sweep(at);
      }
    },
  };
}

/** Codes whose stay left, or that were replaced by new ones (rule R11). */
function endedCodes(
  before: StationState,
  after: StationState,
): readonly { readonly stay: StayId; readonly record: CodeRecord }[] {
  const { gone, changed } = compareByIdentity(before.stays, after.stays, ({ id }) => id);
  const valid = new Map(changed.map(({ id, code }) => [id, code?.code]));
  return before.stays.flatMap(({ id, code }) => {
    if (code === null) return [];
    const ended = gone.includes(id) || (valid.has(id) && valid.get(id) !== code.code);
    return ended ? [{ stay: id, record: code }] : [];
  });
}

const ends: ReadonlyMap<DomainEvent['type'], End> = new Map([
  ['pickup.completed', 'collected'],
  ['recall.completed', 'recalled'],
]);

function endOf(stay: StayId, events: readonly DomainEvent[]): End {
  const end = events.find((event) => ends.has(event.type) && 'stay' in event && event.stay === stay);
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
