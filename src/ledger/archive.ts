import { existsSync } from 'node:fs';
import type { Archive, StoredEvent } from '#station/archive';
import { ArchiveRefused } from './defects.ts';
import { schemaVersion } from './migrations/schema.ts';
import { readPruned } from './pruned.ts';
import { openStore } from './store.ts';
import type { Statement, Store } from './store.ts';

type Row = Pick<StoredEvent, 'epoch' | 'seq' | 'body' | 'hash'> & { readonly prev_hash: string };
type End = { readonly seq: number; readonly hash: string };

/**
 * Opens the log of a station that does not run, to read it and to change nothing. Throws `LedgerInUse` while
 * the station runs, `ArchiveRefused` where there is no ledger of this version.
 */
export function openArchive(path: string): Archive {
  if (!existsSync(path)) throw new ArchiveRefused(`there is no ledger at ${path}`);
  const store = openStore(path);
  const found = Number(store.pragma('user_version', { simple: true }));
  if (found !== schemaVersion) {
    store.close();
    throw new ArchiveRefused(`the ledger ${path} has schema ${found}, this version reads ${schemaVersion}`);
  }
  return readArchive(store);
}

function readArchive(store: Store): Archive {
  const all: Statement<[], Row> = store.prepare(
    'SELECT epoch, seq, body, prev_hash, hash FROM events ORDER BY ordinal',
  );
  const end: Statement<[string], End> = store.prepare(
    'SELECT seq, hash FROM events WHERE epoch = ? ORDER BY ordinal DESC LIMIT 1',
  );
  const one: Statement<[string, number], string> = store
    .prepare<[string, number], string>(
      `SELECT hash FROM events
       WHERE ordinal = (SELECT first_ordinal FROM epochs WHERE epoch = ?) + ? - 1`,
    )
    .pluck();
  const acked: Statement<[string], number> = store
    .prepare<[string], number>('SELECT acked_seq FROM epochs WHERE epoch = ?')
    .pluck();
  return {
    *events() {
      for (const { prev_hash: prevHash, ...row } of all.iterate()) yield { ...row, prevHash };
    },
    endOf(epoch) {
      const last = end.get(epoch);
      if (last === undefined) throw new ArchiveRefused(`the ledger has no epoch ${epoch}`);
      return { ...last, ackedSeq: acked.get(epoch) ?? 0 };
    },
    keptFrom() {
      const pruned = readPruned(store);
      return pruned === null ? null : { epoch: pruned.epoch, seq: pruned.seq + 1 };
    },
    hashAt: (epoch, seq) => one.get(epoch, seq) ?? null,
    close: () => {
      store.close();
    },
  };
}
