import { afterEach, beforeEach, expect, test } from 'vitest';
import { visitView } from '#contract/http';
import { enterRightCode, openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk, OpenVisit } from './open-kiosk.ts';

let open: OpenKiosk;
let path: OpenVisit['path'];
let secret: OpenVisit['secret'];
let step: OpenVisit['step'];

beforeEach(async () => {
  open = await openKiosk();
  open.station.store('SW10000001', rightCode, rightExtension);
  ({ path, secret, step } = await enterRightCode(open));
});

afterEach(() => open.kiosk.close());

test('a visit says where it stands and how long it lasts, by the clock of the station', async () => {
  open.clock.advance(5_000);
  const reply = await open.get(path, { secret });
  expect(reply.status).toBe(200);
  expect(visitView.parse(reply.body)).toMatchObject({ step: 'opening', secondsLeft: 40 });
});

test('a visit whose door stands open lasts longer', async () => {
  open.station.moveDoor('open', 'occupied');
  const reply = await open.get(path, { secret });
  expect(reply.body).toMatchObject({ step: 'open', secondsLeft: 180 });
});

test('S2-2 the recipient says that the parcel is taken', async () => {
  open.station.moveDoor('open', 'unknown');
  open.station.moveDoor('closed', 'unknown');
  expect((await open.get(path, { secret })).body.step).toBe('asking');
  const reply = await step('confirm', 'k1', { taken: true });
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({
    step: 'choosing',
    door: null,
    done: { purpose: 'pickup', compartment: 'A01' },
  });
});

test('S1-1 S1-17 the same door opens again, as often as one visit allows', async () => {
  const answers: unknown[] = [];
  for (const key of ['k1', 'k2', 'k3']) {
    open.station.moveDoor('open', 'unknown');
    open.station.moveDoor('closed', 'unknown');
    const reply = await step('reopen', key);
    answers.push([reply.status, reply.body.code ?? reply.body.door.reopensLeft]);
  }
  expect(answers).toEqual([
    [200, 1],
    [200, 0],
    [409, 'reopen-limit'],
  ]);
});

test('R17 a reopening that is repeated counts once', async () => {
  open.station.moveDoor('open', 'unknown');
  open.station.moveDoor('closed', 'unknown');
  await step('reopen', 'k1');
  const repeated = await step('reopen', 'k1');
  expect(repeated.status).toBe(200);
  expect(repeated.body.door.reopensLeft).toBe(1);
});

test('a step that does not fit is refused', async () => {
  const reply = await step('confirm', 'k1', { taken: true });
  expect([reply.status, reply.body.code]).toEqual([409, 'step-unfitting']);
});

test('S1-1 S1-17 a visit can be made longer without a key', async () => {
  open.clock.advance(30_000);
  const reply = await open.post(`${path}/extend`, { secret });
  expect([reply.status, reply.body.secondsLeft]).toEqual([200, 45]);
});

test('a visit can be finished without a key, and its end can be read for a minute', async () => {
  const reply = await open.post(`${path}/finish`, { secret });
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({ step: 'ended', endReason: 'finished' });
  open.clock.advance(60_000);
  expect((await open.get(path, { secret })).body.step).toBe('ended');
  open.clock.advance(1);
  expect((await open.get(path, { secret })).status).toBe(401);
});

test.each(['reopen', 'confirm'])('R17 %s without an Idempotency-Key is refused', async (name) => {
  const reply = await open.post(`${path}/${name}`, {
    secret,
    body: name === 'confirm' ? { taken: true } : undefined,
  });
  expect([reply.status, reply.body.code]).toEqual([400, 'key-missing']);
});

test('R32 a visit answers nobody without its secret', async () => {
  const attempts = [
    {},
    { secret: 'x' },
    { secret: `${secret}x` },
    { secret: secret.replace(/.$/, '*') },
    { headers: { authorization: `Bearer ${secret}` } },
    { headers: { authorization: secret } },
  ];
  for (const attempt of attempts) {
    const reply = await open.get(path, attempt);
    expect([reply.status, reply.body.code]).toEqual([401, 'visit-secret-wrong']);
    expect(reply.headers.get('www-authenticate')).toBe('Visit');
  }
});

test('R32 an unknown visit and a wrong secret look the same', async () => {
  const unknown = await open.get('/api/v1/visits/nobody', { secret });
  const wrong = await open.get(path, { secret: 'x' });
  expect(unknown.text).toBe(wrong.text);
});

test('R32 every step and the stream want the secret, before they look at anything else', async () => {
  const steps = ['reopen', 'confirm', 'extend', 'finish'].map((name) => `${path}/${name}`);
  const others = ['/api/v1/deposits/s1/confirm', '/api/v1/deposits/s1/cancel', `${path}/deposits`];
  others[2] = others[2]?.replace('/visits/', '/courier-visits/') ?? '';
  for (const address of [...steps, ...others]) {
    const reply = await open.post(address, { body: { nonsense: true }, secret: 'x' });
    expect([address, reply.status]).toEqual([address, 401]);
  }
  expect((await open.get(`${path}/stream`)).status).toBe(401);
});

test('R32 the secret of one visit is worth nothing for the next', async () => {
  await open.post(`${path}/finish`, { secret });
  const { body } = await open.post('/api/v1/pickups', { body: { code: rightCode }, key: 'k9' });
  const reply = await open.get(`/api/v1/visits/${body.visit.visit}`, { secret });
  expect(body.secret).not.toBe(secret);
  expect(reply.status).toBe(401);
});
