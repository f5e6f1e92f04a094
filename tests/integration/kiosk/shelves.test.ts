import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditView } from '#contract/audit-http';
import { receiptsView, startedVisit } from '#contract/http';
import { checkedOut, gateView, shelvesView } from '#contract/shelf-http';
import type { StayId } from '#domain/words';
import { openKiosk, rightCode, rightExtension, until } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';

const first = 'SF1234567890123';
const second = 'SF2222222222222';
const numbers = { code: rightCode, extension: rightExtension };
/** What has to be said of a parcel that nobody announced. */
const said = {
  size: 'S',
  contact: '13812345678',
  contactRepeated: '13812345678',
  consent: { channel: 'phone' },
};

let open: OpenKiosk;
let visit: string;
let secret: string;

async function signIn(route: 'staff-visits' | 'courier-visits', badge: string): Promise<void> {
  const started = startedVisit.parse((await open.post(`/api/v1/${route}`, { body: { badge } })).body);
  ({ secret } = started);
  visit = started.visit.visit;
}

const place = (waybill: string, position: string, more: object = { carrier: 'swift' }): Promise<Reply> =>
  open.post('/api/v1/shelves/placements', {
    key: `${waybill}@${position}`,
    secret,
    body: { waybill, position, ...said, ...more },
  });
const staffStep = (name: string, body: object, key: string): Promise<Reply> =>
  open.post(`/api/v1/staff-visits/${visit}/${name}`, { body, key, secret });
const checkOut = (waybills: readonly string[], key: string, given: object = numbers): Promise<Reply> =>
  open.post('/api/v1/shelves/releases', { key, body: { waybills, ...given } });
/** Waits until the kiosk waits for its step, and moves the clock there (rule R12). */
async function refused(asking: () => Promise<Reply>): Promise<Reply> {
  const waiting = open.clock.waits().length;
  const reply = asking();
  await until(() => open.clock.waits().length > waiting);
  open.clock.advance(300);
  return reply;
}
const finish = (): Promise<Reply> => open.post(`/api/v1/visits/${visit}/finish`, { secret });

/** A parcel on the shelf with the right code, and nobody at the kiosk. */
async function shelve(waybill = first, position = '5-2-3001'): Promise<StayId> {
  await signIn('staff-visits', 'attendant-1');
  expect((await place(waybill, position)).status).toBe(201);
  const stay = open.station.state().stays.at(-1)?.id ?? ('none' as StayId);
  if (open.station.state().codes.length === 0) open.station.giveCode(stay, rightCode, rightExtension);
  await finish();
  return stay;
}

beforeEach(async () => {
  open = await openKiosk({
    receipts: {
      lastSeq: () => open.station.asked.length,
      write: (seq) => Promise.resolve(`receipt ${String(seq)}`),
    },
  });
});
afterEach(() => open.kiosk.close());

test('S4-8 an attendant scans parcels in, and everybody with a visit sees the map', async () => {
  await signIn('staff-visits', 'attendant-1');
  expect((await place(first, '5-2-3001')).status).toBe(201);
  const map = await open.get('/api/v1/shelves', { secret });
  expect(shelvesView.parse(map.body)).toEqual({
    layers: [
      {
        shelf: '5',
        layer: '2',
        heightMm: 900,
        positionCount: 3,
        taken: [{ position: '5-2-3001', waybillTail: '0123' }],
      },
    ],
    next: { any: '5-2-3002', inReach: '5-2-3002' },
    hasGate: true,
  });
  expect(map.text).not.toContain(first);
  expect((await open.get('/api/v1/shelves')).status).toBe(401);
});

test('S4-9 wrong positions, duplicates and absent carriers are refused with a reason', async () => {
  await signIn('staff-visits', 'attendant-1');
  await place(first, '5-2-3001');
  const answer = async (reply: Promise<Reply>) => {
    const { status, body } = await reply;
    return `${String(status)} ${String(body.code)}`;
  };
  expect(await answer(place(second, '5-2-3001'))).toBe('409 position-occupied');
  expect(await answer(place(second, '9-9-0001'))).toBe('404 position-unknown');
  expect(await answer(place(first, '5-2-3002'))).toBe('409 waybill-duplicate');
  expect(await answer(place(second, '5-2-3002', {}))).toBe('422 carrier-missing');
});

test('a courier scans parcels in and sets a wrong position right', async () => {
  await signIn('courier-visits', 'badge-1');
  expect((await place(first, '5-2-3001', {})).status).toBe(201);
  const move = { key: 'm', secret, body: { waybill: first, position: '5-2-3003' } };
  expect((await open.post('/api/v1/shelves/moves', move)).status).toBe(200);
  expect(open.station.state().stays).toMatchObject([{ compartment: '5-2-3003', carrier: 'swift' }]);
});

test('S4-8 a recipient takes parcels out at the gate and gets receipts for them', async () => {
  await shelve();
  const reply = await checkOut([first], 'k1');
  const body = checkedOut.parse(reply.body);
  expect(reply.status).toBe(201);
  expect(body).toMatchObject({ releasedCount: 1, left: [], gate: 'opening' });
  const receipts = await open.get(`/api/v1/visits/${body.visit}/receipt`, { secret: body.secret });
  expect(receiptsView.parse(receipts.body).receipts).toHaveLength(1);
  expect(open.station.state()).toMatchObject({ stays: [], intentions: [{ compartment: 'GATE' }] });
  const again = await refused(() => checkOut([first], 'k2'));
  expect([again.status, again.body.code]).toEqual([410, 'already-collected']);
});

test('R17 a repeated check-out is answered as the first one, and releases nothing more', async () => {
  const stay = await shelve();
  await shelve(second, '5-2-3002');
  const other = open.station.state().stays.find(({ id }) => id !== stay)?.id ?? stay;
  const [code] = open.station.state().codes;
  open.station.tell({ do: 'join-code', stay: other, code: code?.id ?? ('none' as never), notice: 'n' });
  const [one, two] = [await checkOut([first], 'k1'), await checkOut([first], 'k1')];
  expect(two.text).toBe(one.text);
  expect(open.station.asked.filter((command) => command.do === 'check-out')).toHaveLength(1);
  const reused = await refused(() => checkOut([second], 'k1'));
  expect(reused.body.code).toBe('key-reused');
});

test('S4-9 a parcel that is not entitled stops the check-out, and the way out stays open', async () => {
  await shelve();
  await shelve(second, '5-2-3002');
  const stopped = await refused(() => checkOut([first, second], 'k1'));
  expect([stopped.status, stopped.body.code, stopped.body.compartment]).toEqual([
    409,
    'checkout-mismatch',
    '5-2-3002',
  ]);
  expect(open.station.state().intentions).toEqual([]);
  const exit = await open.post('/api/v1/gate/exits', { key: 'out' });
  expect(exit.status).toBe(200);
  expect(gateView.parse(exit.body)).toEqual({ gate: 'opening' });
  expect(open.station.state().intentions).toMatchObject([{ compartment: 'GATE' }]);
  expect((await open.post('/api/v1/gate/exits')).body.code).toBe('key-missing');
});

test('R9 R12 the gate needs both numbers, and refuses all wrong ones alike', async () => {
  await shelve();
  const wrong = { ...numbers, extension: '000000' };
  const reply = await refused(() => checkOut([first], 'k1', wrong));
  expect([reply.status, reply.body.code]).toEqual([404, 'code-unknown']);
  expect(reply.text).not.toContain('5-2-3001');
  const missing = await checkOut([first], 'k2', { code: rightCode });
  expect([missing.status, missing.body.code]).toEqual([400, 'body-malformed']);
});

test('S4-17 the kiosk tells the exact place of what lies on a shelf', async () => {
  await shelve();
  const ask = () => open.post('/api/v1/pickups', { key: 'p', body: { code: rightCode } });
  const { status, body } = await refused(ask);
  expect([status, body.code, body.compartment]).toEqual([409, 'parcel-on-shelf', '5-2-3001']);
});

test('an attendant hands a parcel over by its code or by a document, with a receipt', async () => {
  await shelve();
  await shelve(second, '5-2-3002');
  await signIn('staff-visits', 'attendant-1');
  const byCode = await staffStep('handovers', { waybill: first, ...numbers }, 'k1');
  expect(byCode.status).toBe(200);
  const identity = { factors: ['document'], reference: 'look-2026-1' };
  expect((await staffStep('handovers', { waybill: second, identity }, 'k2')).status).toBe(200);
  const receipts = await open.get(`/api/v1/visits/${visit}/receipt`, { secret });
  expect(receiptsView.parse(receipts.body).receipts).toHaveLength(2);
  expect(open.station.state().stays).toEqual([]);
});

test('M6 an attendant takes back what a recipient rejects', async () => {
  await shelve();
  await signIn('staff-visits', 'attendant-1');
  const reply = await staffStep('rejections', { waybill: first, reason: 'damaged' }, 'k1');
  expect(reply.status).toBe(200);
  expect(open.station.state().stays).toMatchObject([{ recall: 'rejected' }]);
});

test('Incident 28: a courier takes a parcel back from the shelf by its label', async () => {
  const stay = await shelve();
  open.station.tell({ do: 'recall-parcel', stay });
  await signIn('courier-visits', 'badge-1');
  const list = await open.get(`/api/v1/courier-visits/${visit}/recalls`, { secret });
  expect(list.body.recalls).toMatchObject([{ stay, compartment: '5-2-3001', isReachable: true }]);
  const opened = await open.post('/api/v1/recalls', { key: 'k1', secret, body: { stay } });
  expect([opened.status, opened.body.code]).toEqual([409, 'shelf-scan-needed']);
  const scan = { key: 'k2', secret, body: { waybill: first } };
  expect((await open.post(`/api/v1/recalls/${stay}/scan`, scan)).status).toBe(200);
  const manifest = await open.get(`/api/v1/courier-visits/${visit}/manifest`, { secret });
  expect(manifest.body).toMatchObject({ count: 1, countedCount: null });
});

test('an audit goes along the parcels on the shelves too', async () => {
  await shelve();
  await signIn('staff-visits', 'attendant-1');
  await staffStep('audits', {}, 'k1');
  await staffStep('audits/findings', { compartment: '5-2-3002', seen: 'parcel' }, 'k2');
  const { audit } = auditView.parse(
    (await open.get(`/api/v1/staff-visits/${visit}/audits`, { secret })).body,
  );
  expect(audit?.doors.slice(3)).toMatchObject([
    { compartment: '5-2-3001', ledger: 'occupied', shown: 'unknown', isOpen: false },
    { compartment: '5-2-3002', ledger: 'empty', seen: 'parcel', isOpen: true },
  ]);
});
