import { afterEach, beforeEach, expect, test } from 'vitest';
import { startedVisit } from '#contract/http';
import { servedCompartments } from '#contract/sending-http';
import { openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';

let open: OpenKiosk;
let visit: string;
let secret: string;

async function signIn(badge: string): Promise<Reply> {
  const reply = await open.post('/api/v1/staff-visits', { body: { badge } });
  if (reply.status !== 201) return reply;
  const started = startedVisit.parse(reply.body);
  expect(started.visit.kind).toBe('staff');
  visit = started.visit.visit;
  secret = started.secret;
  return reply;
}

const step = (name: string, body: object, key: string): Promise<Reply> =>
  open.post(`/api/v1/staff-visits/${visit}/${name}`, { body, key, secret });

beforeEach(async () => {
  open = await openKiosk();
});
afterEach(() => open.kiosk.close());

test('a badge that is not on the list of the staff is refused', async () => {
  const reply = await signIn('badge-9');
  expect([reply.status, reply.body.code]).toEqual([404, 'badge-unknown']);
});

test('a technician sees every compartment and nothing of whose parcel is inside', async () => {
  open.station.store('SW10000001', rightCode, rightExtension);
  await signIn('technician-1');
  const reply = await open.get(`/api/v1/staff-visits/${visit}/compartments`, { secret });
  const { compartments } = servedCompartments.parse(reply.body);
  expect(compartments.map(({ compartment, holdsParcel }) => [compartment, holdsParcel])).toEqual([
    ['A01', true],
    ['A02', false],
    ['A03', false],
  ]);
  expect(reply.text).not.toContain('SW10000001');
  const stranger = await open.get(`/api/v1/staff-visits/${visit}/compartments`);
  expect(stranger.status).toBe(401);
});

test('R17 an empty compartment opens once for one key', async () => {
  await signIn('technician-1');
  const first = await step('openings', { compartment: 'A02', case: null }, 'k1');
  const second = await step('openings', { compartment: 'A02', case: null }, 'k1');
  expect(first.body).toMatchObject({ step: 'opening', door: { compartment: 'A02', purpose: 'service' } });
  expect(second.text).toBe(first.text);
  expect(open.station.asked.filter((command) => command.do === 'open-service')).toHaveLength(1);
});

test('a compartment with a parcel stays shut', async () => {
  open.station.store('SW10000001', rightCode, rightExtension);
  await signIn('technician-1');
  const reply = await step('openings', { compartment: 'A01', case: null }, 'k1');
  expect([reply.status, reply.body.code, reply.body.compartment]).toEqual([
    409,
    'compartment-occupied',
    'A01',
  ]);
});

test('Incident 50: a compartment is taken out of service and put back', async () => {
  await signIn('technician-1');
  expect((await step('availability', { compartment: 'A01', disabled: 'defect' }, 'k1')).status).toBe(200);
  const listed = await open.get(`/api/v1/staff-visits/${visit}/compartments`, { secret });
  expect(listed.body.compartments[0].disabled).toBe('defect');
  expect((await open.get('/api/v1/station')).body.free.S).toBe(1);
  expect((await step('availability', { compartment: 'A01', disabled: null }, 'k2')).status).toBe(200);
  expect((await open.get('/api/v1/station')).body.free.S).toBe(2);
});

test('an attendant allows a drop-off, looks at the sender, and opens nothing for service', async () => {
  open.station.tell({ do: 'see-camera', camera: 'healthy' });
  await signIn('attendant-1');
  const refused = await step('openings', { compartment: 'A01', case: null }, 'k1');
  expect([refused.status, refused.body.code]).toEqual([403, 'role-unfitting']);
  const identity = { factors: ['document'], reference: 'look-2026-1' };
  const order = { waybill: null, carrier: 'swift', weightGrams: null, identity };
  const allowed = await step('drop-offs', order, 'k2');
  expect(allowed.body.sending).toMatchObject({ waybill: null, isIdentified: true });
  const body = {
    size: 'S',
    prohibitedVersion: allowed.body.sending.prohibited.version,
    isUnsealed: true,
    isLabelled: true,
    grams: 700,
  };
  const opened = await open.post(`/api/v1/visits/${visit}/drop-offs`, { body, key: 'k3', secret });
  expect(opened.body.door.purpose).toBe('drop-off');
  const [stay] = open.station.state().stays;
  expect(stay?.outbound).toMatchObject({
    authority: { kind: 'attendant', staff: 'attendant-1' },
    weighing: { grams: 700, weighedBy: 'attendant' },
  });
});

test.each(['11010519491231002X', '110105491231002'])(
  'M9 the identity number %s is never taken',
  async (id) => {
    await signIn('attendant-1');
    const identity = { factors: ['document'], reference: id };
    const order = { waybill: null, carrier: 'swift', weightGrams: null, identity };
    const reply = await step('drop-offs', order, 'k1');
    expect([reply.status, reply.body.code]).toEqual([400, 'body-malformed']);
    expect(reply.text).not.toContain(id);
  },
);
