import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '#station/ports';
import { genesisHash } from './chain.ts';
import { flushFile, inspectCopy } from './copy.ts';
import type { CopyContent } from './copy.ts';
import { CopyDamaged, RestoreRefused } from './defects.ts';
import { beginEpoch, hasLivedIn } from './epochs.ts';
import type { OpenedAs } from './epochs.ts';
import { openMark } from './mark.ts';
import type { Mark } from './mark.ts';
import { migrate } from './migrations/schema.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';
import { openWriter } from './transaction.ts';

export type RestoreOptions = {
  /** The copy, and what its certificate says that it holds. */
  readonly copy: string;
  readonly content: Pick<CopyContent, 'epoch' | 'seq' | 'hash'>;
  /** Where the station will look for its ledger, and for the mark beside it. */
  readonly path: string;
  readonly markPath: string;
  /** Where a ledger that is there already is moved to; null where it must not be touched. */
  readonly movedTo: string | null;
  readonly newEpoch: string;
  readonly log: Log;
};

/** The files of one SQLite store; the log may hold commits that the first one does not. */
const suffixes = ['', '-wal'] as const;

/**
 * Puts a copy into the place of the ledger and begins a new epoch in it with the cause `restored` (rules R22
 * and R23), which names where the ledger before it ended, as far as this box knows. Everything is prepared
 * under another name first: a power cut leaves either ledger whole.
 *
 * Throws `RestoreRefused` where a ledger with events is in the place and must not be touched, `LedgerInUse`
 * while its station runs, and what `inspectCopy` throws.
 */
export function restoreLedger(options: RestoreOptions): OpenedAs {
  const { path, markPath, movedTo, newEpoch, log } = options;
  if (movedTo === null && holdsEvents(path)) throw new RestoreRefused(path);
  const draft = draftFrom(options);
  const mark = openMark(markPath, log);
  const beginning = beginIn(draft, newEpoch, options.content, mark.found());
  flushFile(draft);
  clearPlace(path, movedTo);
  renameSync(draft, path);
  flushFile(dirname(path));
  mark.writeNow({ epoch: newEpoch, seq: 0, hash: genesisHash, at: null });
  return beginning;
}

/** Says whether `restoreLedger` would find the copy in order, and leaves nothing behind. */
export function rehearseRestore(options: Pick<RestoreOptions, 'copy' | 'content' | 'path'>): void {
  try {
    draftFrom(options);
  } finally {
    removeStore(`${options.path}.restoring`);
  }
}

/** The copy may lie on something that cannot be written to, so that it is read where it will be used. */
function draftFrom({ copy, content, path }: Pick<RestoreOptions, 'copy' | 'content' | 'path'>): string {
  const draft = `${path}.restoring`;
  removeStore(draft);
  copyFileSync(copy, draft);
  chmodSync(draft, 0o600);
  const { epoch, seq, hash } = inspectCopy(draft);
  if (epoch !== content.epoch || seq !== content.seq || hash !== content.hash) {
    throw new CopyDamaged(copy, 'it ends elsewhere than its certificate says');
  }
  return draft;
}

/** A ledger that nothing was ever written into is no loss; one that runs is in use. */
function holdsEvents(path: string): boolean {
  if (!existsSync(path)) return false;
  const store = openStore(path);
  try {
    migrate(store);
    return store.prepare('SELECT 1 FROM events LIMIT 1').get() !== undefined;
  } finally {
    store.close();
  }
}

function clearPlace(path: string, movedTo: string | null): void {
  if (movedTo === null) return removeStore(path);
  if (!existsSync(path)) return;
  // Opened once, so that nobody's running ledger is pulled away from under it.
  openStore(path).close();
  for (const suffix of suffixes) {
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${movedTo}${suffix}`);
  }
}

function removeStore(path: string): void {
  for (const suffix of suffixes) rmSync(`${path}${suffix}`, { force: true });
}

function beginIn(draft: string, newEpoch: string, content: Mark, mark: Mark | null): OpenedAs {
  const store = openStore(draft);
  try {
    migrate(store);
    const { epoch, seq, hash } = furthest(store, content, mark);
    const beginning: OpenedAs = {
      cause: 'restored',
      previousEpoch: epoch,
      previousSeq: seq,
      previousHash: hash,
    };
    openWriter(store)(() => beginEpoch(store, newEpoch, beginning));
    return beginning;
  } finally {
    store.close();
  }
}

/** Where the ledger before ended: the mark of this box knows more than a copy that was made earlier. */
function furthest(store: Store, content: Mark, mark: Mark | null): Mark {
  const { epoch, seq, hash } = content;
  if (mark === null) return { epoch, seq, hash };
  const isOlder = mark.epoch === epoch ? mark.seq <= seq : hasLivedIn(store, mark.epoch);
  return isOlder ? { epoch, seq, hash } : mark;
}
