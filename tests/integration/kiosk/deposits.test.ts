import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waybillView } from '#contract/deposit-http';
import { startedVisit, visitView } from '#contract/http';
import { adviceOf } from '../../unit/domain/announced.ts';
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
let keyCount = 0;

beforeEach(async () => {
  open = await openKiosk();
  const reply = await open.post('/api/v1/courier-visits', { body: { badge: 'badge-1' } });
  const started = startedVisit.parse(reply.body);
  visit = started.visit.visit;
  secret = started.secret;
});

afterEach(() => open.kiosk.close());

const key = (): string => `key-${String((keyCount += 1))}`;

function deposit(changes: object = {}): Promise<Reply> {
  const body = { ...parcel, ...changes };
  return open.post(`/api/v1/courier-visits/${visit}/deposits`, { body, key: key(), secret });
}

function step(stay: string, name: string, body?: object): Promise<Reply> {
  const call = { key: key(), secret, ...(body === undefined ? {} : { body }) };
  return open.post(`/api/v1/deposits/${stay}/${name}`, call);
}

async function placed(): Promise<string> {
  const { body } = await deposit();
  open.station.moveDoor('open', 'empty');
  open.station.moveDoor('closed', 'occupied');
  return body.door.stay as string;
}

describe('what a courier says of a parcel', () => {
  test.each([
    [{ contactRepeated: undefined }, 422, 'contact-unrepeated'],
    [{ contactRepeated: '13812345679' }, 422, 'contact-unrepeated'],
    [{ contact: undefined, contactRepeated: undefined }, 422, 'contact-missing'],
    [{ consent: undefined }, 403, 'consent-missing'],
    [{ condition: { damaged: true } }, 403, 'parcel-damaged'],
    [{ condition: { fresh: true } }, 403, 'fresh-goods'],
    [{ condition: { valuable: true } }, 403, 'valuable-goods'],
    [{ joins: true }, 409, 'join-unfounded'],
  ])('M1 M2 M3 %o is answered with %i', async (changes, status, code) => {
    const reply = await deposit(changes);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.text).not.toContain('12345678');
  });

  test.each([{ weightG: -1 }, { consent: { channel: 'telepathy' } }, { condition: { wet: 'yes' } }])(
    '%o is no shape of this route',
    async (changes) => {
      expect((await deposit(changes)).status).toBe(400);
    },
  );

  test('the answer names the sizes that are free', async () => {
    const reply = await deposit({ size: 'L' });
    expect(reply.body).toMatchObject({ code: 'station-full', free: ['S', 'M'] });
  });
});

describe('a parcel that the centre announced', () => {
  test('needs no contact and no question', async () => {
    const advice = adviceOf('SW10000001', { station: 'north-gate' });
    open.station.advices.set(advice.waybill, advice);
    const body = { waybill: 'sw10000001', size: 'S' };
    const call = { body, key: key(), secret };
    const reply = await open.post(`/api/v1/courier-visits/${visit}/deposits`, call);
    expect(reply.status).toBe(201);
  });

  test('goes another way where the recipient chose it', async () => {
    const advice = adviceOf('SW10000001', { station: 'north-gate', method: 'station' });
    open.station.advices.set(advice.waybill, advice);
    const reply = await deposit();
    expect([reply.status, reply.body.code, reply.body.agreed]).toEqual([
      403,
      'recipient-declined',
      'station',
    ]);
  });
});

describe('a label that was scanned', () => {
  const look = (waybill: string, bearer = secret) =>
    open.get(`/api/v1/courier-visits/${visit}/waybills/${waybill}`, { secret: bearer });

  test('tells what is still to be asked of an unannounced parcel', async () => {
    expect(waybillView.parse((await look('SW10000001')).body)).toEqual({
      announced: false,
      maskedContact: null,
      sizeHint: null,
      fragile: false,
      beside: null,
      asks: ['contact', 'contact-repeated', 'consent', 'condition'],
    });
  });

  test('tells what the centre said, and where another parcel of the recipient lies', async () => {
    const changes = { station: 'north-gate', sizeHint: 'M' as const, declaredWeightG: 900 };
    for (const waybill of ['SW10000001', 'SW10000002']) {
      const advice = adviceOf(waybill, changes);
      open.station.advices.set(advice.waybill, advice);
    }
    await placed();
    expect(waybillView.parse((await look('sw10000002')).body)).toMatchObject({
      announced: true,
      maskedContact: '139******21',
      sizeHint: 'M',
      beside: 'A01',
      asks: ['condition', 'weight'],
    });
  });

  test('is no business of anybody without the secret of the courier, and has to be a waybill', async () => {
    expect((await look('SW10000001', 'wrong')).status).toBe(401);
    expect((await look('!')).body.code).toBe('waybill-malformed');
    open.station.tell({ do: 'finish-visit', visit: visit as never });
    expect((await look('SW10000001')).body.code).toBe('visit-over');
  });
});

describe('the steps of a deposit that takes another turn', () => {
  test('does not fit: the door is to be shut empty, then the next one opens', async () => {
    const { body } = await deposit();
    open.station.moveDoor('open', 'empty');
    const asked = await step(body.door.stay, 'resize');
    expect(visitView.parse(asked.body).door).toMatchObject({ compartment: 'A01', leaving: 'too-small' });
    open.station.moveDoor('closed', 'empty');
    const view = await open.get(`/api/v1/visits/${visit}`, { secret });
    expect(view.body.door).toMatchObject({ compartment: 'A03', size: 'M', leaving: null });
  });

  test('does not fit into anything that is free', async () => {
    const { body } = await deposit();
    open.station.moveDoor('open', 'empty');
    const reply = await step(body.door.stay, 'resize', { size: 'XL' });
    expect(reply.body).toMatchObject({ code: 'station-full', free: ['S', 'M'] });
  });

  test('is occupied already: shut it, then the next one opens', async () => {
    const { body } = await deposit();
    open.station.moveDoor('open', 'empty');
    const said = await step(body.door.stay, 'occupied');
    expect(visitView.parse(said.body).door).toMatchObject({ compartment: 'A01', leaving: 'occupied' });
    open.station.moveDoor('closed', 'occupied');
    const view = await open.get(`/api/v1/visits/${visit}`, { secret });
    expect(view.body.door).toMatchObject({ compartment: 'A02' });
  });

  test('is finished, and may be opened again for two minutes', async () => {
    const stay = await placed();
    const before = visitView.parse((await open.get(`/api/v1/visits/${visit}`, { secret })).body);
    expect(before.correctable).toEqual({ stay, compartment: 'A01', secondsLeft: 120 });
    const reopened = await step(stay, 'reopen');
    expect(visitView.parse(reopened.body).door).toMatchObject({ purpose: 'correction', compartment: 'A01' });
    open.station.moveDoor('open', 'occupied');
    open.station.moveDoor('closed', 'occupied');
    const kept = visitView.parse((await open.get(`/api/v1/visits/${visit}`, { secret })).body);
    expect(kept).toMatchObject({ step: 'choosing', done: { purpose: 'correction' } });
  });

  test('is finished for too long', async () => {
    const stay = await placed();
    for (let minutes = 0; minutes < 4; minutes += 1) {
      open.clock.advance(30_000);
      await open.post(`/api/v1/visits/${visit}/extend`, { secret });
    }
    const reply = await step(stay, 'reopen');
    expect([reply.status, reply.body.code]).toEqual([403, 'correction-late']);
    const view = visitView.parse((await open.get(`/api/v1/visits/${visit}`, { secret })).body);
    expect(view.correctable).toBeNull();
  });

  test('is corrected, unless a sensor says otherwise', async () => {
    const stay = await placed();
    const reply = await step(stay, 'correct', { compartment: 'A02' });
    expect([reply.status, reply.body.code, reply.body.compartment]).toEqual([
      409,
      'correction-contradicted',
      'A02',
    ]);
  });

  test('is cancelled without knowing where the parcel is', async () => {
    const { body } = await deposit();
    open.station.moveDoor('open', 'empty');
    open.station.moveDoor('closed', 'empty');
    const reply = await step(body.door.stay, 'cancel', { parcelInside: 'unknown' });
    expect(visitView.parse(reply.body)).toMatchObject({ step: 'choosing', door: null });
    expect(open.station.state().compartments[0]?.quarantine).toBe('contents-unclear');
  });

  test('R17 every step needs a key of its own', async () => {
    const { body } = await deposit();
    for (const name of ['resize', 'occupied', 'reopen', 'correct']) {
      const call = { secret, body: name === 'correct' ? { compartment: 'A02' } : {} };
      const reply = await open.post(`/api/v1/deposits/${String(body.door.stay)}/${name}`, call);
      expect(reply.body.code).toBe('key-missing');
    }
  });
});
