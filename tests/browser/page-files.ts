import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const builtPage = join(root, 'dist/web/kiosk');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The built page. Where nobody has built it yet, it is built into a directory of its own, so that test files
 * which run at the same time do not write over each other.
 */
export async function findPage(): Promise<string> {
  if (existsSync(join(builtPage, 'index.html'))) return builtPage;
  const outDir = await mkdtemp(join(tmpdir(), 'kiosk-page-'));
  const configFile = join(root, 'src/web/kiosk/vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir } });
  return outDir;
}

export async function serveFile(directory: string, path: string, response: ServerResponse): Promise<void> {
  const file = join(directory, normalize(path === '/' ? '/index.html' : path));
  const type = types[extname(file)];
  if (type === undefined || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': type }).end(await readFile(file));
}
