import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problem, stationView } from '#contract/http';
import type { BoardId } from '#domain/words';
import { openKiosk, rightCode, sendBytes, sendRaw } from './open-kiosk.ts';
import type { OpenKiosk } from './open-kiosk.ts';
import type { KioskParts } from '#kiosk/kiosk';

let open: OpenKiosk;

beforeEach(async () => {
  open = await openKiosk();
});

afterEach(() => open.kiosk.close());

async function reopen(changed: Partial<KioskParts>): Promise<void> {
  await open.kiosk.close();
  open = await openKiosk(changed);
}

test('M15 S3-13 the station introduces itself', async () => {
  const reply = await open.get('/api/v1/station');
  expect(reply.status).toBe(200);
  expect(stationView.parse(reply.body)).toMatchObject({
    station: 'north-gate',
    name: { en: 'North Gate' },
    address: '1 North Gate',
    hotline: '400 000 0000',
    filingId: null,
    retentionHours: 24,
    fee: null,
    free: { XS: 0, S: 2, M: 1, L: 0, XL: 0 },
    shelves: { freeCount: 3, hasGate: true },
    clock: 'trusted',
    link: 'up',
    isQuiet: false,
    stepUp: false,
  });
});

describe('R32 hosts and origins', () => {
  test.each(['localhost', 'localhost:8080', '127.0.0.1', '127.1.2.3:80', '[::1]:8080'])(
    'the host %s is this box',
    async (host) => {
      const [status] = await sendRaw(open.url, '/api/v1/station', { host });
      expect(status).toBe(200);
    },
  );

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.7:80'])(
    'the host %s is refused',
    async (host) => {
      for (const path of ['/api/v1/station', '/', '/livez', '/nowhere']) {
        const [status, text] = await sendRaw(open.url, path, { host });
        expect([path, status, problem.parse(JSON.parse(text)).code]).toEqual([path, 403, 'host-forbidden']);
      }
    },
  );

  test('a request that names no host is refused', async () => {
    const text = await sendBytes(open.url, 'GET /livez HTTP/1.0\r\n\r\n');
    expect(problem.parse(JSON.parse(text.slice(text.indexOf('{')))).code).toBe('host-forbidden');
  });

  test('a host that the operator allows is accepted', async () => {
    await reopen({ allowedHosts: ['Kiosk-7.local'] });
    const [status] = await sendRaw(open.url, '/api/v1/station', { host: 'kiosk-7.LOCAL:8080' });
    expect(status).toBe(200);
  });

  test('the own origin is accepted, with and without TLS before it', async () => {
    const host = open.url.replace('http://', '');
    for (const origin of [open.url, `https://${host}`]) {
      expect((await open.get('/api/v1/station', { headers: { origin } })).status).toBe(200);
    }
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'file://'])(
    'the origin %s is refused before anything is asked',
    async (origin) => {
      const call = { body: { code: rightCode }, key: 'k1', headers: { origin } };
      const reply = await open.post('/api/v1/pickups', call);
      expect([reply.status, reply.body.code]).toEqual([403, 'origin-forbidden']);
      expect(open.station.asked).toEqual([]);
    },
  );
});

describe('requests that are no question', () => {
  test.each([
    ['GET', '/nowhere'],
    ['GET', '/api/v1/nowhere'],
    ['GET', '/api/v1/pickups'],
    ['POST', '/api/v1/station'],
    ['GET', '/api/v1/visits/%zz'],
    ['GET', '/../../etc/passwd'],
  ])('%s %s is a problem document', async (method, path) => {
    const reply = await (method === 'GET' ? open.get(path) : open.post(path));
    expect([reply.status, problem.parse(reply.body).code]).toEqual([404, 'route-unknown']);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test.each([
    ['not JSON', '{"code": 12'],
    ['empty', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['without its field', '{}'],
    ['with a wrong type', '{"code": 12345}'],
    ['with a field too long', JSON.stringify({ code: '9'.repeat(41) })],
    ['with a foreign field', JSON.stringify({ code: '1', secretive: 'x' })],
    ['with a poisoned prototype', '{"code": "1", "__proto__": {"code": "2"}}'],
  ])('a body that is %s is refused and not repeated', async (_name, body) => {
    const reply = await open.post('/api/v1/pickups', { body, key: 'k1' });
    expect([reply.status, problem.parse(reply.body).code]).toEqual([400, 'body-malformed']);
    expect(reply.text).not.toMatch(/12345|9999|secretive/);
    expect(open.station.asked).toEqual([]);
  });

  test('a malformed field is named', async () => {
    const reply = await open.post('/api/v1/pickups', { body: { code: 7 }, key: 'k1' });
    expect(reply.body.detail).toContain('"code"');
  });

  test('a body that is too large is refused', async () => {
    const reply = await open.post('/api/v1/pickups', { body: { code: 'x'.repeat(17_000) }, key: 'k1' });
    expect([reply.status, reply.body.code]).toEqual([413, 'body-too-large']);
  });

  test('a body that a form of another origin could send is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    const call = { body: JSON.stringify({ code: rightCode }), key: 'k1', headers };
    const reply = await open.post('/api/v1/pickups', call);
    expect([reply.status, reply.body.code]).toEqual([415, 'media-type-unsupported']);
  });

  test('R17 a pickup without an Idempotency-Key is refused', async () => {
    const reply = await open.post('/api/v1/pickups', { body: { code: rightCode } });
    expect([reply.status, reply.body.code]).toEqual([400, 'key-missing']);
  });

  test.each(['a b', 'k'.repeat(129)])('R17 the key "%s" is refused', async (key) => {
    const reply = await open.post('/api/v1/pickups', { body: { code: rightCode }, key });
    expect([reply.status, reply.body.code]).toEqual([400, 'key-malformed']);
  });

  test('bytes that are not HTTP are answered with a problem', async () => {
    const text = await sendBytes(open.url, 'nonsense\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(problem.parse(JSON.parse(text.slice(text.indexOf('{')))).code).toBe('connection-malformed');
  });

  test('too many requests of one address are told to wait, and probes still answer', async () => {
    await reopen({ requestsPerMinuteMax: 3 });
    for (let count = 0; count < 3; count += 1) await open.get('/api/v1/station');
    const reply = await open.get('/api/v1/station');
    expect([reply.status, problem.parse(reply.body).code]).toEqual([429, 'rate-limited']);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await open.get('/livez')).status).toBe(200);
  });
});

test('T17 a defect is answered without a word of what was typed, and written down without it', async () => {
  await reopen({
    recallCode: (code) => {
      throw new Error(`cannot look up ${code} of ${rightCode}`);
    },
  });
  const reply = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k1' });
  expect([reply.status, problem.parse(reply.body).code]).toEqual([500, 'defect']);
  expect(open.logged).toHaveLength(1);
  expect(open.logged[0]).toContain('/api/v1/pickups');
  for (const written of [reply.text, ...open.logged]) expect(written).not.toContain(rightCode);
});

describe('probes', () => {
  test('a station without its broker is ready', async () => {
    open.station.tell({ do: 'change-link', link: 'down' });
    const reply = await open.get('/readyz');
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ ready: true, reasons: [], link: 'down', silentBoards: [] });
  });

  test('a station that is starting is alive and not ready', async () => {
    await reopen({ ready: () => false });
    expect((await open.get('/livez')).body).toEqual({ alive: true });
    const reply = await open.get('/readyz');
    expect(reply.status).toBe(503);
    expect(reply.body).toMatchObject({ ready: false, reasons: ['station-starting'] });
  });

  test('a station none of whose boards answers cannot open doors', async () => {
    open.station.tell({ do: 'lose-board', board: 'left-0' as BoardId });
    const reply = await open.get('/readyz');
    expect(reply.status).toBe(503);
    expect(reply.body).toMatchObject({ reasons: ['no-board-answers'], silentBoards: ['left-0'] });
  });
});

describe('the page', () => {
  test('a page that was not built says so, and the interface works', async () => {
    const reply = await open.get('/');
    expect([reply.status, problem.parse(reply.body).code]).toEqual([404, 'page-absent']);
    expect((await open.get('/api/v1/station')).status).toBe(200);
  });

  test('a built page is served under a policy that lets nothing foreign in', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'page-'));
    mkdirSync(join(directory, 'assets'));
    writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Kiosk</title>');
    writeFileSync(join(directory, 'assets', 'main-3f2a.js'), 'export {};');
    await reopen({ pageDirectory: directory });
    const index = await open.get('/');
    expect([index.status, index.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(index.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    const asset = await open.get('/assets/main-3f2a.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await open.get('/assets/absent.js')).body.code).toBe('route-unknown');
    rmSync(directory, { recursive: true });
  });

  test('answers of the interface are kept by nobody', async () => {
    const reply = await open.get('/api/v1/station');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

test('T16 nobody can hold the kiosk by being slow, many or endless', () => {
  const { server } = open.kiosk.app;
  expect(server.requestTimeout).toBe(10_000);
  expect(server.headersTimeout).toBe(10_000);
  expect(server.timeout).toBe(15_000);
  expect(server.keepAliveTimeout).toBe(30_000);
  expect(server.maxConnections).toBe(64);
});
