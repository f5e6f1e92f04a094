import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeSimulation } from '../orders/description.ts';
import { obey } from '../orders/obedience.ts';
import { refuse } from '../orders/order.ts';
import type { OrderOutcome } from '../orders/order.ts';
import type { RunningSimulation } from '../running-simulation.ts';

export type CabinetPage = {
  /** For example `http://127.0.0.1:8090/`. */
  readonly url: string;
  close(): Promise<void>;
};

const orderBytesMax = 10_000;

/**
 * Serves a page that draws the virtual cabinet and lends it a hand: parcels in and out, doors closed, faults.
 * It is a toy for the machine it runs on; `host` should be a loopback address. `port` 0 takes a free one.
 */
export async function startCabinetPage(
  simulation: RunningSimulation,
  where: { readonly host: string; readonly port: number },
): Promise<CabinetPage> {
  const files = await readFiles();
  const server = createServer((request, response) => {
    void answer(simulation, files, request, response);
  });
  server.listen(where.port, where.host);
  await once(server, 'listening');
  return {
    url: urlOf(server, where.host),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}/`;
}

type PageFiles = Readonly<Record<string, { readonly type: string; readonly content: Buffer }>>;

/** The compiler does not copy pages, so that the source tree is where they are found from `dist` as well. */
async function readFiles(): Promise<PageFiles> {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, 'package.json')) && root !== dirname(root)) root = dirname(root);
  const folder = join(root, 'simulator', 'page');
  return {
    'GET /': { type: 'text/html; charset=utf-8', content: await readFile(join(folder, 'cabinet.html')) },
    'GET /cabinet.css': { type: 'text/css', content: await readFile(join(folder, 'cabinet.css')) },
  };
}

async function answer(
  simulation: RunningSimulation,
  files: PageFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = `${request.method ?? ''} ${request.url ?? ''}`;
  const file = files[asked];
  if (file) {
    response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-store' });
    response.end(file.content);
  } else if (asked === 'GET /stream') {
    stream(simulation, response);
  } else if (asked === 'POST /orders') {
    const outcome = await takeOrder(simulation, request);
    response.writeHead(outcome.ok ? 200 : 409, { 'content-type': 'application/json' });
    response.end(JSON.stringify(outcome));
  } else {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('There is nothing here. The cabinet is at /.\n');
  }
}

/** Sends the whole cabinet at every change; changes that come together are sent once. */
function stream(simulation: RunningSimulation, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let isDue = false;
  const send = (): void => {
    isDue = false;
    response.write(`data: ${JSON.stringify(describeSimulation(simulation))}\n\n`);
  };
  const stopWatching = simulation.watch(() => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(send);
  });
  response.on('close', stopWatching);
  send();
}

async function takeOrder(simulation: RunningSimulation, request: IncomingMessage): Promise<OrderOutcome> {
  // A page of another site cannot send this type without asking first, and nobody answers when it asks.
  if (request.headers['content-type'] !== 'application/json') return refuse('orders are JSON');
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) {
    text += String(piece);
    if (text.length > orderBytesMax) return refuse('an order is never that long');
  }
  try {
    return obey(simulation, JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return refuse('this is not JSON');
    throw error;
  }
}
