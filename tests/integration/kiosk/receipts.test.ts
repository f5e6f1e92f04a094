import { expect, test } from 'vitest';
import { receiptsView } from '#contract/http';
import { openKiosk, rightCode, rightExtension } from './open-kiosk.ts';

test('R18 the receipt of a pickup is there for its own visit, after the parcel has changed hands', async () => {
  const open = await openKiosk();
  open.station.store('SF1234567890123', rightCode, rightExtension);
  const body = { code: rightCode };
  const { secret, visit } = (await open.post('/api/v1/pickups', { key: 'p', body })).body;
  const path = `/api/v1/visits/${String(visit.visit)}/receipt`;
  const receipts = async () => receiptsView.parse((await open.get(path, { secret })).body).receipts;
  expect(await receipts()).toEqual([]);
  open.station.moveDoor('open', 'occupied');
  open.station.moveDoor('closed', 'empty');
  expect(await receipts()).toHaveLength(1);
  expect((await open.get(path, { secret: 'another' })).status).toBe(401);
  await open.kiosk.close();
});
