import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rooms, type Room } from './rooms.ts';
import { root } from './tracked-files.ts';

/** A copy of the lint configuration with one crossing of every wall in every room: each has to fire. */
const folder = mkdtempSync(join(tmpdir(), 'latchkey-walls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));

function write(path: string, lines: readonly string[]): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${lines.join('\n')}\n`);
}

for (const room of rooms) {
  write(`${room.folder}/crossing.ts`, [
    `export * from '#tests/anything';`,
    `export * from 'left-pad';`,
    `export const now = new Date();`,
    `export const timer = setTimeout(String, 1);`,
    `export const dice = Math.random();`,
    `export const file = import('${room.usesNode ? '#web/page' : 'node:fs'}');`,
    `export const late = globalThis.setTimeout;`,
  ]);
  write(`${room.folder}/dwelling.ts`, [
    `export * from './neighbour.ts';`,
    ...room.mayEnter.map((door) => `export * from '${door.replace('*', 'deep/inside')}';`),
    ...room.packages.map((name) => `export * from '${name.replace('*', 'part')}';`),
    ...(room.usesNode ? [`export * from 'node:fs/promises';`] : []),
  ]);
}
write('src/main.ts', [`export * from '#simulator/world';`, `export const now = new Date();`]);
write(
  'src/domain/long.ts',
  Array.from({ length: 301 }, (_, index) => `export const line${String(index)} = ${String(index)};`),
);
write('src/domain/deep.ts', [
  'export function deep(one: boolean): number {',
  '  if (one) { while (one) { if (one) { for (;;) { return 1; } } } }',
  '  return 2;',
  '}',
]);
write('src/domain/loud.ts', [`console.log('loud');`, 'export default 1;']);
write('src/domain/first.ts', [`export { second } from './second.ts';`, 'export const first = 1;']);
write('src/domain/second.ts', [`import { first } from './first.ts';`, 'export const second = first;']);

type Diagnostic = { readonly code: string; readonly filename: string };

const { stdout } = spawnSync(join(root, 'node_modules', '.bin', 'oxlint'), ['--format', 'json', '.'], {
  cwd: folder,
  encoding: 'utf8',
});
const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };

function countOf(file: string, rule: string): number {
  return diagnostics.filter(({ filename, code }) => filename === file && code.includes(`(${rule})`)).length;
}

describe.each(rooms)('the lint walls of $folder', (room: Room) => {
  it('R30 stop every import that the table does not list', () => {
    expect(countOf(`${room.folder}/crossing.ts`, 'no-restricted-imports')).toBe(3);
  });

  it('keep clocks and chance out unless they are its business', () => {
    const globals = countOf(`${room.folder}/crossing.ts`, 'no-restricted-globals');
    const properties = countOf(`${room.folder}/crossing.ts`, 'no-restricted-properties');
    expect([globals, properties]).toEqual(room.ownsTime ? [0, 0] : [2, 2]);
  });

  it('let through what the table lists', () => {
    expect(diagnostics.filter(({ filename }) => filename === `${room.folder}/dwelling.ts`)).toEqual([]);
  });
});

describe('the rest of the lint', () => {
  it.each([
    ['src/main.ts', 'no-restricted-imports'],
    ['src/main.ts', 'no-restricted-globals'],
    ['src/domain/long.ts', 'max-lines'],
    ['src/domain/deep.ts', 'max-depth'],
    ['src/domain/loud.ts', 'no-console'],
    ['src/domain/loud.ts', 'no-default-export'],
    ['src/domain/first.ts', 'no-cycle'],
  ])('stops %s by %s', (file, rule) => {
    expect(countOf(file, rule)).toBeGreaterThan(0);
  });
});
