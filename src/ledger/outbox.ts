import assert from 'node:assert/strict';
import type { Outbox, OutboxEvent } from '#station/ports';
import { publishedBody } from './chain.ts';
import type { EarlierEpochs } from './earlier-epochs.ts';
import type { EventLog, OpenedRow } from './event-log.ts';
import type { Pruning } from './pruning.ts';
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
  readonly outrun: Outbox['outrun'];
  readonly pruning: Pick<Pruning, 'pruned' | 'offer'>;
  readonly earlier: EarlierEpochs;
};

/** Bounds what is sent twice after a power cut. */
const eventsBetweenCursors = 64;

export type OpenOutbox = {
  readonly outbox: Outbox;
  readonly announce: () => void;
  /** Writes the cursor down if it has moved far; must run inside a transaction. */
  readonly followCursor: () => void;
  /** Writes the cursor down if it has moved at all. */
  readonly keepCursor: () => void;
};

/**
 * The event log as the uplink sees it: not a copy, only a cursor that says how far the centre has it. Events
 * stay after their acknowledgement, for replays.
 *
 * The cursor goes to the disk with a commit, and not with each: flushing every acknowledgement would double
 * the flushes. What a power cut loses of it are a few events that are sent twice, under the same id.
 */
export function openOutbox(options: Options): OpenOutbox {
  const { store, write, log, epoch } = options;
  const listeners = new Set<() => void>();
  const cursor = openCursor(store, epoch, options.ackedSeq);

  const prunedSeq = (): number => {
    const pruned = options.pruning.pruned();
    return pruned?.epoch === epoch ? pruned.seq : 0;
  };

  const outbox: Outbox = {
    position() {
      const { seq: lastSeq, hash: lastHash } = log.end();
      return { epoch, firstSeq: prunedSeq() + 1, lastSeq, ackedSeq: cursor.ackedSeq(), lastHash };
    },
    read: (afterSeq, countMax) => log.read(afterSeq + 1, countMax).map((row) => publish(row, false)),
    ...openReplays(options, prunedSeq),
    acknowledge(ackedEpoch, upToSeq, hash) {
      if (ackedEpoch !== epoch) return 'other-epoch';
      // What was pruned can be compared with nothing, and was acknowledged before.
      if (upToSeq > 0 && upToSeq <= prunedSeq()) return 'old';
      if (log.hashAt(upToSeq) !== hash) return 'mismatch';
      if (upToSeq <= cursor.ackedSeq()) return 'old';
      cursor.move(upToSeq);
      return 'advanced';
    },
    offerCheckpoint: options.pruning.offer,
    outrun: options.outrun,
    onAppended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...openDocuments(options),
  };
  return {
    outbox,
    followCursor: () => {
      if (cursor.unkeptCount() >= eventsBetweenCursors) cursor.keep();
    },
    keepCursor: () => {
      if (cursor.unkeptCount() > 0) write(() => cursor.keep());
    },
    announce: () => listeners.forEach((listener) => listener()),
  };
}

/** What was sent before and can be sent again, of this epoch and of those before it. */
function openReplays(
  { log, epoch, earlier }: Options,
  prunedSeq: () => number,
): Pick<Outbox, 'reach' | 'replay'> {
  return {
    reach: (ofEpoch) =>
      ofEpoch === epoch ? { firstSeq: prunedSeq() + 1, lastSeq: log.end().seq } : earlier.reach(ofEpoch),
    replay(fromSeq, toSeq, ofEpoch = epoch) {
      const rows =
        ofEpoch === epoch
          ? log.read(fromSeq, toSeq - Math.max(1, fromSeq) + 1)
          : earlier.read(ofEpoch, fromSeq, toSeq);
      // Where the beginning of the range was pruned, what follows it reaches beyond its end.
      return rows.filter(({ seq }) => seq <= toSeq).map((row) => publish(row, true));
    },
  };
}

type Documents = Pick<Outbox, 'documentVersion' | 'keepDocumentVersion' | 'keepAdvices'>;

/** Which version of each document of the centre is applied. */
function openDocuments({ store, write, waybills }: Pick<Options, 'store' | 'write' | 'waybills'>): Documents {
  const versionOf: Statement<[string], number> = store
    .prepare<[string], number>('SELECT version FROM document_versions WHERE name = ?')
    .pluck();
  const keepVersion: Statement<[string, number]> = store.prepare(
    'INSERT OR REPLACE INTO document_versions (name, version) VALUES (?, ?)',
  );
  return {
    documentVersion: (name) => versionOf.get(name) ?? 0,
    keepDocumentVersion(name, version) {
      assert(Number.isSafeInteger(version), 'a document version is a whole number');
      write(() => keepVersion.run(name, version));
    },
    keepAdvices(name, version, advices) {
      assert(Number.isSafeInteger(version), 'a document version is a whole number');
      write(() => {
        waybills.replaceAdvices(advices);
        keepVersion.run(name, version);
      });
    },
  };
}

type Cursor = {
  ackedSeq(): number;
  /** Events by which the cursor is ahead of what the disk says. */
  unkeptCount(): number;
  move(upToSeq: number): void;
  /** Must run inside a transaction. */
  keep(): void;
};

function openCursor(store: Store, epoch: string, foundSeq: number): Cursor {
  const write: Statement<[number, string]> = store.prepare('UPDATE epochs SET acked_seq = ? WHERE epoch = ?');
  let ackedSeq = foundSeq;
  let keptSeq = foundSeq;
  return {
    ackedSeq: () => ackedSeq,
    unkeptCount: () => ackedSeq - keptSeq,
    move(upToSeq) {
      ackedSeq = upToSeq;
    },
    keep() {
      write.run(ackedSeq, epoch);
      keptSeq = ackedSeq;
    },
  };
}

function publish({ seq, type, body, hash, opening }: OpenedRow, historical: boolean): OutboxEvent {
  return { seq, type, body: publishedBody(body, { hash, historical, opening }) };
}
