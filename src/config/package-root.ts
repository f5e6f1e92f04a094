import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Absolute path of the folder that holds `package.json`, `hardware-profiles` and `dist`; the same whether
 * this file runs from the sources or from `dist`, and wherever the process was started.
 */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!isPackageRoot(folder)) {
    const parent = dirname(folder);
    assert.notEqual(parent, folder, 'The installation is incomplete: no package.json above the program.');
    folder = parent;
  }
  return folder;
}

function isPackageRoot(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return false;
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: unknown };
  return name === 'latchkey';
}
