import { afterEach, beforeEach, expect, test } from 'vitest';
import { scanNotice } from '#contract/http';
import type { ScanMeaning } from '#station/ports';
import type { ScanListener } from '#station/scanner-watch';
import { openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk } from './open-kiosk.ts';
import { readStream } from './stream-reader.ts';
import type { StreamReader } from './stream-reader.ts';

let open: OpenKiosk;
let listeners: Set<ScanListener>;
let streams: StreamReader[];

beforeEach(async () => {
  listeners = new Set();
  streams = [];
  const onScan = (listener: ScanListener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  open = await openKiosk({ scans: { onScan } });
});

afterEach(async () => {
  for (const stream of streams) stream.stop();
  await open.kiosk.close();
});

function scan(meaning: ScanMeaning): void {
  for (const listener of listeners) listener('front', meaning);
}

async function follow(path: string, secret?: string): Promise<StreamReader> {
  const headers: Record<string, string> = secret === undefined ? {} : { authorization: `Visit ${secret}` };
  const stream = await readStream(`${open.url}/api/v1/${path}`, headers);
  streams.push(stream);
  return stream;
}

async function startVisit(): Promise<{ visit: string; secret: string }> {
  open.station.store('SW10000001', rightCode, rightExtension);
  const { body } = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k0' });
  return { visit: body.visit.visit, secret: body.secret };
}

/** The next scan of a stream, whatever else it tells before. */
async function nextScan(stream: StreamReader, event: 'scan' | 'notice'): Promise<unknown> {
  for (;;) {
    const message = await stream.next();
    const notice = scanNotice.safeParse(message?.data);
    if (notice.success) {
      expect(message?.event).toBe(event);
      return notice.data;
    }
  }
}

const badge: ScanMeaning = { kind: 'badge', badge: 'DEMO-COURIER-1' };
const waybill: ScanMeaning = {
  kind: 'waybill',
  waybill: 'SF1234567890123' as never,
  isKnownShape: true,
  badge: null,
};

test.each<readonly [ScanMeaning, object]>([
  [badge, { as: 'badge', badge: 'DEMO-COURIER-1' }],
  [waybill, { as: 'waybill', waybill: 'SF1234567890123', isKnownShape: true, badge: null }],
  [
    { kind: 'pickup-code', code: '663240215', extension: '123456' },
    { as: 'pickup-code', code: '663240215', extension: '123456' },
  ],
  [{ kind: 'configuration' }, { as: 'unusable', reason: 'configuration' }],
  [
    { kind: 'rejected', reason: 'key-chord' },
    { as: 'unusable', reason: 'key-chord' },
  ],
])('R32 the idle screen is told %o', async (meaning, read) => {
  const stream = await follow('kiosk/stream');
  scan(meaning);
  expect(await nextScan(stream, 'notice')).toEqual({ kind: 'scan', scanner: 'front', read });
});

test('T11 what the contract does not allow on a screen is told to nobody', async () => {
  const stream = await follow('kiosk/stream');
  scan({ kind: 'badge', badge: 'x'.repeat(65) });
  scan({ kind: 'badge', badge: 'a\u0007b-1234' });
  scan({ kind: 'pickup-code', code: '1234', extension: '' });
  scan(badge);
  expect(await nextScan(stream, 'notice')).toMatchObject({ read: { badge: 'DEMO-COURIER-1' } });
});

test('R32 during a visit a scan is for the visit alone, and afterwards for the idle screen again', async () => {
  const idle = await follow('kiosk/stream');
  const { visit, secret } = await startVisit();
  const stream = await follow(`visits/${visit}/stream`, secret);
  scan(waybill);
  expect(await nextScan(stream, 'scan')).toMatchObject({ read: { as: 'waybill' } });
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  scan(badge);
  expect(await nextScan(idle, 'notice')).toMatchObject({ read: { as: 'badge' } });
});

test('a stream that ends listens no more', async () => {
  const soon = { timeout: 5_000 };
  const stream = await follow('kiosk/stream');
  await expect.poll(() => listeners.size, soon).toBe(1);
  stream.stop();
  await expect.poll(() => listeners.size, soon).toBe(0);
  const { visit, secret } = await startVisit();
  await follow(`visits/${visit}/stream`, secret);
  await expect.poll(() => listeners.size, soon).toBe(1);
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  await expect.poll(() => listeners.size, soon).toBe(0);
});

test('no scan is ever written to the log', async () => {
  const stream = await follow('kiosk/stream');
  scan({ kind: 'pickup-code', code: '663240215', extension: '123456' });
  scan({ kind: 'badge', badge: 'x'.repeat(65) });
  await nextScan(stream, 'notice');
  expect(open.logged.join('\n')).not.toMatch(/663240215|123456|xxx/);
});

test('a kiosk without scanners tells of none', async () => {
  const plain = await openKiosk();
  const stream = await readStream(`${plain.url}/api/v1/kiosk/stream`);
  expect((await stream.next())?.data).toEqual({ kind: 'link', link: 'up' });
  stream.stop();
  await plain.kiosk.close();
});
