import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kioskNotice } from '#contract/http';
import type { CompartmentLabel } from '#domain/words';
import { openKiosk } from './open-kiosk.ts';
import type { OpenKiosk } from './open-kiosk.ts';
import { readStream } from './stream-reader.ts';
import type { StreamReader } from './stream-reader.ts';

let open: OpenKiosk;
let stream: StreamReader | null;

beforeEach(async () => {
  open = await openKiosk({ requestsPerMinuteMax: 3 });
  stream = null;
});

afterEach(async () => {
  stream?.stop();
  await open.kiosk.close();
});

/** The next notice about releases on the stream of the kiosk. */
async function nextReleases(): Promise<object> {
  stream ??= await readStream(`${open.url}/api/v1/kiosk/stream`);
  for (;;) {
    const notice = kioskNotice.parse((await stream.next())?.data);
    if (notice.kind === 'releases') return notice.releases;
  }
}

function move(compartment: string, door: 'open' | 'closed'): void {
  open.station.tell({
    do: 'see-door',
    compartment: compartment as CompartmentLabel,
    door,
    occupancy: 'empty',
  });
}

describe('R1 "someone is inside"', () => {
  test('is heard from anybody, in the middle of a flood of requests', async () => {
    for (let count = 0; count < 4; count += 1) await open.get('/api/v1/station');
    expect((await open.get('/api/v1/station')).status).toBe(429);
    expect((await open.post('/api/v1/releases', { key: 'k1' })).status).toBe(204);
    expect(open.station.state().releases.map(({ compartment }) => compartment)).toEqual([
      'A01',
      'A02',
      'A03',
    ]);
  });

  test('leaves one answer for presses in quick succession, whatever keys they have', async () => {
    for (let count = 0; count < 20; count += 1) {
      open.clock.advance(100);
      expect((await open.post('/api/v1/releases', { key: `press-${String(count)}` })).status).toBe(204);
    }
    expect(open.station.kept.size).toBe(1);
    open.clock.advance(5_000);
    await open.post('/api/v1/releases', { key: 'later' });
    expect(open.station.asked.filter((command) => command.do === 'report-inside')).toHaveLength(2);
  });

  test('is not taken for heard because of presses that the station never saw', async () => {
    for (let count = 0; count < 20; count += 1) await open.post('/api/v1/releases');
    await open.post('/api/v1/releases', { key: 'k1' });
    expect(open.station.state().releases).toHaveLength(3);
  });

  test('R17 needs a key like everything that opens a door, and is done once for it', async () => {
    expect((await open.post('/api/v1/releases')).body).toMatchObject({ status: 400, code: 'key-missing' });
    await open.post('/api/v1/releases', { key: 'k1' });
    const { asked } = open.station;
    await open.post('/api/v1/releases', { key: 'k1' });
    expect(asked.filter((command) => command.do === 'report-inside')).toHaveLength(1);
  });
});

describe('R3 the word that a compartment is empty', () => {
  test('counts for a door that stands open, and the screen follows it to its end', async () => {
    move('A02', 'open');
    move('A02', 'closed');
    const told = (at: string): object => [{ compartment: 'A02', cause: 'closed-unexpectedly', at }];
    expect(await nextReleases()).toEqual(told('closed'));
    const tooSoon = await open.post('/api/v1/releases/A02/confirm', { key: 'k1' });
    expect(tooSoon.body).toMatchObject({ status: 409, code: 'door-not-open', compartment: 'A02' });
    move('A02', 'open');
    expect(await nextReleases()).toEqual(told('open'));
    expect((await open.post('/api/v1/releases/A02/confirm', { key: 'k2' })).status).toBe(204);
    expect(await nextReleases()).toEqual(told('confirmed'));
    move('A02', 'closed');
    expect(await nextReleases()).toEqual([]);
  });

  test('is bounded, because every word leaves an answer in the ledger', async () => {
    const say = (key: string) => open.post('/api/v1/releases/A02/confirm', { key });
    for (let count = 0; count < 30; count += 1) await say(`k${String(count)}`);
    expect((await say('one too many')).body).toMatchObject({ code: 'rate-limited', waitS: 2 });
    expect(open.station.kept.size).toBe(30);
    open.clock.advance(2_000);
    expect((await say('later')).status).toBe(410);
  });

  test('about a door that nobody waits for is answered as over', async () => {
    const reply = await open.post('/api/v1/releases/Z99/confirm', { key: 'k1' });
    expect(reply.body).toMatchObject({ status: 410, code: 'release-over' });
  });
});
