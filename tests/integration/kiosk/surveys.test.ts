import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openKiosk, rightCode, rightExtension } from './open-kiosk.ts';
import type { OpenKiosk } from './open-kiosk.ts';

let open: OpenKiosk;
beforeEach(async () => {
  open = await openKiosk();
});
afterEach(() => open.kiosk.close());

/** A pickup from the code to the end; the answer is how the visit ended, for the screen. */
async function pickedUp(finish: object = {}): Promise<{ readonly status: number; readonly body: any }> {
  open.station.store('SF1234567890123', rightCode, rightExtension);
  const body = { code: rightCode };
  const { secret, visit } = (await open.post('/api/v1/pickups', { key: 'p', body })).body;
  open.station.moveDoor('open', 'occupied');
  open.station.moveDoor('closed', 'empty');
  return open.post(`/api/v1/visits/${String(visit.visit)}/finish`, { secret, body: finish });
}

describe('S2-5 the survey', () => {
  test('S1-9 is offered by the ended visit and answered once', async () => {
    const { body } = await pickedUp({ screens: 3, keys: 9 });
    expect(body).toMatchObject({ step: 'ended', survey: body.visit });
    const path = `/api/v1/surveys/${String(body.survey)}`;
    expect((await open.post(path, { body: { score: 4, tags: ['speed'] } })).status).toBe(204);
    const again = await open.post(path, { body: { score: 1 } });
    expect(again.body).toMatchObject({ status: 404, code: 'survey-unknown' });
  });

  test('takes no answer that is none, and has a budget', async () => {
    for (const body of [{}, { score: 6 }, { score: 3, tags: ['rude'] }, { score: 3, text: 'free words' }]) {
      expect((await open.post('/api/v1/surveys/x', { body })).body).toMatchObject({ code: 'body-malformed' });
    }
    for (let count = 4; count < 10; count += 1) await open.post('/api/v1/surveys/x', { body: { score: 1 } });
    const flooded = await open.post('/api/v1/surveys/x', { body: { score: 1 } });
    expect(flooded.body).toMatchObject({ status: 429, code: 'rate-limited', waitS: 5 });
  });
});

describe('S2-9 the counts of the page', () => {
  test('are bounded', async () => {
    expect((await pickedUp({ screens: -1, keys: 0 })).status).toBe(400);
  });

  test('may be left out', async () => {
    expect((await pickedUp()).status).toBe(200);
  });
});
