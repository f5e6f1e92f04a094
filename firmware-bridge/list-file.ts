import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a list that a shell script reads after this process has died: the whole list or the one before,
 * never a half.
 */
export async function writeList(path: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o644 });
  await rename(draft, path);
}
