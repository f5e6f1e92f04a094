import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kioskNotice, visitView } from '#contract/http';
import type { VisitView } from '#contract/http';
import type { CompartmentLabel } from '#domain/words';
import { openKiosk, rightCode, rightExtension, until } from './open-kiosk.ts';
import type { OpenKiosk } from './open-kiosk.ts';
import { readStream } from './stream-reader.ts';
import type { Message, StreamReader } from './stream-reader.ts';

let open: OpenKiosk;
let streams: StreamReader[];

beforeEach(async () => {
  open = await openKiosk();
  streams = [];
});

afterEach(async () => {
  for (const stream of streams) stream.stop();
  await open.kiosk.close();
});

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

async function nextView(stream: StreamReader): Promise<VisitView> {
  const message = await stream.next();
  expect(message?.event).toBe('visit');
  return visitView.parse(message?.data);
}

/** Passes over views of the same step; one movement of a door may be more than one change. */
async function viewAt(stream: StreamReader, step: VisitView['step']): Promise<VisitView> {
  for (;;) {
    const view = await nextView(stream);
    if (view.step === step) return view;
  }
}

test('a visit shows itself at once and after each change, and its end ends the stream', async () => {
  const { visit, secret } = await startVisit();
  const stream = await follow(`visits/${visit}/stream`, secret);
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
  expect(await nextView(stream)).toMatchObject({ visit, step: 'opening', secondsLeft: 45 });
  open.station.moveDoor('open', 'occupied');
  expect(await viewAt(stream, 'open')).toMatchObject({ secondsLeft: 180 });
  open.station.moveDoor('closed', 'empty');
  expect(await viewAt(stream, 'choosing')).toMatchObject({ done: { compartment: 'A01' } });
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  expect(await viewAt(stream, 'ended')).toMatchObject({
    endReason: 'finished',
    done: { compartment: 'A01' },
  });
  expect(await stream.next()).toBeNull();
});

test('a touch is a change, because the seconds begin anew', async () => {
  const { visit, secret } = await startVisit();
  const stream = await follow(`visits/${visit}/stream`, secret);
  await nextView(stream);
  open.clock.advance(10_000);
  open.station.tell({ do: 'extend-visit', visit: visit as never });
  expect(await nextView(stream)).toMatchObject({ secondsLeft: 45 });
});

test('what does not concern the visit is not sent to it', async () => {
  const { visit, secret } = await startVisit();
  const stream = await follow(`visits/${visit}/stream`, secret);
  await nextView(stream);
  open.station.tell({ do: 'change-link', link: 'down' });
  open.station.tell({ do: 'extend-visit', visit: visit as never });
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  const rest = [await nextView(stream), await nextView(stream)];
  expect(rest.map(({ step }) => step)).toEqual(['opening', 'ended']);
});

test('the stream of a visit that is over says so and ends', async () => {
  const { visit, secret } = await startVisit();
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  const stream = await follow(`visits/${visit}/stream`, secret);
  expect(await nextView(stream)).toMatchObject({ step: 'ended', endReason: 'finished' });
  expect(await stream.next()).toBeNull();
});

test('silence is broken by a comment every 15 seconds', async () => {
  const { visit, secret } = await startVisit();
  const stream = await follow(`visits/${visit}/stream`, secret);
  await nextView(stream);
  open.clock.advance(15_000);
  expect(await stream.next()).toEqual({ event: 'comment', data: 'ping' });
  open.clock.advance(15_000);
  expect(await stream.next()).toEqual({ event: 'comment', data: 'ping' });
});

test('a reader that goes away leaves no timer behind', async () => {
  const { visit, secret } = await startVisit();
  const stream = await follow(`visits/${visit}/stream`, secret);
  await nextView(stream);
  expect(open.clock.waits()).toHaveLength(1);
  stream.stop();
  await until(() => open.clock.waits().length === 0);
});

async function nextNotices(stream: StreamReader, count: number): Promise<unknown[]> {
  const messages: (Message | null)[] = [];
  while (messages.length < count) messages.push(await stream.next());
  expect(messages.map((message) => message?.event)).toEqual(Array(count).fill('notice'));
  return messages.map((message) => kioskNotice.parse(message?.data));
}

test('the kiosk says first how things stand', async () => {
  open.station.tell({
    do: 'see-door',
    compartment: 'A03' as CompartmentLabel,
    door: 'open',
    occupancy: 'empty',
  });
  const stream = await follow('kiosk/stream');
  expect(await nextNotices(stream, 3)).toEqual([
    { kind: 'link', link: 'up' },
    { kind: 'door', compartment: 'A03', door: 'open' },
    { kind: 'idle', stepUp: false },
  ]);
});

test('the kiosk says when the link, a door or the idle screen changes', async () => {
  const stream = await follow('kiosk/stream');
  await nextNotices(stream, 2);
  open.station.tell({ do: 'change-link', link: 'down' });
  const { visit } = await startVisit();
  open.station.moveDoor('open', 'occupied');
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  expect(await nextNotices(stream, 6)).toEqual([
    { kind: 'link', link: 'down' },
    // The courier's deposit, then the end of that visit.
    { kind: 'door', compartment: 'A01', door: 'open' },
    { kind: 'door', compartment: 'A01', door: 'closed' },
    { kind: 'idle', stepUp: false },
    { kind: 'door', compartment: 'A01', door: 'open' },
    { kind: 'idle', stepUp: false },
  ]);
});

test('R9 the kiosk says when step-up begins, and when it ends by time alone', async () => {
  const stream = await follow('kiosk/stream');
  await nextNotices(stream, 2);
  open.station.tell({
    do: 'enter-code',
    wellFormed: true,
    withExtension: false,
    knowledge: { kind: 'unknown' },
  });
  expect(await nextNotices(stream, 1)).toEqual([{ kind: 'idle', stepUp: true }]);
  open.clock.leap(24 * 3_600_000);
  expect(await nextNotices(stream, 1)).toEqual([{ kind: 'idle', stepUp: false }]);
});

test('more streams than the kiosk keeps are refused, and room is made when one ends', async () => {
  for (let count = 0; count < 32; count += 1) await follow('kiosk/stream');
  const refused = await open.get('/api/v1/kiosk/stream');
  expect([refused.status, refused.body.code]).toEqual([503, 'streams-full']);
  const before = open.clock.waits().length;
  streams[0]?.stop();
  await until(() => open.clock.waits().length < before);
  const stream = await follow('kiosk/stream');
  expect(stream.response.status).toBe(200);
});

test('a kiosk that stops ends its streams', async () => {
  const stream = await follow('kiosk/stream');
  await nextNotices(stream, 2);
  await open.kiosk.close();
  expect(await stream.next()).toBeNull();
});

test('the limit on silent connections does not cut a stream', async () => {
  const sockets: Socket[] = [];
  open.kiosk.app.server.on('connection', (socket: Socket) => sockets.push(socket));
  const stream = await follow('kiosk/stream');
  await nextNotices(stream, 2);
  expect(sockets.map((socket) => socket.timeout)).toEqual([0]);
});
