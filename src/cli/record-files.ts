import { existsSync, readFileSync } from 'node:fs';
import { formatInstant } from '#contract/instant';
import { loadStationFile } from '#config/station-file';
import type { Settings } from '#config/settings';
import type { PublicKey } from '#evidence/verifier/jws';
import { ledgerIn } from '#ledger/place';
import type { Archive } from '#station/archive';

import { refuse, type ExitCode, type Terminal } from './terminal.ts';

/** What commands about records share: the ledger of a stopped station, its receipt key, files to verify. */

export type RecordOptions = { readonly config: string; readonly json?: boolean };

/** Opens the log of a station file for reading, works on it, and closes it whatever happens. */
export async function withArchive(
  options: RecordOptions,
  terminal: Terminal,
  work: (settings: Settings, archive: Archive) => Promise<ExitCode>,
): Promise<ExitCode> {
  const loaded = await loadStationFile(options.config, terminal.env);
  if (!loaded.ok) return refuse(loaded.problems, terminal, options.json === true);
  const { openArchive } = await import('#ledger/archive');
  const archive = openArchive(ledgerIn(loaded.settings.data.directory).path);
  try {
    return await work(loaded.settings, archive);
  } finally {
    archive.close();
  }
}

/** When this runs, for documents that say when they were written. */
export async function nowText(): Promise<string> {
  const { newBootId } = await import('#platform/boot');
  const { openClock } = await import('#platform/clock');
  const { openClockJudge } = await import('#platform/clock-quality');
  return formatInstant(openClock(newBootId(), openClockJudge()).now().wallMs);
}

/** Signs with the receipt key of a station. */
export async function receiptSigner({ data }: Settings): Promise<(text: string) => Promise<string>> {
  const { loadKeys } = await import('#platform/keys');
  const { signJws } = await import('#platform/jose');
  const { receipt } = loadKeys(data.keysDirectory);
  return (text) => signJws(receipt, text);
}

/** A file to be verified; null, with a word to the person, where it cannot be read. */
export function readText(path: string, terminal: Terminal): string | null {
  if (existsSync(path)) return readFileSync(path, 'utf8');
  terminal.complain(`There is no file ${path}.`);
  return null;
}

/** A public Ed25519 key as JWK; null, with a word to the person, where the file holds none. */
export function readPublicKey(path: string, terminal: Terminal): PublicKey | null {
  const text = readText(path, terminal);
  if (text === null) return null;
  try {
    const { kty, crv, x } = JSON.parse(text) as Partial<PublicKey>;
    if (kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && /^[\w-]{43}$/.test(x)) {
      return { kty, crv, x };
    }
  } catch {
    // Said below, for whatever the file is.
  }
  terminal.complain(`${path} is not a public Ed25519 key as JWK.`);
  return null;
}

/** An acknowledgement of the centre, and the key by which it is known. */
export type Checkpoint = { readonly jws: string; readonly key: PublicKey };

type CheckpointOptions = { readonly checkpoint?: string; readonly centreKey?: string };
type ReadCheckpoint = { readonly ok: true; readonly checkpoint: Checkpoint | null } | { readonly ok: false };

/** The acknowledgement of the centre that somebody brings along, with the key by which it is known. */
export function readCheckpoint(options: CheckpointOptions, terminal: Terminal): ReadCheckpoint {
  if (options.checkpoint === undefined) return { ok: true, checkpoint: null };
  if (options.centreKey === undefined) {
    terminal.complain('A checkpoint proves something only with --centre-key.');
    return { ok: false };
  }
  const jws = readText(options.checkpoint, terminal);
  const key = readPublicKey(options.centreKey, terminal);
  return jws === null || key === null ? { ok: false } : { ok: true, checkpoint: { jws: jws.trim(), key } };
}
