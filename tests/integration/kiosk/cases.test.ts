import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caseView } from '#contract/case';
import type { CaseNumber, OperatorId } from '#domain/words';
import { openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';

let open: OpenKiosk;

beforeEach(async () => {
  open = await openKiosk({ requestsPerMinuteMax: 5 });
});

afterEach(async () => {
  await open.kiosk.close();
});

let keyCount = 0;
const call = (body: object = {}, more: { key?: string; secret?: string } = {}): Promise<Reply> =>
  open.post('/api/v1/cases', { body, key: `call-${String((keyCount += 1))}`, ...more });
const look = (number: string): Promise<Reply> => open.get(`/api/v1/cases/${number}`);
const number = (reply: Reply): CaseNumber => caseView.parse(reply.body).case as CaseNumber;

describe('S3-12 help', () => {
  test('S0-8 S0-10 is given a number and both promises at the idle screen, offline, in the middle of a flood', async () => {
    open.station.tell({ do: 'change-link', link: 'down' });
    for (let count = 0; count < 6; count += 1) await open.get('/api/v1/station');
    const reply = await call();
    expect(reply.status).toBe(201);
    const view = caseView.parse(reply.body);
    expect(view).toMatchObject({ kind: 'help', state: 'opened', respondLeftS: 1_800, resolveLeftS: 86_400 });
    expect(Date.parse(view.respondBy) - Date.parse(view.openedAt)).toBe(1_800_000);
  });

  test('S0-29 S1-3 S1-13 brings the visit and its door with it', async () => {
    const stay = open.station.store('SF1234567890123', rightCode, rightExtension);
    const body = { code: rightCode };
    const { secret, visit } = (await open.post('/api/v1/pickups', { key: 'p', body })).body;
    await call({}, { secret });
    expect(open.station.state().cases).toMatchObject([{ stay, compartment: 'A01', visit: visit.visit }]);
  });

  test('is heard with a secret that is no longer worth anything', async () => {
    expect((await call({}, { secret: 'long gone' })).status).toBe(201);
  });

  test('R17 is written down once for one key', async () => {
    const first = await call({ compartment: 'A02' }, { key: 'same' });
    const second = await call({ compartment: 'A02' }, { key: 'same' });
    expect(number(second)).toBe(number(first));
    expect((await call({ compartment: 'A03' }, { key: 'same' })).body).toMatchObject({ code: 'key-reused' });
  });

  test('has a budget of its own that a flood cannot pass', async () => {
    for (let count = 0; count < 10; count += 1) await call({ waybill: `SF${String(1_000_000 + count)}` });
    const refused = await call({ waybill: 'SF2000000' });
    expect(refused.body).toMatchObject({ status: 429, code: 'rate-limited', waitS: 10 });
    expect(open.station.kept.size).toBe(10);
    open.clock.advance(20_000);
    for (let count = 0; count < 2; count += 1) await call({ waybill: `SF${String(3_000_000 + count)}` });
    open.clock.advance(10_000);
    const exhausted = await call({ waybill: 'SF4000000' });
    expect(exhausted.body).toMatchObject({ status: 429, code: 'help-limit' });
    expect(exhausted.body.waitS).toBeGreaterThan(3_000);
  });

  test('refuses what is no call', async () => {
    expect((await open.post('/api/v1/cases', { body: {} })).body).toMatchObject({ code: 'key-missing' });
    expect((await call({ contact: '13800000000' })).body).toMatchObject({ code: 'body-malformed' });
  });
});

describe('S1-7 what became of a case', () => {
  test('is told to whoever has the number, from the call to its end', async () => {
    const told = number(await call());
    const operator = 'operator-7' as OperatorId;
    open.clock.advance(60_000);
    expect((await look(told)).body).toMatchObject({ state: 'opened', respondLeftS: 1_740 });
    open.station.tell({ do: 'acknowledge-case', case: told, operator });
    expect((await look(told)).body).toMatchObject({ state: 'acknowledged', respondLeftS: 0 });
    open.station.tell({ do: 'resolve-case', case: told, operator, outcome: 'settled' });
    expect(caseView.parse((await look(told)).body)).toMatchObject({ state: 'settled', outcome: 'settled' });
  });

  test('I10 names neither parcel nor person', async () => {
    open.station.store('SF1234567890123', rightCode, rightExtension);
    const told = number(await call({ waybill: 'SF1234567890123' }));
    const { text } = await look(told);
    for (const word of ['SF1234567890123', '138', 'stay', 'visit', 'operator', 'compartment']) {
      expect(text).not.toContain(word);
    }
  });

  test('cannot be found out by trying numbers', async () => {
    expect((await look('999999')).body).toMatchObject({ status: 404, code: 'case-unknown' });
    for (let count = 1; count < 20; count += 1) await look(String(100_000 + count));
    expect((await look('100000')).body).toMatchObject({ status: 429, code: 'rate-limited' });
    open.clock.advance(5_000);
    expect((await look('100000')).status).toBe(404);
  });
});
