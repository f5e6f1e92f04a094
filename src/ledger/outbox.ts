import assert from 'node:assert/strict';
import type { Outbox, OutboxEvent } from '#station/ports';
import { publishedBody } from './chain.ts';
import type { EventLog, EventRow } from './event-log.ts';
import type { Statement, Store } from './store.ts';
import type { Write } from './transaction.ts';
import type { Waybills } from './waybills.ts';

type Options = {
  readonly store: Store;
  readonly write: Write;
  readonly log: EventLog;
  readonly epoch: string;
  readonly ackedSeq: number;
  readonly waybills: Pick<Waybills, 'replaceAdvices'>;
};

/**
 * The event log as the uplink sees it: not a copy, only a cursor that says how far the centre has it. Events
 * stay after their acknowledgement, for replays.
 */
export function openOutbox(options: Options): { readonly outbox: Outbox; readonly announce: () => void } {
  const { store, write, log, epoch } = options;
  const listeners = new Set<() => void>();
  const moveCursor: Statement<[number, string]> = store.prepare(
    'UPDATE epochs SET acked_seq = ? WHERE epoch = ?',
  );
  const versionOf: Statement<[string], number> = store
    .prepare<[string], number>('SELECT version FROM document_versions WHERE name = ?')
    .pluck();
  const keepVersion: Statement<[string, number]> = store.prepare(
    'INSERT OR REPLACE INTO document_versions (name, version) VALUES (?, ?)',
  );
  let ackedSeq = options.ackedSeq;

  const outbox: Outbox = {
    position() {
      const { seq: lastSeq, hash: lastHash } = log.end();
      return { epoch, firstSeq: 1, lastSeq, ackedSeq, lastHash };
    },
    read: (afterSeq, countMax) => log.read(afterSeq + 1, countMax).map((row) => publish(row, false)),
    replay: (fromSeq, toSeq) =>
      log.read(fromSeq, toSeq - Math.max(1, fromSeq) + 1).map((row) => publish(row, true)),
    acknowledge(ackedEpoch, upToSeq, hash) {
      if (ackedEpoch !== epoch) return 'other-epoch';
      if (log.hashAt(upToSeq) !== hash) return 'mismatch';
      if (upToSeq <= ackedSeq) return 'old';
      write(() => moveCursor.run(upToSeq, epoch));
      ackedSeq = upToSeq;
      return 'advanced';
    },
    onAppended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    documentVersion: (name) => versionOf.get(name) ?? 0,
    keepDocumentVersion(name, version) {
      assert(Number.isSafeInteger(version), 'a document version is a whole number');
      write(() => keepVersion.run(name, version));
    },
    keepAdvices(name, version, advices) {
      assert(Number.isSafeInteger(version), 'a document version is a whole number');
      write(() => {
        options.waybills.replaceAdvices(advices);
        keepVersion.run(name, version);
      });
    },
  };
  return { outbox, announce: () => listeners.forEach((listener) => listener()) };
}

function publish({ seq, type, body, hash }: EventRow, historical: boolean): OutboxEvent {
  return { seq, type, body: publishedBody(body, hash, historical) };
}
