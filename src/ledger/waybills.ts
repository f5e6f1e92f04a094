import type { Advice, WaybillKnowledge } from '#domain/advice';
import type { DomainEvent } from '#domain/events';
import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import { retiredCodeMs } from '#domain/policy';
import type { Stay, StationState } from '#domain/state';
import type { StayId, Waybill } from '#domain/words';
import { compareByIdentity } from './state-rows.ts';
import type { Statement, Store } from './store.ts';
import { openSweep } from './sweep.ts';

type Ending = NonNullable<WaybillKnowledge['ended']>['ending'];
type EndedRow = { readonly ending: Ending; readonly ended_at: string };

/** What is known of waybills beyond the parcels that are here: announced ones, and those that have left. */
export type Waybills = {
  /** Two look-ups by key, however many advices there are. */
  recall(waybill: Waybill, now: Moment): WaybillKnowledge;
  /** Keeps how stays ended and drops their advice; must run inside the transaction of the commit. */
  end(commit: {
    readonly before: StationState;
    readonly after: StationState;
    readonly events: readonly DomainEvent[];
    readonly at: Moment;
  }): void;
  /** Makes these the only advices; must run inside a transaction. Rows that do not change are not written. */
  replaceAdvices(advices: readonly Advice[]): void;
};

export function openWaybills(store: Store): Waybills {
  const advised: Statement<[string], string> = store
    .prepare<[string], string>('SELECT body FROM advices WHERE waybill = ?')
    .pluck();
  const ended: Statement<[string], EndedRow> = store.prepare(
    'SELECT ending, ended_at FROM ended_waybills WHERE waybill = ?',
  );
  const keepEnd: Statement<[string, Ending, string]> = store.prepare(
    'INSERT OR REPLACE INTO ended_waybills (waybill, ending, ended_at) VALUES (?, ?, ?)',
  );
  const drop: Statement<[string]> = store.prepare('DELETE FROM advices WHERE waybill = ?');
  const keep: Statement<[string, string]> = store.prepare(
    `INSERT INTO advices (waybill, body) VALUES (?, ?)
     ON CONFLICT (waybill) DO UPDATE SET body = excluded.body WHERE body <> excluded.body`,
  );
  const known: Statement<[], string> = store.prepare<[], string>('SELECT waybill FROM advices').pluck();
  const sweep = openSweep(store, {
    table: 'ended_waybills',
    key: 'waybill',
    at: 'ended_at',
    keepMs: retiredCodeMs,
  });

  return {
    recall(waybill, now) {
      const body = advised.get(waybill);
      const row = ended.get(waybill);
      return {
        advice: body === undefined ? null : (JSON.parse(body) as Advice),
        ended: row === undefined ? null : recentEnd(row, now),
      };
    },
    end({ before, after, events, at }) {
      if (before.stays === after.stays) return;
      for (const { id, waybill } of goneStays(before, after, events)) {
        drop.run(waybill);
        keepEnd.run(waybill, endingOf(id, events), JSON.stringify(at));
        sweep(at);
      }
    },
    replaceAdvices(advices) {
      const wanted = new Set<string>(advices.map(({ waybill }) => waybill));
      for (const waybill of known.all()) if (!wanted.has(waybill)) drop.run(waybill);
      for (const advice of advices) keep.run(advice.waybill, JSON.stringify(advice));
    },
  };
}

function recentEnd({ ending, ended_at }: EndedRow, now: Moment): WaybillKnowledge['ended'] {
  const endedAt = JSON.parse(ended_at) as Moment;
  return surelyElapsedMs(endedAt, now) < retiredCodeMs ? { ending, endedAt } : null;
}

/** Stays that came to their end; a courier who takes a parcel back at once may bring it again. */
function goneStays(
  before: StationState,
  after: StationState,
  events: readonly DomainEvent[],
): readonly Stay[] {
  const gone = new Set(compareByIdentity(before.stays, after.stays, ({ id }) => id).gone);
  const cancelled = new Set(
    events.flatMap((event) => (event.type === 'deposit.cancelled' ? [event.stay] : [])),
  );
  return before.stays.filter(({ id }) => gone.has(id) && !cancelled.has(id));
}

const collecting: ReadonlySet<DomainEvent['type']> = new Set([
  'pickup.completed',
  'shelf.released',
  'shelf.handed-over',
]);

function isAbout(event: DomainEvent, stay: StayId): boolean {
  return 'stay' in event && event.stay === stay;
}

function endingOf(stay: StayId, events: readonly DomainEvent[]): Ending {
  const isCollected = events.some((event) => collecting.has(event.type) && isAbout(event, stay));
  return isCollected ? 'collected' : 'other';
}
