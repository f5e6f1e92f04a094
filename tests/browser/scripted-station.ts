import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KioskNotice, ScanNotice, VisitView } from '#contract/http';
import { serveFile } from './page-files.ts';
import { answerPost } from './scripted-answers.ts';
import { setStage } from './stage.ts';
import type { Asked, Stage } from './stage.ts';

/**
 * Plays the HTTP contract for the page, and nothing more: no doors, no ledger, no clock. What happens at a
 * door is said by the test, one view at a time.
 */
export type ScriptedStation = {
  readonly address: string;
  /** Every request for the interface, in order. */
  readonly asked: readonly Asked[];
  readonly stage: Stage;
  /** Changes where the visit stands and tells the page by its stream. */
  show(change: Partial<VisitView>): void;
  /** Sends a notice to pages without a visit. */
  tell(notice: KioskNotice): void;
  /** A scanner of the station reads something: for the visit while there is one, else for all pages. */
  scan(read: ScanNotice['read']): void;
  /** Breaks all live streams, as a restart of the server would. */
  dropStreams(): void;
  close(): Promise<void>;
};

/** What the server of the station sends with its pages: nothing foreign, nothing inline. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'";

export async function openScriptedStation(pageDirectory: string): Promise<ScriptedStation> {
  const stage = setStage();
  const asked: Asked[] = [];
  const visitStreams = new Set<ServerResponse>();
  const kioskStreams = new Set<ServerResponse>();

  const show = (change: Partial<VisitView>): void => {
    if (stage.visit === null) return;
    stage.visit = { ...stage.visit, ...change };
    for (const stream of visitStreams) sendEvent(stream, 'visit', stage.visit);
  };
  const tell = (notice: KioskNotice): void => {
    for (const stream of kioskStreams) sendEvent(stream, 'notice', notice);
  };

  const scan = (read: ScanNotice['read']): void => {
    const notice: ScanNotice = { kind: 'scan', scanner: 'front', read };
    const isVisited = stage.visit !== null && stage.visit.step !== 'ended';
    if (!isVisited) return tell(notice);
    for (const stream of visitStreams) sendEvent(stream, 'scan', notice);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://station').pathname;
    response.setHeader('content-security-policy', contentPolicy);
    if (!path.startsWith('/api/v1/')) return serveFile(pageDirectory, path, response);
    const entry = await noteRequest(request, path.slice('/api/v1/'.length));
    asked.push(entry);
    if (entry.path === 'kiosk/stream') return openStream(response, kioskStreams);
    if (entry.path === 'station') return sendBody(response, 200, stage.station);
    if (entry.method === 'POST') {
      const [status, body] = answerPost(stage, entry);
      if (status < 300) show({});
      await stage.holdAnswers?.();
      return sendBody(response, status, body);
    }
    if (stage.visit === null || entry.authorization !== `Visit ${stage.secret}`) {
      return sendBody(response, 401, { code: 'visit-secret-wrong' });
    }
    if (!entry.path.endsWith('/stream')) return sendBody(response, 200, stage.visit);
    openStream(response, visitStreams);
    return sendEvent(response, 'visit', stage.visit);
  };

  const server = createServer((request, response) => void serve(request, response));
  await listen(server);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stage,
    show,
    tell,
    scan,
    dropStreams: () => {
      for (const stream of [...visitStreams, ...kioskStreams]) stream.destroy();
    },
    close: () => close(server),
  };
}

async function noteRequest(request: IncomingMessage, path: string): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const key = request.headers['idempotency-key'];
  return {
    method: request.method ?? '',
    path,
    key: typeof key === 'string' ? key : null,
    authorization: request.headers.authorization ?? null,
    body: text === '' ? null : JSON.parse(text),
  };
}

function openStream(response: ServerResponse, streams: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': hello\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function sendEvent(stream: ServerResponse, event: string, payload: unknown): void {
  stream.write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`);
}

function sendBody(response: ServerResponse, status: number, body: unknown): void {
  if (status === 204) {
    response.writeHead(status).end();
    return;
  }
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
