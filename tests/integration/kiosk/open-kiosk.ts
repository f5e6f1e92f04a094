import assert from 'node:assert';
import { request as requestOverHttp } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CourierId, StaffId } from '#domain/words';
import type { Log, Vault } from '#station/ports';
import { createKiosk } from '#kiosk/kiosk';
import type { Kiosk, KioskParts } from '#kiosk/kiosk';
import { HandClock } from './hand-clock.ts';
import { ScriptedStation, vault } from './scripted-station.ts';

/** A code with its right check digit, and the extension of the same message. */
export const rightCode = '572401384';
export const rightExtension = '314159';

type Call = {
  readonly body?: unknown;
  readonly key?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The shape of each answer is what the tests are about. */
  readonly body: any;
};

export type OpenKiosk = {
  readonly kiosk: Kiosk;
  readonly url: string;
  readonly clock: HandClock;
  readonly station: ScriptedStation;
  readonly logged: string[];
  get(path: string, call?: Call): Promise<Reply>;
  post(path: string, call?: Call): Promise<Reply>;
  remove(path: string, call?: Call): Promise<Reply>;
};

/** A kiosk on a free port of loopback, before a station whose clock stands still. */
export async function openKiosk(changed: Partial<KioskParts> = {}): Promise<OpenKiosk> {
  const clock = new HandClock();
  const chance = countingChance();
  const station = new ScriptedStation(clock, chance);
  const logged: string[] = [];
  const kiosk = await createKiosk({
    control: station,
    vault: vault as Vault,
    recallCode: station.recallCode,
    recallAnswer: station.recallAnswer,
    recallWaybill: station.recallWaybill,
    couriers: {
      findByBadge: (badge) => (badge === 'badge-1' ? { id: 'c-1' as CourierId, carrier: 'swift' } : null),
    },
    receipts: { lastSeq: () => 0, write: (seq) => Promise.resolve(`receipt ${String(seq)}`) },
    staff: {
      findByBadge: (badge) => {
        const role = badge === 'attendant-1' ? 'attendant' : 'technician';
        return badge.endsWith('-1') ? { id: badge as StaffId, role } : null;
      },
    },
    clock,
    chance,
    log: writingLog(logged),
    info: {
      name: { zh: '北门', en: 'North Gate' },
      address: '1 North Gate',
      hotline: '400 000 0000',
      filingId: null,
      languages: ['zh', 'en'],
    },
    pageDirectory: join(tmpdir(), 'no-page-was-built-here'),
    ready: () => true,
    ...changed,
  });
  const url = await kiosk.listen('127.0.0.1', 0);
  return {
    kiosk,
    url,
    clock,
    station,
    logged,
    get: (path, call) => send(url, 'GET', path, call),
    post: (path, call) => send(url, 'POST', path, call),
    remove: (path, call) => send(url, 'DELETE', path, call),
  };
}

async function send(url: string, method: string, path: string, call: Call = {}): Promise<Reply> {
  const headers: Record<string, string> = { ...call.headers };
  if (call.key !== undefined) headers['idempotency-key'] = call.key;
  if (call.secret !== undefined) headers['authorization'] = `Visit ${call.secret}`;
  if (call.body !== undefined) headers['content-type'] ??= 'application/json';
  const body = call.body === undefined ? null : textOf(call.body);
  const response = await fetch(url + path, { method, headers, body });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : null,
  };
}

/** A text is sent as it is, so that a body can be broken. */
function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Like `fetch`, for headers that `fetch` would not send, such as another Host. */
export function sendRaw(
  url: string,
  path: string,
  headers: Record<string, string>,
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const outgoing = requestOverHttp(url + path, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve([response.statusCode ?? 0, text]);
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Writes bytes as they are, and resolves to what came back when the kiosk has ended the connection. */
export function sendBytes(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject).on('end', () => {
      resolve(text);
    });
    socket.write(bytes);
  });
}

/** A recipient at the kiosk: where their visit is, and what they do in it. */
export type OpenVisit = {
  readonly path: string;
  readonly secret: string;
  readonly step: (name: string, key: string, body?: unknown) => Promise<Reply>;
};

/** Types the right code, behind which something must lie. */
export async function enterRightCode(open: OpenKiosk): Promise<OpenVisit> {
  const { body } = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k0' });
  const path = `/api/v1/visits/${body.visit.visit}`;
  const { secret } = body;
  return {
    path,
    secret,
    step: (name, key, said) => open.post(`${path}/${name}`, { key, secret, body: said }),
  };
}

/** Waits, within a bound, for something that happens on the other side of a socket. */
export async function until(isTrue: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 5_000;
  while (!isTrue()) {
    assert(Date.now() < giveUpAt, `it never became true: ${isTrue.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function countingChance(): { id: () => string; digits: (count: number) => string } {
  let count = 0;
  return {
    id: () => `id${String((count += 1)).padStart(30, '0')}`,
    digits: (length) => '0'.repeat(length),
  };
}

function writingLog(lines: string[]): Log {
  const write = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    lines.push(JSON.stringify({ ...fields, message }));
  };
  return { info: write, warn: write, error: write };
}
