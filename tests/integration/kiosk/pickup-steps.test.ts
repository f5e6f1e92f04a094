import { afterEach, beforeEach, expect, test } from 'vitest';
import { visitView } from '#contract/http';
import { enterRightCode, openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk, OpenVisit } from './open-kiosk.ts';

const photo = '0b8e1c9c-6a0e-4a55-9d1c-6f0d6f0f2f11';

let open: OpenKiosk;
let path: OpenVisit['path'];
let secret: OpenVisit['secret'];
let step: OpenVisit['step'];
let stays: readonly string[];

/** Two parcels of one recipient behind two doors, and their recipient at the kiosk. */
beforeEach(async () => {
  open = await openKiosk();
  stays = [
    open.station.store('SW10000001', rightCode, rightExtension, 'anna'),
    open.station.storeFurther('SW10000002', 'anna'),
  ];
  ({ path, secret, step } = await enterRightCode(open));
});

afterEach(() => open.kiosk.close());

test('a visit with several doors lists them and opens the one that is asked for', async () => {
  const shown = visitView.parse((await open.get(path, { secret })).body);
  expect(shown).toMatchObject({ kind: 'recipient', step: 'choosing', door: null });
  expect(shown.parcels).toMatchObject([
    { stay: stays[0], compartment: 'A01', waybillTail: '0001', at: 'waiting', available: true, case: null },
    { stay: stays[1], compartment: 'A02', waybillTail: '0002', at: 'waiting' },
  ]);
  expect(shown.may).toEqual(['open', 'reject', 'report', 'delegate']);
  const reply = await step('open', 'k1', { stay: stays[1] });
  expect(visitView.parse(reply.body)).toMatchObject({
    step: 'opening',
    door: { compartment: 'A02', said: null },
  });
});

test('R17 an opening that is asked for twice with one key pulses once', async () => {
  const first = await step('open', 'k1', { stay: stays[0] });
  const pulses = open.station.state().intentions.length;
  const second = await step('open', 'k1', { stay: stays[0] });
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(open.station.state().intentions).toHaveLength(pulses);
  expect((await step('open', 'k1', { stay: stays[1] })).body.code).toBe('key-reused');
});

test.each(['open', 'reopen', 'reject', 'report'])('R17 %s needs an Idempotency-Key', async (name) => {
  const reply = await open.post(`${path}/${name}`, { secret, body: { stay: stays[0] } });
  expect([reply.status, reply.body.code]).toEqual([400, 'key-missing']);
});

test('the next door waits until the one before is shut', async () => {
  await step('open', 'k1', { stay: stays[0] });
  const reply = await step('open', 'k2', { stay: stays[1] });
  expect([reply.status, reply.body.code, reply.body.compartment]).toEqual([409, 'previous-door-open', 'A01']);
});

test('S1-1 S2-2 "not here" is told with the number of its case', async () => {
  await step('open', 'k1', { stay: stays[0] });
  open.station.moveDoor('open', 'occupied');
  const said = await step('report', 'k2', { stay: stays[0], kind: 'not-found' });
  expect(said.body.door.said).toBe('missing');
  open.station.moveDoor('closed', 'empty');
  const shown = visitView.parse((await open.get(path, { secret })).body);
  expect(shown.parcels[0]).toMatchObject({ at: 'missing' });
  expect(shown.parcels[0]?.case).toMatch(/^\d{6}$/);
  expect(shown.may).toContain('open');
});

test('a rejection waits for the parcel to be put back', async () => {
  await step('open', 'k1', { stay: stays[0] });
  open.station.moveDoor('open', 'empty');
  const body = { stay: stays[0], reason: 'damaged', photos: [photo] };
  expect((await step('reject', 'k2', body)).body.door.said).toBe('rejected');
  open.station.moveDoor('closed', 'occupied');
  const shown = visitView.parse((await open.get(path, { secret })).body);
  expect(shown.done).toEqual({ purpose: 'rejection', compartment: 'A01' });
  expect(shown.parcels[0]?.at).toBe('rejected');
});

test('I10 a photo is a reference that says nothing about anybody', async () => {
  for (const wrong of ['Anna Example', '13800138000', 'room-402.jpg', '../x']) {
    const reply = await step('report', 'k1', { stay: stays[0], kind: 'wet', photos: [wrong] });
    expect([wrong, reply.status]).toEqual([wrong, 400]);
  }
  const reply = await step('report', 'k2', { stay: stays[0], kind: 'wet', photos: [photo] });
  expect(reply.status).toBe(200);
});

test('a delegate is listed by a masked contact, and nobody sees the code', async () => {
  const reply = await step('delegates', 'k1', { contact: '139 1234 5678' });
  expect(reply.status).toBe(201);
  expect(reply.body.delegates).toHaveLength(1);
  const [{ delegate, contact }] = reply.body.delegates;
  expect(contact).toBe('139******78');
  expect(reply.text).not.toContain('13912345678');
  expect(reply.text).not.toContain('code for');
  expect(open.logged.join()).not.toContain('13912345678');
  const revoked = await open.remove(`${path}/delegates/${delegate}`, { secret });
  expect([revoked.status, revoked.body.delegates]).toEqual([200, []]);
  expect((await open.remove(`${path}/delegates/${delegate}`, { secret })).status).toBe(409);
  expect((await open.remove(`${path}/delegates/${delegate}`)).status).toBe(401);
});

test('what was taken is named where the sensors do not tell', async () => {
  await step('open', 'k1', { stay: stays[0] });
  open.station.moveDoor('open', 'occupied');
  open.station.moveDoor('closed', 'unknown');
  const reply = await step('confirm', 'k2', { taken: [stays[0]] });
  expect(reply.body.parcels[0].at).toBe('collected');
  expect(reply.body.may).toEqual(['open', 'reopen', 'reject', 'report', 'delegate']);
  const again = await step('reopen', 'k3', { stay: stays[0] });
  expect(again.body.door).toMatchObject({ purpose: 'search', reopensLeft: 1 });
});
