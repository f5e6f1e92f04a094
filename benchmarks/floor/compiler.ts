import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '#config/package-root';

export type Programs = {
  /** Plays the boards, sends the code, owns the clock. */
  readonly harness: string;
  /** The same work in C. */
  readonly floor: string;
};

/** The compiler of the machine refused, or there is none; without a floor nothing can be judged. */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled';
}

const harnessSources = ['harness.c', 'http.c', 'wire.c', 'boards.c', 'answers.c'];
const floorSources = ['floor.c', 'floor-bus.c', 'floor-store.c', 'sha256.c'];

/**
 * Compiles what has changed since the last run. SQLite is the amalgamation that the driver of the product was
 * built from, with the driver's own options, so that both sides run the same engine.
 */
export function compilePrograms(): Programs {
  const root = packageRoot();
  const cache = join(root, 'node_modules', '.cache', 'latchkey-floor');
  mkdirSync(cache, { recursive: true });
  const sources = join(root, 'benchmarks', 'floor');
  const sqlite = compileSqlite(cache);
  const inSources = (file: string): string => join(sources, file);
  const headers = readdirSync(sources).filter((file) => file.endsWith('.h'));
  const digest = (files: readonly string[]): string => digestOf([...files, ...headers].map(inSources));
  const harness = join(cache, `harness-${digest(harnessSources)}`);
  const floor = join(cache, `floor-${digest(floorSources)}`);
  compile(harness, harnessSources.map(inSources));
  compile(floor, [
    `-I${sqlite.include}`,
    ...floorSources.map(inSources),
    sqlite.object,
    '-lm',
    '-lpthread',
    '-ldl',
  ]);
  return { harness, floor };
}

function compileSqlite(cache: string): { readonly object: string; readonly include: string } {
  const driver = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
  const options = join(driver, 'deps', 'defines.gypi');
  const include = join(driver, 'deps', 'sqlite3');
  const amalgamation = join(include, 'sqlite3.c');
  const object = join(cache, `sqlite3-${digestOf([options, amalgamation])}.o`);
  if (!existsSync(object)) console.error('compiling SQLite for the floor, once, about half a minute …');
  compile(object, [...definesOf(options), '-c', amalgamation]);
  return { object, include };
}

/** The file lists one quoted definition a line. */
function definesOf(options: string): string[] {
  const found = readFileSync(options, 'utf8').matchAll(/^\s*'([A-Z][A-Z0-9_]*(?:=[^']*)?)',$/gm);
  return [...found].map(([, define]) => `-D${define}`);
}

/** Builds beside the target first, so that a run that was cut short leaves no half program behind. */
function compile(target: string, parts: readonly string[]): void {
  if (existsSync(target)) return;
  const unfinished = `${target}.${process.pid}`;
  const run = spawnSync('cc', ['-O2', '-Wall', '-Wextra', '-o', unfinished, ...parts], { encoding: 'utf8' });
  if (run.error !== undefined)
    throw new NotCompiled(`no C compiler: ${run.error.message}; apt install gcc libc6-dev`);
  if (run.status !== 0) throw new NotCompiled(run.stderr);
  renameSync(unfinished, target);
}

function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
