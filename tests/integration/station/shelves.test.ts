import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedOut, gateView } from '#contract/shelf-http';
import { waitFor } from '#simulator/harness/patience';
import { attendedStation, demoBadge } from '#simulator/harness/station-files';
import { body, codeOf, openStage } from './stage.ts';
import type { Stage } from './stage.ts';

const waybill = 'SF1234567890123';
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ hardware: attendedStation });
  await stage.world.startController();
});
afterAll(() => stage.end());

async function post(path: string, content: object, secret?: string): Promise<[number, unknown]> {
  const { host, port } = stage.world.settings.kiosk;
  const response = await fetch(`http://${host}:${String(port)}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(secret === undefined ? {} : { authorization: `Visit ${secret}` }),
    },
    body: JSON.stringify(content),
  });
  return [response.status, await response.json()];
}

/** How often the station has written down the end of a pulse for the gate. */
const gatePulses = () =>
  stage.world.centre
    .events()
    .filter(({ type, data }) => type === 'latchkey.unlock.settled.v1' && data['compartment'] === 'GATE');

describe('an attended station as a process, with a gate on a real line', () => {
  it('S4-8 takes a parcel in by scan, tells its recipient, and lets both out by its numbers', async () => {
    const { kiosk } = stage.world;
    const courier = body(await kiosk.signIn(demoBadge));
    const parcel = { waybill, position: '1-3-0007', size: 'S', consent: { channel: 'phone' } };
    const contact = { contact: '13800000000', contactRepeated: '13800000000' };
    const [placed] = await post('/shelves/placements', { ...parcel, ...contact }, courier.secret);
    expect(placed).toBe(201);
    body(await kiosk.step(courier, 'finish'));
    const notice = await waitFor('the notice', () => stage.world.centre.notices()[0]);
    const { code, extension } = await codeOf(stage.world, notice.stay);
    const wrong = await kiosk.enterCode(code);
    expect(wrong.ok ? null : [wrong.problem.code, wrong.problem.compartment]).toEqual([
      'parcel-on-shelf',
      '1-3-0007',
    ]);
    const [status, answer] = await post('/shelves/releases', { code, extension, waybills: [waybill] });
    expect([status, checkedOut.parse(answer).gate]).toEqual([201, 'opening']);
    await waitFor('the pulse of the gate', () => gatePulses().length === 1);
    expect(gatePulses()[0]?.data).toMatchObject({ outcome: 'unseen' });
  });

  it('R1 opens the gate for whoever asks, also after a crash', async () => {
    const { world } = stage;
    await world.controller.end('SIGKILL');
    await world.startController();
    const [status, answer] = await post('/gate/exits', {});
    expect([status, gateView.parse(answer)]).toEqual([200, { gate: 'opening' }]);
    await waitFor('the second pulse', () => gatePulses().length === 2);
  });
});
