import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';

/** The files of one backup, in a directory of its own. */
export const copyFileNames = { ledger: 'ledger.sqlite', certificate: 'backup.json' } as const;

/** Length and SHA-256 of a file, read in pieces: a ledger is larger than the memory that it may take. */
export async function measureFile(
  path: string,
): Promise<{ readonly byteCount: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return { byteCount: statSync(path).size, sha256: hash.digest('hex') };
}

/** An instant as a part of a file name: `20261122T080000Z`. */
export function nameOfInstant(instant: string): string {
  return instant.replaceAll(/[-:]|\.\d+/g, '');
}
