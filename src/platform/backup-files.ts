import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The files of one backup, in a directory of its own. */
export const backupFileNames = { ledger: 'ledger.sqlite', certificate: 'backup.json' } as const;

export type Measured = { readonly byteCount: number; readonly sha256: string };

export type BackupInput<Content> = {
  /** Where the backup becomes a directory of its own. */
  readonly out: string;
  readonly station: string;
  /** RFC 3339; becomes part of the name. */
  readonly madeAt: string;
  /** Copies the ledger to this path and says what the copy holds. */
  readonly copy: (target: string) => Promise<Content>;
  /** The text of the certificate for this file with this content. */
  readonly certify: (content: Content, measured: Measured) => Promise<string>;
};

/**
 * Makes a backup under another name and gives it its own when it is whole and on the disk; what fails leaves
 * nothing behind. Gives the directory.
 */
export async function writeBackup<Content>(input: BackupInput<Content>): Promise<string> {
  const directory = join(input.out, `${input.station}-${nameOfInstant(input.madeAt)}`);
  const draft = `${directory}.partial`;
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  try {
    const target = join(draft, backupFileNames.ledger);
    const content = await input.copy(target);
    const text = await input.certify(content, await measureFile(target));
    const certificate = join(draft, backupFileNames.certificate);
    writeFileSync(certificate, text, { mode: 0o600 });
    for (const path of [certificate, draft]) flush(path);
    renameSync(draft, directory);
    flush(input.out);
    return directory;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** When the newest backup of this station was made, in milliseconds since 1970; null where there is none. */
export function newestBackupMs(out: string, station: string): number | null {
  const newest = backupsIn(out, station).at(-1);
  return newest === undefined ? null : statSync(join(out, newest)).mtimeMs;
}

/** Keeps the newest ones of this station, and touches nothing else that lies there. */
export function dropOldBackups(out: string, station: string, keepCount: number): void {
  for (const name of backupsIn(out, station).slice(0, -keepCount)) {
    rmSync(join(out, name), { recursive: true, force: true });
  }
}

/** By name, which is by age. */
function backupsIn(out: string, station: string): readonly string[] {
  const pattern = new RegExp(`^${station}-\\d{8}T\\d{6}Z$`);
  return readdirSync(out)
    .filter((name) => pattern.test(name))
    .toSorted();
}

/** Length and SHA-256 of a file, read in pieces: a ledger is larger than the memory that it may take. */
export async function measureFile(path: string): Promise<Measured> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return { byteCount: statSync(path).size, sha256: hash.digest('hex') };
}

/** An instant as a part of a file name: `20261122T080000Z`. */
export function nameOfInstant(instant: string): string {
  return instant.replaceAll(/[-:]|\.\d+/g, '');
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
