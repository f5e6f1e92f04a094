import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkChain, checkedAtOpenCount } from './chain-check.ts';
import { ArchiveRefused, CopyDamaged, SchemaTooNew } from './defects.ts';
import { readNewestEpoch } from './epochs.ts';
import { readLogEnd } from './event-log.ts';
import { schemaVersion } from './migrations/schema.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

/** What a copy of a ledger holds. */
export type CopyContent = {
  readonly schema: number;
  readonly epoch: string;
  /** Where the log of that epoch ends. */
  readonly seq: number;
  readonly hash: string;
  readonly eventCount: number;
  readonly stayCount: number;
};

/** Pages that are copied at once: a quarter of a megabyte, so that a running station answers in between. */
const pagesAtOnce = 64;

/**
 * Copies the ledger of a station that does not run, page by page, with what its write-ahead log holds. Throws
 * `LedgerInUse` while the station runs. `progress` hears the share that is done, from 0 to 1.
 */
export async function copyLedger(
  path: string,
  target: string,
  progress: (share: number) => void,
): Promise<void> {
  if (!existsSync(path)) throw new ArchiveRefused(`there is no ledger at ${path}`);
  const store = openStore(path);
  try {
    await copyStore(store, target, progress);
  } finally {
    store.close();
  }
}

/** The same for a store that is open and being written to: the copy shows it as it is at its end. */
export async function copyStore(
  store: Store,
  target: string,
  progress: (share: number) => void,
): Promise<void> {
  // The driver would let others read what it creates.
  closeSync(openSync(target, 'w', 0o600));
  await store.backup(target, {
    progress({ totalPages, remainingPages }) {
      progress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
      return pagesAtOnce;
    },
  });
  progress(1);
  flushFile(target);
  flushFile(dirname(target));
}

/**
 * Reads a copy whole and changes nothing: the pages, the rows, the chain from its first event. Throws
 * `CopyDamaged` or `ChainBroken` where it is not what a station has written, `SchemaTooNew` where a newer
 * version wrote it.
 */
export function inspectCopy(path: string): CopyContent {
  const store = openStore(path);
  try {
    const schema = Number(store.pragma('user_version', { simple: true }));
    const found = store.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new CopyDamaged(path, String(found));
    if (schema > schemaVersion) throw new SchemaTooNew(schema, schemaVersion);
    return { schema, ...readContent(store, path) };
  } finally {
    store.close();
  }
}

/**
 * Reads the end of a copy that a running station has just made: the newest events and where they lead.
 * Reading it whole would keep people waiting; that is done before anything is restored from it.
 */
export function glanceAtCopy(path: string): CopyContent {
  const store = openStore(path);
  try {
    const schema = Number(store.pragma('user_version', { simple: true }));
    const content = readContent(store, path, checkedAtOpenCount);
    return { schema, ...content, eventCount: countEvents(store) };
  } finally {
    store.close();
  }
}

/** Ordinals have no gap, so that nothing has to be counted. */
function countEvents(store: Store): number {
  const span = 'SELECT max(ordinal) - min(ordinal) + 1 FROM events';
  return store.prepare<[], number | null>(span).pluck().get() ?? 0;
}

function readContent(store: Store, path: string, checkedMax?: number): Omit<CopyContent, 'schema'> {
  const newest = readNewestEpoch(store);
  if (newest === null) throw new CopyDamaged(path, 'no station has ever written into it');
  const eventCount = checkChain(store, checkedMax);
  const stayCount = store.prepare<[], number>('SELECT count(*) FROM stays').pluck().get() ?? 0;
  return { epoch: newest.epoch, ...readLogEnd(store, newest.epoch), eventCount, stayCount };
}

/** What has a name after this has it also after a power cut. */
export function flushFile(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
