import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '#config/package-root';

/** Root of the tree that is judged. */
export const root = packageRoot();

const notOurs = new Set(['.git', 'node_modules', 'dist', '.latchkey']);

/**
 * Every file of the tree, relative to the root with forward slashes: what git tracks or would track. A tree
 * without its history, for example an unpacked archive, is walked instead.
 */
export const trackedFiles: readonly string[] = (fromGit() ?? walk(root)).toSorted();

export function readTracked(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function fromGit(): string[] | null {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', listing, { cwd: root, encoding: 'utf8' });
  if (status !== 0) return null;
  const paths = new Set(stdout.split('\0').filter((path) => path !== ''));
  // A file that was moved but not yet committed is still listed under its old name.
  return [...paths].filter((path) => existsSync(join(root, path)));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [relative(root, path)];
  });
}
