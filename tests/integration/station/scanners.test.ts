import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writePickupQr } from '#codecs/barcodes/pickup-qr';
import { stationHealth } from '#contract/health';
import { scanNotice, type ScanNotice, type StartedVisit } from '#contract/http';
import { waitFor } from '#simulator/harness/patience';
import { demoBadge } from '#simulator/harness/station-files';
import { startObserver } from '../uplink/observer.ts';
import { readStream, type StreamReader } from '../kiosk/stream-reader.ts';
import { body, codeOf, openStage, reach } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
const streams: StreamReader[] = [];

beforeAll(async () => {
  stage = await openStage();
  await stage.world.startController();
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.stop();
});
afterAll(() => stage.end());

/** Longer than a scanner passes over a label that lies in view. */
const showAgainMs = 1_100;

/**
 * What the screen is told of a barcode that somebody shows, with or without a visit. As a person would, it is
 * shown again until it is read: the scanner may not be open yet, or may have read another one just now.
 */
async function show(scanner: string, text: string, visit?: StartedVisit): Promise<ScanNotice['read']> {
  const { world } = stage;
  const path = visit === undefined ? 'kiosk/stream' : `visits/${visit.visit.visit}/stream`;
  const headers = visit === undefined ? {} : { authorization: `Visit ${visit.secret}` };
  const stream = await readStream(`${world.kioskUrl}/api/v1/${path}`, headers);
  streams.push(stream);
  // The stream has told how things stand, so that it listens.
  await stream.next();
  const hold = (): void => world.order({ do: 'scan', scanner, text, symbology: 'qr' });
  const again = setInterval(hold, showAgainMs);
  try {
    hold();
    return await nextRead(stream);
  } finally {
    clearInterval(again);
  }
}

async function nextRead(stream: StreamReader): Promise<ScanNotice['read']> {
  for (;;) {
    const message = await stream.next();
    if (message === null) expect.fail('the stream ended before anything was read');
    const notice = scanNotice.safeParse(message.data);
    if (notice.success) return notice.data.read;
  }
}

function told(type: string): Promise<unknown> {
  return waitFor(type, () => stage.world.centre.events().find((event) => event.type === type), 25_000);
}

describe('scanners of a running station', () => {
  let secrets: string;

  it('R32 carry a parcel from the badge to the pickup without a key being typed', async () => {
    const { world } = stage;
    const badge = await show('front', demoBadge);
    expect(badge).toEqual({ as: 'badge', badge: demoBadge });
    const courier = body(await world.kiosk.signIn(demoBadge));
    const label = await show('front', 'SF1234567890123', courier);
    expect(label).toMatchObject({ as: 'waybill', waybill: 'SF1234567890123', isKnownShape: true });
    const parcel = { waybill: 'SF1234567890123', size: 'S', contact: '13800000000' };
    const { door } = body(await world.kiosk.deposit(courier, parcel));
    const { compartment = '', stay = '' } = door ?? {};
    await reach(world, courier, 'open');
    world.order({ do: 'place-parcel', compartment });
    world.order({ do: 'close-door', compartment });
    await reach(world, courier, 'choosing');
    body(await world.kiosk.step(courier, 'finish'));
    const numbers = await codeOf(world, stay);
    secrets = numbers.code + numbers.extension;
    const read = await show('window', writePickupQr(numbers));
    expect(read).toMatchObject({ as: 'pickup-code', code: numbers.code, extension: numbers.extension });
    const recipient = body(await world.kiosk.enterCode(numbers.code, numbers.extension));
    await reach(world, recipient, 'open');
    world.order({ do: 'take-parcel', compartment });
    world.order({ do: 'close-door', compartment });
    await reach(world, recipient, 'choosing');
    body(await world.kiosk.step(recipient, 'finish'));
  });

  it('T17 leave nothing of what they read in the log', async () => {
    await show('front', demoBadge);
    const log = readFileSync(stage.world.logFile, 'utf8');
    expect(log).toContain('scanner opened');
    expect([secrets.slice(0, 9), secrets.slice(9), demoBadge].filter((one) => log.includes(one))).toEqual([]);
  });

  it('are counted in the health of the station', async () => {
    const observer = await startObserver(stage.broker.port, 'observer', '+/+/+/health');
    try {
      await waitFor('the health is there', () => observer.seen.length > 0);
      const { scanners } = stationHealth.parse(JSON.parse(observer.seen[0]?.payload ?? ''));
      expect(scanners?.map(({ scanner }) => scanner)).toEqual(['front', 'window']);
    } finally {
      await observer.stop();
    }
  });

  it('Incident 35 F17 raise a fault when they are gone, which ends by itself when they are back', async () => {
    const { world } = stage;
    world.order({ do: 'set-fault', scanner: 'front', fault: 'unplugged' });
    expect(await told('latchkey.fault.raised.v1')).toMatchObject({
      data: { fault: 'scanner-lost', subject: 'front' },
    });
    expect(await world.kiosk.isReady()).toBe(true);
    expect(await show('window', demoBadge)).toMatchObject({ as: 'badge' });
    world.order({ do: 'clear-fault', scanner: 'front' });
    expect(await told('latchkey.fault.cleared.v1')).toMatchObject({
      data: { fault: 'scanner-lost', subject: 'front' },
    });
    expect(await show('front', demoBadge)).toMatchObject({ as: 'badge' });
  });
});
