import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checks } from '#bridge/conformance/checks';
import {
  boardFault,
  busFault,
  cameraFault,
  compartmentFault,
  scaleFault,
  scannerFault,
} from '#simulator/orders/faults';

const page = readFileSync(
  new URL('../../../docs/how-to/break-the-virtual-cabinet.md', import.meta.url),
  'utf8',
);

/** Rows of the table under a heading, as cells. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => row.split('|').slice(1, -1));
}

const namedIn = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);

const kindsOf = (schema: z.ZodType): ReadonlySet<string> => {
  const written = JSON.stringify(z.toJSONSchema(schema));
  const lists = [...written.matchAll(/"enum":\[([^\]]+)\]/g)].map(([, list = '']) => list);
  const listed = lists.flatMap((list) => [...list.matchAll(/"([a-z-]+)"/g)]);
  const kinds = [...written.matchAll(/"const":"([a-z-]+)"/g), ...listed];
  return new Set(kinds.map(([, kind = '']) => kind));
};

describe.each([
  ['At a board', boardFault],
  ['At a compartment', compartmentFault],
  ['At a bus', busFault],
  ['At a scanner', scannerFault],
  ['At the scale', scaleFault],
  ['At the camera', cameraFault],
] as const)('the page about faults, %s', (heading, schema) => {
  it('has a row for every fault that can be switched on', () => {
    const named = new Set(tableUnder(heading).flatMap(([fault]) => namedIn(fault)));
    expect(kindsOf(schema).size).toBeGreaterThan(1);
    expect([...kindsOf(schema)].filter((kind) => !named.has(kind))).toEqual([]);
  });

  it('names only checks that exist', () => {
    const ids = new Set<string>(checks.map(({ id }) => id));
    const named = tableUnder(heading).flatMap(([, , check]) => namedIn(check).slice(0, 1));
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
