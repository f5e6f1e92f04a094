import assert from 'node:assert/strict';
import { isClassB } from '#domain/events';
import type { DomainEvent } from '#domain/events';
import type { EventEncoder } from '#station/ports';
import { chainHash, genesisHash } from './chain.ts';
import { commitment } from './personal.ts';
import type { Opening, Personal } from './personal.ts';
import type { Statement, Store } from './store.ts';

export type EventRow = {
  readonly ordinal: number;
  readonly epoch: string;
  readonly seq: number;
  readonly type: string;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
};

/** An event with what opens its commitments; null where nothing is personal, or not any more. */
export type OpenedRow = EventRow & { readonly opening: string | null };

/** How far the log of the current epoch reaches; `seq` 0 with the genesis hash when it is empty. */
export type LogEnd = { readonly seq: number; readonly hash: string };

/**
 * The class A events, one row each. Within an epoch `seq` counts from one without a gap, and ordinals without
 * one through all epochs, so that a row is found by arithmetic and needs no second index.
 */
export type EventLog = {
  end(): LogEnd;
  /**
   * Appends the class A events among `events`; must run inside a transaction, and `moveEnd` must follow once
   * that is on disk. The answer is the new end, or null if nothing was appended.
   */
  append(events: readonly DomainEvent[]): LogEnd | null;
  moveEnd(end: LogEnd): void;
  /** The hash of an event of this epoch; the genesis hash for 0, null where there is no such event. */
  hashAt(seq: number): string | null;
  /** Events of this epoch from `fromSeq` on, in order, at most `countMax`. */
  read(fromSeq: number, countMax: number): readonly OpenedRow[];
};

type Options = {
  readonly station: string;
  readonly epoch: string;
  /** Ordinal of the first event of this epoch. */
  readonly firstOrdinal: number;
  readonly encode: EventEncoder;
  readonly personal: Personal;
  readonly newSalt: () => string;
};

export function openEventLog(store: Store, options: Options): EventLog {
  const { epoch, firstOrdinal } = options;
  const encode = openEncoder(options);
  const insert: Statement<[number, string, number, string, string, string, string]> = store.prepare(
    'INSERT INTO events (ordinal, epoch, seq, type, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const hashOf: Statement<[number], string> = store
    .prepare<[number], string>('SELECT hash FROM events WHERE ordinal = ?')
    .pluck();
  const range: Statement<[number, number], OpenedRow> = store.prepare(
    `SELECT events.*, personal.opening FROM events LEFT JOIN personal USING (ordinal)
     WHERE ordinal >= ? ORDER BY ordinal LIMIT ?`,
  );
  let end = readLogEnd(store, epoch);

  function appendOne(event: DomainEvent, { seq: lastSeq, hash: prevHash }: LogEnd): LogEnd {
    const seq = lastSeq + 1;
    const { body, opening } = encode(event, seq, prevHash);
    const ordinal = firstOrdinal + lastSeq;
    const hash = chainHash(prevHash, body);
    insert.run(ordinal, epoch, seq, event.type, body, prevHash, hash);
    if (opening !== null) options.personal.keep(ordinal, event, opening);
    return { seq, hash };
  }

  return {
    end: () => end,
    append(events) {
      const sequenced = events.filter(({ type }) => !isClassB(type));
      if (sequenced.length === 0) return null;
      return sequenced.reduce((reached, event) => appendOne(event, reached), end);
    },
    moveEnd(reached) {
      end = reached;
    },
    hashAt(seq) {
      if (seq === 0) return genesisHash;
      if (!Number.isSafeInteger(seq) || seq < 0 || seq > end.seq) return null;
      return hashOf.get(firstOrdinal + seq - 1) ?? null;
    },
    read: (fromSeq, countMax) => range.all(firstOrdinal + Math.max(1, fromSeq) - 1, Math.max(0, countMax)),
  };
}

type Encoded = { readonly body: string; readonly opening: Opening | null };

/** Puts a commitment into the place of each personal value and hands the values back beside the text. */
function openEncoder({ station, epoch, encode, newSalt }: Options) {
  return (event: DomainEvent, seq: number, prevHash: string): Encoded => {
    const fields: [string, readonly [string, string]][] = [];
    const body = encode(event, { station, epoch, seq, prevHash }, (field, value) => {
      const salt = newSalt();
      fields.push([field, [salt, value]]);
      return commitment(salt, value);
    });
    assert(body.endsWith('}'), 'an encoded event is a JSON object without trailing space');
    return { body, opening: fields.length === 0 ? null : Object.fromEntries(fields) };
  };
}

export function readLogEnd(store: Store, epoch: string): LogEnd {
  const newest = store
    .prepare<[], Pick<EventRow, 'epoch' | 'seq' | 'hash'>>(
      'SELECT epoch, seq, hash FROM events ORDER BY ordinal DESC LIMIT 1',
    )
    .get();
  return newest?.epoch === epoch ? { seq: newest.seq, hash: newest.hash } : { seq: 0, hash: genesisHash };
}
