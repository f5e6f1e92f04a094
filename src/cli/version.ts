import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#config/package-root';

export function softwareVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}
