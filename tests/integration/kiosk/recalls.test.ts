import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestView, recallsView, startedVisit, visitView } from '#contract/http';
import type { CourierId, StayId } from '#domain/words';
import { openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';

let open: OpenKiosk;
let stays: readonly StayId[];
let visit: string;
let secret: string;

beforeEach(async () => {
  open = await openKiosk();
  stays = [
    open.station.store('SW10000001', rightCode, rightExtension),
    open.station.store('SW10000002', '987654320', rightExtension),
  ];
  for (const stay of stays.toReversed()) open.station.tell({ do: 'recall-parcel', stay });
  const reply = await open.post('/api/v1/courier-visits', { body: { badge: 'badge-1' } });
  ({ secret } = startedVisit.parse(reply.body));
  visit = startedVisit.parse(reply.body).visit.visit;
});

afterEach(() => open.kiosk.close());

const post = (path: string, key: string, body?: unknown): Promise<Reply> =>
  open.post(`/api/v1/${path}`, { key, secret, ...(body === undefined ? {} : { body }) });
const list = async (): Promise<unknown> =>
  recallsView.parse((await open.get(`/api/v1/courier-visits/${visit}/recalls`, { secret })).body).recalls;

test('the list names door, height and cause, in the order of the doors', async () => {
  expect(await list()).toEqual([
    {
      stay: stays[0],
      waybill: 'SW10000001',
      compartment: 'A01',
      size: 'S',
      heightMm: 300,
      cause: 'ordered',
      isReachable: true,
    },
    expect.objectContaining({ stay: stays[1], compartment: 'A02' }),
  ]);
});

test('the list says which doors cannot be opened now', async () => {
  open.station.tell({ do: 'lose-board', board: 'left-0' as never });
  expect(await list()).toEqual([
    expect.objectContaining({ isReachable: false }),
    expect.objectContaining({ isReachable: false }),
  ]);
});

test('the lists are shown to nobody but the courier of the visit', async () => {
  for (const name of ['recalls', 'manifest']) {
    const path = `/api/v1/courier-visits/${visit}/${name}`;
    expect((await open.get(path)).status).toBe(401);
    expect((await open.get(path, { secret: 'another' })).status).toBe(401);
  }
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  const over = await open.get(`/api/v1/courier-visits/${visit}/recalls`, { secret });
  expect([over.status, over.body.code]).toEqual([410, 'visit-over']);
});

test('a courier of another carrier sees nothing of it', async () => {
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  await open.kiosk.close();
  open = await openKiosk({
    couriers: { findByBadge: () => ({ id: 'c-9' as CourierId, carrier: 'other' }) },
  });
  const stay = open.station.store('SW10000001', rightCode, rightExtension);
  open.station.tell({ do: 'recall-parcel', stay });
  const { body } = await open.post('/api/v1/courier-visits', { body: { badge: 'x' } });
  const path = `/api/v1/courier-visits/${body.visit.visit}/recalls`;
  expect((await open.get(path, { secret: body.secret })).body).toEqual({ recalls: [] });
});

test('from the list to the closed manifest', async () => {
  const opened = await post('recalls', 'k1', { stay: stays[0] });
  expect(opened.status).toBe(201);
  expect(visitView.parse(opened.body)).toMatchObject({
    step: 'opening',
    door: { compartment: 'A01', purpose: 'recall', recall: { cause: 'ordered', scan: 'none' } },
  });
  open.station.moveDoor('open', 'occupied');
  const scanned = await post(`recalls/${stays[0]}/scan`, 'k2', { waybill: 'sw 10000001' });
  expect(scanned.body).toMatchObject({ step: 'open', door: { recall: { scan: 'match' } } });
  open.station.moveDoor('closed', 'empty');
  const manifestPath = `/api/v1/courier-visits/${visit}/manifest`;
  const manifest = manifestView.parse((await open.get(manifestPath, { secret })).body);
  expect(manifest).toMatchObject({ count: 1, countedCount: null, parcels: [{ waybill: 'SW10000001' }] });
  const early = await post(`visits/${visit}/finish`, 'k3', {});
  expect([early.status, early.body.code]).toEqual([409, 'manifest-open']);
  const wrong = await post(`courier-visits/${visit}/manifest`, 'k4', { count: 2 });
  expect([wrong.status, wrong.body.code]).toEqual([409, 'manifest-mismatch']);
  expect((await post(`courier-visits/${visit}/manifest`, 'k5', { count: 1 })).status).toBe(200);
  expect((await open.get(manifestPath, { secret })).body).toMatchObject({ countedCount: 1 });
  expect((await post(`visits/${visit}/finish`, 'k6', {})).status).toBe(200);
});

test('another label is refused with the door into which it has to go back', async () => {
  await post('recalls', 'k1', { stay: stays[0] });
  open.station.moveDoor('open', 'occupied');
  const reply = await post(`recalls/${stays[0]}/scan`, 'k2', { waybill: 'SW10000002' });
  expect([reply.status, reply.body.code, reply.body.compartment]).toEqual([409, 'recall-mismatch', 'A01']);
  const shown = await open.get(`/api/v1/visits/${visit}`, { secret });
  expect(shown.body.door.recall.scan).toBe('mismatch');
});

test('R17 a repeated request opens once and gets the first answer', async () => {
  const first = await post('recalls', 'k1', { stay: stays[0] });
  const second = await post('recalls', 'k1', { stay: stays[0] });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(open.station.state().intentions).toHaveLength(1);
});

test('the courier says that a parcel stays inside, and may open the door once more before', async () => {
  await post('recalls', 'k1', { stay: stays[0] });
  open.station.moveDoor('open', 'occupied');
  open.station.moveDoor('closed', 'occupied');
  expect((await post(`recalls/${stays[0]}/reopen`, 'k2')).body.step).toBe('opening');
  open.station.moveDoor('open', 'occupied');
  open.station.moveDoor('closed', 'occupied');
  expect((await post(`recalls/${stays[0]}/cancel`, 'k3')).body).toMatchObject({
    step: 'choosing',
    door: null,
  });
  expect(await list()).toHaveLength(2);
});

test('a courier takes back an own parcel by its label', async () => {
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  const stay = open.station.store('SW10000003', '123123127', rightExtension);
  const { body } = await open.post('/api/v1/courier-visits', { body: { badge: 'badge-1' } });
  ({ secret } = body);
  const reply = await post('recalls', 'k1', { waybill: 'SW10000003', cause: 'wrong' });
  expect(reply.body.door).toMatchObject({ stay, purpose: 'recall', recall: { cause: 'wrong' } });
});

test('what is no parcel of the list opens nothing', async () => {
  const reply = await post('recalls', 'k1', { stay: 'stay-of-nobody' });
  expect([reply.status, reply.body.code]).toEqual([404, 'recall-unknown']);
  expect((await post('recalls', 'k2', { waybill: 'SW10000001' })).status).toBe(400);
});
