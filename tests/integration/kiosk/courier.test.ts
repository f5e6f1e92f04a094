import { afterEach, beforeEach, expect, test } from 'vitest';
import { startedVisit, visitView } from '#contract/http';
import { openKiosk } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';

const parcel = {
  waybill: 'SW10000001',
  size: 'S',
  contact: '138 1234 5678',
  contactRepeated: '13812345678',
  consent: { channel: 'phone' },
};

let open: OpenKiosk;
let visit: string;
let secret: string;

beforeEach(async () => {
  open = await openKiosk();
  const reply = await open.post('/api/v1/courier-visits', { body: { badge: 'badge-1' } });
  expect(reply.status).toBe(201);
  const started = startedVisit.parse(reply.body);
  expect(started.visit).toMatchObject({ kind: 'courier', step: 'choosing', door: null });
  visit = started.visit.visit;
  secret = started.secret;
});

afterEach(() => open.kiosk.close());

function deposit(body: unknown, key: string): Promise<Reply> {
  return open.post(`/api/v1/courier-visits/${visit}/deposits`, { body, key, secret });
}

test('a badge that is not on the list is refused', async () => {
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  const reply = await open.post('/api/v1/courier-visits', { body: { badge: 'badge-2' } });
  expect([reply.status, reply.body.code]).toEqual([404, 'badge-unknown']);
});

test('R17 a badge shown twice with one key begins one visit', async () => {
  open.station.tell({ do: 'finish-visit', visit: visit as never });
  const call = { body: { badge: 'badge-1' }, key: 'k1' };
  const first = await open.post('/api/v1/courier-visits', call);
  const second = await open.post('/api/v1/courier-visits', call);
  expect(first.status).toBe(201);
  expect(second.text).toBe(first.text);
});

test('a deposit answers the door that opens', async () => {
  const reply = await deposit(parcel, 'k1');
  expect(reply.status).toBe(201);
  expect(visitView.parse(reply.body)).toMatchObject({
    step: 'opening',
    door: { compartment: 'A01', purpose: 'deposit' },
  });
});

test('the contact is sealed and masked before the station is asked', async () => {
  await deposit(parcel, 'k1');
  const [command] = open.station.asked.slice(-1);
  expect(command).toMatchObject({ do: 'start-deposit', contact: { masked: '138******78' } });
  expect(JSON.stringify(command)).not.toContain('13812345678');
});

test.each(['12', 'anna@example.org', '+', '12+34567', '123456789012345678901', '138-1234'])(
  'the contact "%s" is refused by its field, without saying it',
  async (contact) => {
    const reply = await deposit({ ...parcel, contact }, 'k1');
    expect([reply.status, reply.body.code]).toEqual([400, 'body-malformed']);
    expect(reply.body.detail).toContain('"contact"');
    expect(reply.text).not.toContain(contact.length > 2 ? contact : 'never');
  },
);

test.each([
  [{ ...parcel, waybill: '!' }, 422, 'waybill-malformed'],
  [{ ...parcel, size: 'XL' }, 409, 'station-full'],
])('the refusal of %o has its own status', async (body, status, code) => {
  const reply = await deposit(body, 'k1');
  expect([reply.status, reply.body.code]).toEqual([status, code]);
});

test('a second parcel before the first is finished is refused with the compartment', async () => {
  await deposit(parcel, 'k1');
  const reply = await deposit({ ...parcel, waybill: 'SW10000002' }, 'k2');
  expect([reply.status, reply.body.code, reply.body.compartment]).toEqual([
    409,
    'deposit-in-progress',
    'A01',
  ]);
});

test('the same waybill twice is refused with the compartment', async () => {
  await deposit(parcel, 'k1');
  open.station.moveDoor('open', 'empty');
  open.station.moveDoor('closed', 'occupied');
  const reply = await deposit(parcel, 'k2');
  expect([reply.status, reply.body.code, reply.body.compartment]).toEqual([409, 'waybill-duplicate', 'A01']);
});

test('R17 a repeated deposit opens one door', async () => {
  const first = await deposit(parcel, 'k1');
  const second = await deposit(parcel, 'k1');
  expect(second.text).toBe(first.text);
  expect(open.station.asked.filter((command) => command.do === 'start-deposit')).toHaveLength(1);
});

test('R17 a key of one route is not accepted on another', async () => {
  const { body } = await deposit(parcel, 'k1');
  const reply = await open.post(`/api/v1/deposits/${body.door.stay}/confirm`, { key: 'k1', secret });
  expect([reply.status, reply.body.code]).toEqual([422, 'key-reused']);
});

test('R17 a key that was used for one stay is not accepted for another', async () => {
  const first = await open.post('/api/v1/deposits/s1/confirm', { key: 'k1', secret });
  const second = await open.post('/api/v1/deposits/s2/confirm', { key: 'k1', secret });
  expect(first.body.code).toBe('step-unfitting');
  expect(second.body.code).toBe('key-reused');
});

test('the courier confirms what the sensor did not see', async () => {
  const { body } = await deposit(parcel, 'k1');
  open.station.moveDoor('open', 'empty');
  open.station.moveDoor('closed', 'empty');
  const reply = await open.post(`/api/v1/deposits/${body.door.stay}/confirm`, { key: 'k2', secret });
  expect(reply.status).toBe(200);
  expect(visitView.parse(reply.body)).toMatchObject({
    step: 'choosing',
    done: { purpose: 'deposit', compartment: 'A01' },
  });
});

test('the courier takes the parcel back', async () => {
  const { body } = await deposit(parcel, 'k1');
  open.station.moveDoor('open', 'empty');
  open.station.moveDoor('closed', 'empty');
  const cancel = { body: { parcelInside: 'yes' }, key: 'k2', secret };
  const reply = await open.post(`/api/v1/deposits/${body.door.stay}/cancel`, cancel);
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({ step: 'opening', door: { purpose: 'withdrawal' } });
});

test('a step with a parcel of somebody else does not fit', async () => {
  const call = { body: { parcelInside: 'no' }, key: 'k1', secret };
  const reply = await open.post('/api/v1/deposits/elsewhere/cancel', call);
  expect([reply.status, reply.body.code]).toEqual([409, 'step-unfitting']);
});

test('R8 after the visit is over its steps are refused, and its end can still be read', async () => {
  open.clock.advance(45_000);
  open.station.tell({ do: 'pass-time' });
  const refused = await deposit(parcel, 'k1');
  expect([refused.status, refused.body.code]).toEqual([410, 'visit-over']);
  const view = await open.get(`/api/v1/visits/${visit}`, { secret });
  expect(view.body).toMatchObject({ kind: 'courier', step: 'ended', endReason: 'idle' });
});
