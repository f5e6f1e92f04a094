import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { asWritten } from '#platform/stack-lines';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-stack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A built file whose first character came from line 1 and whose 21st from line 2 of `../src/door.ts`. */
function build(name: string, map: object | null): string {
  const file = join(folder, name);
  writeFileSync(file, 'export const one=1;throw Error("two");\n');
  if (map !== null) writeFileSync(`${file}.map`, JSON.stringify(map));
  return pathToFileURL(file).href;
}

const doorMap = { version: 3, sources: ['../src/door.ts'], names: [], mappings: 'AAAA,oBACA' };

describe('a stack trace of the built program', () => {
  it('names the lines that somebody wrote', () => {
    const built = build('door.js', doorMap);
    const source = new URL('../src/door.ts', built).href;
    const stack = `Error: two\n    at open (${built}:1:21)\n    at ${built}:1:3`;
    expect(asWritten(stack)).toBe(`Error: two\n    at open (${source}:2:1)\n    at ${source}:1:1`);
  });

  it('stays as it is where there is no map, and outside of files', () => {
    const built = build('bare.js', null);
    const stack = `Error: two\n    at open (${built}:1:21)\n    at node:internal/process/task_queues:95:5`;
    expect(asWritten(stack)).toBe(stack);
  });

  it('stays as it is where the map cannot be read', () => {
    const built = build('torn.js', null);
    writeFileSync(join(folder, 'torn.js.map'), '{"version":3,');
    const stack = `Error: two\n    at open (${built}:1:21)`;
    expect(asWritten(stack)).toBe(stack);
  });
});
