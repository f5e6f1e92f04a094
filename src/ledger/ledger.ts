import type { Moment } from '#domain/moment';
import type { Commit, EventEncoder, Ledger, Log, Outbox, Purgeable } from '#station/ports';
import { checkChain, checkedAtOpenCount } from './chain-check.ts';
import { copyStore, glanceAtCopy } from './copy.ts';
import type { CopyContent } from './copy.ts';
import { openCodes } from './codes.ts';
import { openEarlierEpochs } from './earlier-epochs.ts';
import { beginEpoch, hasLivedIn, judgeStore, openedAsOf, readNewestEpoch } from './epochs.ts';
import type { Epoch, OpenedAs } from './epochs.ts';
import { openEventLog } from './event-log.ts';
import type { EventLog } from './event-log.ts';
import { openKeptAnswers } from './kept-answers.ts';
import { openMark } from './mark.ts';
import type { MarkKeeper, StampedMark } from './mark.ts';
import { migrate } from './migrations/schema.ts';
import { openOutbox } from './outbox.ts';
import { openPersonal } from './personal.ts';
import type { Personal } from './personal.ts';
import { openPruning } from './pruning.ts';
import type { Pruning } from './pruning.ts';
import { openStateTables } from './state-tables.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';
import { openWriter } from './transaction.ts';
import type { Write } from './transaction.ts';
import { openWaybills } from './waybills.ts';
import type { Waybills } from './waybills.ts';

export type LedgerOptions = {
  /** Path of the SQLite file; its directory must exist and lie on a disk that honours fsync. */
  readonly path: string;
  /** Path of the high-water mark: beside the file, not inside it (rule R22). */
  readonly markPath: string;
  readonly station: string;
  readonly encode: EventEncoder;
  readonly now: () => Moment;
  /** Names a new epoch: 16 hexadecimal digits from 64 random bits. */
  readonly newEpoch: () => string;
  /** Salts a commitment to a personal value (rule R20): 32 hexadecimal digits from 128 random bits. */
  readonly newSalt: () => string;
  readonly log: Log;
};

export type OpenLedger = {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly openedAs: OpenedAs;
  /** When a station last said here that it is there; null where nobody knows. */
  readonly lastSeenAt: Moment | null;
  /**
   * Copies the ledger while it is in use, a few pages at a time; what is committed meanwhile is in the copy.
   * The file at `target` is created or replaced.
   */
  readonly copyTo: (target: string) => Promise<CopyContent>;
  /** Recomputes the whole chain; throws `ChainBroken`. Returns how many events were checked. */
  readonly verifyChain: () => number;
};

/**
 * Opens the station's durable memory alone, durably and checked.
 *
 * Throws `LedgerInUse` if another process has it, `SchemaTooNew` if a newer version wrote it, `ChainBroken`
 * if one of its newest events is damaged. A store that is older than its mark is opened in a new epoch.
 */
export function openLedger(options: LedgerOptions): OpenLedger {
  const store = openStore(options.path);
  try {
    migrate(store);
    checkChain(store, checkedAtOpenCount);
    return wire(store, options);
  } catch (error) {
    store.close();
    throw error;
  }
}

function wire(store: Store, options: LedgerOptions): OpenLedger {
  const write = openWriter(store);
  const mark = openMark(options.markPath, options.log);
  const personal = openPersonal(store);
  const epoch = settleEpoch(store, write, mark, { ...options, personal });
  const log = openLogOf(store, epoch, { ...options, personal });
  const pruning = openPruning(store, epoch.epoch, epoch.first_ordinal);
  const lastSeenAt = mark.found()?.at ?? null;
  const anchor = openAnchor(mark, () => ({ epoch: epoch.epoch, ...log.end(), at: options.now() }));
  anchor.keep();

  const openedAs = openedAsOf(epoch, log.end().seq);
  const waybills = openWaybills(store);
  const { outbox, announce, followCursor, keepCursor } = openOutbox({
    pruning,
    earlier: openEarlierEpochs(store, pruning),
    outrun: (seq, hash) => anchor.replace({ epoch: epoch.epoch, seq, hash, at: options.now() }),
    waybills,
    store,
    write,
    log,
    epoch: epoch.epoch,
    ackedSeq: epoch.acked_seq,
  });
  const ledger = openFace({
    store,
    waybills,
    write,
    log,
    personal,
    now: options.now,
    followCursor,
    appended() {
      anchor.follow();
      announce();
    },
    pruning,
    anchor(now) {
      anchor.keep();
      if (pruning.isCheckpointDue()) write(() => pruning.keepCheckpoint(now));
    },
    close: closerOf(store, anchor, keepCursor),
  });
  const copyTo = async (target: string): Promise<CopyContent> => {
    await copyStore(store, target, () => undefined);
    return glanceAtCopy(target);
  };
  return { ledger, outbox, openedAs, lastSeenAt, copyTo, verifyChain: () => checkChain(store) };
}

function closerOf(store: Store, anchor: Anchor, keepCursor: () => void): () => void {
  return () => {
    if (!store.open) return;
    try {
      anchor.keep();
      keepCursor();
    } finally {
      store.close();
    }
  };
}

type Anchor = {
  /** Writes at once how far the log reaches. */
  keep(): void;
  /** Lets the mark follow the log, now and then. */
  follow(): void;
  /** What the centre knows is written instead, and nothing that this older copy says replaces it. */
  replace(known: StampedMark): void;
};

function openAnchor(mark: MarkKeeper, end: () => StampedMark): Anchor {
  let isReplaced = false;
  return {
    keep() {
      if (!isReplaced) mark.writeNow(end());
    },
    follow() {
      if (!isReplaced) mark.follow(end());
    },
    replace(known) {
      isReplaced = true;
      mark.writeNow(known);
    },
  };
}

type Face = {
  readonly store: Store;
  readonly waybills: Waybills;
  readonly write: Write;
  readonly log: EventLog;
  readonly personal: Personal;
  readonly now: () => Moment;
  readonly followCursor: () => void;
  readonly appended: () => void;
  readonly pruning: Pruning;
  readonly anchor: Ledger['anchor'];
  readonly close: () => void;
};

function openFace(face: Face): Ledger {
  const { store, waybills, write, log, personal, now, followCursor, appended, pruning, anchor, close } = face;
  const tables = openStateTables(store);
  const codes = openCodes(store);
  const answers = openKeptAnswers(store);

  function writeAll(commit: Commit): ReturnType<EventLog['append']> {
    followCursor();
    tables.write(commit.before, commit.after);
    codes.follow(commit);
    waybills.end(commit);
    personal.followStays(commit);
    for (const evidence of purgesIn(commit)) personal.purge(evidence);
    for (const event of commit.events) if (event.type === 'records.pruned') pruning.prune(event);
    for (const answer of commit.answers) answers.keep(answer, commit.at);
    return log.append(commit.events);
  }

  return {
    load: (plan, policy) => tables.load(plan, policy),
    commit(commit) {
      const end = write(() => writeAll(commit));
      if (end === null) return;
      log.moveEnd(end);
      appended();
      // What was purged still lies in the write-ahead log until that is carried over and cut off.
      if (purgesIn(commit).length > 0) store.pragma('wal_checkpoint(TRUNCATE)');
    },
    recallCode: (code, extension, at) => codes.recall(code, extension, at),
    knowsCode: (code) => codes.knows(code, now()),
    findPurgeable: (at, keepMs) => personal.find(at, keepMs),
    findPrunable: (at, keepMs) => pruning.find(at, keepMs),
    anchor,
    recallAnswer: (key) => answers.recall(key, now()),
    recallWaybill: (waybill, at) => waybills.recall(waybill, at),
    close,
  };
}

/** Continues the newest epoch of the store, or begins one and names what was before (rule R22). */
function settleEpoch(store: Store, write: Write, mark: MarkKeeper, options: LogOptions): Epoch {
  const newest = readNewestEpoch(store);
  const log = newest === null ? null : openLogOf(store, newest, options);
  const found = judgeStore({
    newest: newest === null || log === null ? null : { epoch: newest.epoch, ...log.end() },
    mark: mark.found(),
    hasLived: (epoch) => hasLivedIn(store, epoch),
    hashAt: (seq) => log?.hashAt(seq) ?? null,
  });
  if (newest !== null && found.cause === 'continued') return newest;
  const epoch = options.newEpoch();
  write(() => beginEpoch(store, epoch, found));
  options.log.warn({ epoch, ...found }, 'the ledger began a new epoch');
  return readNewestEpoch(store) as Epoch;
}

type LogOptions = LedgerOptions & { readonly personal: Personal };

function purgesIn({ events }: Commit): readonly Purgeable[] {
  return events.filter((event) => event.type === 'records.purged');
}

function openLogOf(store: Store, epoch: Epoch, options: LogOptions): EventLog {
  const { station, encode, newSalt, personal } = options;
  const { epoch: name, first_ordinal: firstOrdinal } = epoch;
  return openEventLog(store, { station, epoch: name, firstOrdinal, encode, newSalt, personal });
}
