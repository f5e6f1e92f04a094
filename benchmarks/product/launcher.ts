import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#config/package-root';

/** The one launcher of the product (rule R27). */
export function launcherPath(): string {
  return join(packageRoot(), 'packaging', 'latchkey');
}

/** The options that the launcher gives to Node, so that a benchmark never measures another process. */
export function launcherOptions(): readonly string[] {
  const options = /^exec node (.*) "\$program"/m.exec(readFileSync(launcherPath(), 'utf8'))?.[1];
  assert(options !== undefined, 'the launcher does not start Node as expected');
  return options.split(' ');
}
