import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startedVisit, visitView } from '#contract/http';
import { checkDigit } from '#domain/code';
import { prohibitedGoods } from '#domain/prohibited';
import type { Waybill } from '#domain/words';
import type { Scale } from '#station/ports';
import { openKiosk } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';
import { vault } from './scripted-station.ts';

const digits = `123456789012${checkDigit('123456789012')}`;
const declaration = {
  size: 'S',
  prohibitedVersion: prohibitedGoods.version,
  isUnsealed: true,
  isLabelled: true,
  grams: 1_000,
};

let open: OpenKiosk;
let visit: string;
let secret: string;

async function serve(scale?: Scale): Promise<void> {
  open = await openKiosk(scale === undefined ? {} : { scale });
  const sending = {
    code: vault.dropOffMacOf(digits),
    waybill: 'SF9900000001' as Waybill,
    carrier: 'swift',
    weightGrams: 1_000,
    identity: { factors: ['account' as const], reference: 'proof-1' },
    collectWithinHours: 24,
  };
  open.station.tell({ do: 'record-sendings', sendings: [sending], numbered: [] });
  open.station.tell({ do: 'see-camera', camera: 'healthy' });
}

async function enter(code = digits, key = 'k1'): Promise<Reply> {
  const reply = await open.post('/api/v1/drop-offs', { body: { code }, key });
  if (reply.status !== 201) return reply;
  const started = startedVisit.parse(reply.body);
  visit = started.visit.visit;
  secret = started.secret;
  return reply;
}

const declare = (changed: object = {}, key = 'k2'): Promise<Reply> =>
  open.post(`/api/v1/visits/${visit}/drop-offs`, { body: { ...declaration, ...changed }, key, secret });

beforeEach(() => serve());
afterEach(() => open.kiosk.close());

describe('handing in', () => {
  test('shows what is allowed and what must be read first', async () => {
    const { body } = await enter(`${digits.slice(0, 4)} ${digits.slice(4, 8)}-${digits.slice(8)}`);
    expect(body.visit).toMatchObject({
      kind: 'sender',
      step: 'choosing',
      sending: {
        waybill: 'SF9900000001',
        carrier: 'swift',
        isIdentified: true,
        isStopped: false,
        prohibited: { version: prohibitedGoods.version },
      },
    });
    expect(body.visit.sending.prohibited.kinds).toContain('explosives');
    expect(JSON.stringify(open.station.asked)).not.toContain(digits);
  });

  test('goes from the code to the receipt of the door', async () => {
    await enter();
    const opening = await declare();
    expect(opening.status).toBe(201);
    const view = visitView.parse(opening.body);
    expect(view).toMatchObject({ step: 'opening', door: { compartment: 'A01', purpose: 'drop-off' } });
    open.station.moveDoor('open', 'empty');
    open.station.moveDoor('closed', 'occupied');
    const { body } = await open.get(`/api/v1/visits/${visit}`, { secret });
    expect(body).toMatchObject({ step: 'choosing', sending: null, done: { purpose: 'drop-off' } });
    expect(open.station.state().stays).toMatchObject([
      { at: 'stored', outbound: { weighing: { grams: 1_000, weighedBy: 'sender' } } },
    ]);
  });

  test('R17 opens one door for a request that is repeated', async () => {
    await enter();
    const first = await declare();
    const second = await declare();
    expect(second.text).toBe(first.text);
    expect(open.station.asked.filter((command) => command.do === 'start-drop-off')).toHaveLength(1);
    const without = await open.post('/api/v1/drop-offs', { body: { code: digits } });
    expect(without.body.code).toBe('key-missing');
  });

  test('takes the word of nobody while the sensor sees nothing, and lets the sender take it back', async () => {
    await enter();
    const { body } = await declare();
    open.station.moveDoor('open', 'empty');
    open.station.moveDoor('closed', 'empty');
    const { stay } = body.door;
    const confirm = await open.post(`/api/v1/drop-offs/${stay}/confirm`, { key: 'k3', secret });
    expect([confirm.status, confirm.body.code]).toEqual([409, 'parcel-not-seen']);
    const cancel = { body: { parcelInside: 'yes' }, key: 'k4', secret };
    const back = await open.post(`/api/v1/drop-offs/${stay}/cancel`, cancel);
    expect(back.body).toMatchObject({ step: 'opening', door: { purpose: 'withdrawal' } });
  });

  test.each([
    ['1234', 404, 'drop-off-unknown'],
    [`${digits.slice(0, 12)}${(Number(digits.slice(12)) + 1) % 10}`, 404, 'drop-off-unknown'],
    [`000000000001${checkDigit('000000000001')}`, 404, 'drop-off-unknown'],
  ])('refuses the code %s at a fixed step', async (code, status, refusal) => {
    const asking = enter(code);
    while (open.clock.waits().length === 0) await new Promise((resolve) => setImmediate(resolve));
    open.clock.advance(300);
    const reply = await asking;
    expect([reply.status, reply.body.code]).toEqual([status, refusal]);
  });

  test.each([
    [{ prohibitedVersion: null }, 422, 'prohibited-unread'],
    [{ isUnsealed: false }, 422, 'inspection-needed'],
    [{ isLabelled: false }, 422, 'label-needed'],
    [{ grams: null }, 422, 'weight-needed'],
    [{ grams: 5_000 }, 422, 'weight-mismatch'],
    [{ size: 'XL' }, 409, 'station-full'],
    [{ grams: -1 }, 400, 'body-malformed'],
  ])('with %o is refused as it is', async (changed, status, code) => {
    await enter();
    const reply = await declare(changed);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });

  test('M8 stops with the camera and says so before anything is typed', async () => {
    await enter();
    open.station.tell({ do: 'see-camera', camera: 'blocked' });
    const inputs = await open.get('/api/v1/inputs');
    expect(inputs.body).toEqual({ camera: 'blocked', scale: null });
    const view = await open.get(`/api/v1/visits/${visit}`, { secret });
    expect(view.body.sending.isStopped).toBe(true);
    const reply = await declare();
    expect([reply.status, reply.body.code]).toEqual([503, 'sending-refused']);
  });
});

describe('a station with a scale', () => {
  let shown: ReturnType<Scale['read']>;

  beforeEach(async () => {
    await open.kiosk.close();
    await serve({ read: () => shown, isHeard: () => true });
    await enter();
  });

  test('S4-7 believes the scale and never what is typed beside it', async () => {
    shown = { grams: 4_000, isSteady: true };
    expect((await declare()).body.code).toBe('weight-mismatch');
    shown = { grams: 1_010, isSteady: true };
    expect((await declare({ grams: null }, 'k3')).status).toBe(201);
    expect(open.station.state().stays[0]?.outbound?.weighing).toEqual({ grams: 1_010, weighedBy: 'scale' });
  });

  test('waits for it to come to rest, and takes no word while it is silent', async () => {
    shown = { grams: 1_000, isSteady: false };
    expect((await declare()).body.code).toBe('scale-unsteady');
    shown = null;
    expect((await declare({}, 'k3')).body.code).toBe('weight-needed');
  });
});
