import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditView } from '#contract/audit-http';
import type { AuditView } from '#contract/audit-http';
import { startedVisit } from '#contract/http';
import { openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk, Reply } from './open-kiosk.ts';

let open: OpenKiosk;
let path: string;
let secret: string;

beforeEach(async () => {
  open = await openKiosk();
  open.station.store('SW10000001', rightCode, rightExtension);
  const reply = await open.post('/api/v1/staff-visits', { body: { badge: 'technician-1' } });
  const started = startedVisit.parse(reply.body);
  ({ secret } = started);
  path = `/api/v1/staff-visits/${started.visit.visit}/audits`;
});

afterEach(() => open.kiosk.close());

const post = (step: string, key: string, body?: unknown): Promise<Reply> =>
  open.post(`${path}${step}`, { key, secret, ...(body === undefined ? {} : { body }) });
const look = async (): Promise<AuditView> => auditView.parse((await open.get(path, { secret })).body);

test('an auditor goes from door to door and finishes when every difference is decided', async () => {
  expect(await look()).toEqual({ audit: null });
  expect((await post('', 'k1')).status).toBe(200);
  expect((await post('/findings', 'k2', { compartment: 'A01', seen: 'empty' })).status).toBe(200);
  const [first, second] = (await look()).audit?.doors ?? [];
  expect(first).toMatchObject({ compartment: 'A01', ledger: 'occupied', seen: 'empty', isOpen: true });
  expect(second).toMatchObject({ compartment: 'A02', ledger: 'empty', seen: null, isOpen: false });
  const early = await post('/finish', 'k3');
  expect([early.status, early.body.code, early.body.compartment]).toEqual([409, 'audit-unresolved', 'A01']);
  expect((await post('/verdicts', 'k4', { compartment: 'A01', verdict: 'parcel-absent' })).status).toBe(200);
  expect((await post('/finish', 'k5')).status).toBe(200);
  expect(await look()).toEqual({ audit: null });
});

test('nobody sees or begins an audit without the secret of a visit of the staff', async () => {
  expect((await open.get(path, { secret: 'guessed' })).status).toBe(401);
  expect((await open.post(path, { key: 'k1', secret: 'guessed' })).status).toBe(401);
});
