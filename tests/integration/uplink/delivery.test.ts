import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCentre } from '#simulator/centre/centre';
import type { Centre } from '#simulator/centre/centre';
import { createCentreKeys } from '#simulator/centre/keys';
import type { CentreKeys } from '#simulator/centre/keys';
import { freePort, runBroker, startWire } from './brokers.ts';
import type { BrokerKind, TestBroker } from './brokers.ts';
import { waitFor } from '#simulator/harness/patience';
import { startUplinkedStation, station } from './uplinked-station.ts';
import type { UplinkedStation } from './uplinked-station.ts';

const kinds: readonly BrokerKind[] = ['mosquitto', 'aedes'];
const range = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const clean = { gap: 0, reordered: 0, mismatched: 0 };

let directory: string;
let port: number;
let keys: CentreKeys;
let ends: (() => Promise<unknown>)[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-uplink-'));
  port = await freePort();
  keys = await createCentreKeys(join(directory, 'centre'));
  ends = [];
});

afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(directory, { recursive: true, force: true });
});

async function openBroker(kind: BrokerKind): Promise<TestBroker> {
  const broker = await runBroker(kind, port, directory);
  ends.push(() => broker.stop().catch(() => {}));
  return broker;
}

function openStation(settings = {}, broker = `mqtt://127.0.0.1:${port}`): UplinkedStation {
  const choice = { directory: join(directory, 'station'), broker, centre: keys, settings };
  const uplinked = startUplinkedStation(choice);
  ends.push(() => uplinked.stop());
  return uplinked;
}

async function openCentre(uplinked: UplinkedStation, change: Partial<CentreKeys> = {}): Promise<Centre> {
  const centre = await startCentre({
    broker: `mqtt://127.0.0.1:${port}`,
    stations: [station],
    keys: { ...keys, ...change },
    directory: join(directory, 'centre'),
    stationKey: () => Promise.resolve({ ...uplinked.publicKey }),
  });
  ends.push(() => centre.stop());
  return centre;
}

const seqsOf = (centre: Centre) => centre.events().map(({ seq }) => seq);
const isDelivered = (uplinked: UplinkedStation, seq: number) => () =>
  uplinked.outbox.position().ackedSeq === seq;

describe.each(kinds)('delivery over %s', (kind) => {
  it('R20 R21 brings every event once and in order, and the outbox knows it', async () => {
    await openBroker(kind);
    const uplinked = openStation();
    const centre = await openCentre(uplinked);
    await waitFor('the centre listens', () => centre.isListening());
    uplinked.open(30);
    await waitFor('the link is up', () => uplinked.control.state().link === 'up');
    uplinked.open(270);
    await waitFor('300 are acknowledged', isDelivered(uplinked, 300));
    expect(seqsOf(centre)).toEqual(range(300));
    expect(centre.verdict()).toMatchObject({ ...clean, stored: 300, lastSeq: 300 });
  });

  it('S2-1 R21 keeps what happens during an outage and delivers it once and in order afterwards', async () => {
    const first = await openBroker(kind);
    const wire = await startWire(port);
    ends.push(() => wire.stop());
    const uplinked = openStation({}, wire.url);
    const centre = await openCentre(uplinked);
    await waitFor('the centre listens', () => centre.isListening());
    uplinked.open(5);
    await waitFor('5 are acknowledged', isDelivered(uplinked, 5));
    await first.stop();
    await waitFor('the link is down', () => uplinked.control.state().link === 'down');
    await waitFor('the centre is cut off', () => !centre.isListening());
    uplinked.open(400);
    // The centre is back first: events that a broker hands to nobody are the story of the next test.
    wire.cut();
    await openBroker(kind);
    await waitFor('the centre listens again', () => centre.isListening());
    wire.mend();
    await waitFor('405 are acknowledged', isDelivered(uplinked, 405));
    expect(seqsOf(centre)).toEqual(range(405));
    expect(centre.verdict()).toMatchObject({ ...clean, stored: 405 });
  });

  it('R21 sends again what the broker has taken and nobody has stored', async () => {
    await openBroker(kind);
    const uplinked = openStation();
    uplinked.open(50);
    await waitFor('the link is up', () => uplinked.control.state().link === 'up');
    // The centre comes to a broker that has already acknowledged everything, and forgotten it.
    const centre = await openCentre(uplinked);
    await waitFor('50 are acknowledged', isDelivered(uplinked, 50));
    expect(seqsOf(centre)).toEqual(range(50));
    expect(centre.verdict()).toMatchObject({ ...clean, stored: 50 });
  });

  it('R21 prunes nothing by the wrong key, raises a fault, and what comes twice is dropped', async () => {
    await openBroker(kind);
    const uplinked = openStation();
    const stranger = await createCentreKeys(join(directory, 'stranger'));
    const deaf = await openCentre(uplinked, { ack: stranger.ack });
    uplinked.open(20);
    await waitFor('20 are stored', () => deaf.verdict().stored === 20);
    await waitFor('some came twice', () => deaf.verdict().duplicate > 0);
    expect(uplinked.outbox.position().ackedSeq).toBe(0);
    expect(uplinked.control.faultIds).toContain('ack-mismatch.signature');
    await deaf.stop();
    const centre = await openCentre(uplinked);
    await waitFor('20 are acknowledged', isDelivered(uplinked, 20));
    expect(seqsOf(centre)).toEqual(range(20));
    expect(centre.verdict()).toMatchObject({ ...clean, stored: 20 });
  });

  it('S3-5 goes on where it was after station and centre have started again', async () => {
    await openBroker(kind);
    const first = openStation();
    const before = await openCentre(first);
    await waitFor('the centre listens', () => before.isListening());
    first.open(10);
    await waitFor('10 are acknowledged', isDelivered(first, 10));
    await before.stop();
    await first.stop();
    ends.splice(1);
    const uplinked = openStation();
    const centre = await openCentre(uplinked);
    await waitFor('the centre listens', () => centre.isListening());
    uplinked.open(10);
    await waitFor('20 are acknowledged', isDelivered(uplinked, 20));
    expect(seqsOf(centre)).toEqual(range(20));
    expect(centre.verdict()).toMatchObject({ ...clean, stored: 20 });
  });
});

describe.each(kinds)('notices over %s', (kind) => {
  it('R13 R19 reach the recipient, and the station learns that they did', async () => {
    await openBroker(kind);
    const uplinked = openStation();
    const centre = await openCentre(uplinked);
    await uplinked.issueCode('stay-1', '13800000000', '138****0000');
    await waitFor('the station knows', () =>
      uplinked.control.asked.some((command) => command.do === 'record-notified'),
    );
    const [notice] = centre.notices();
    expect(notice).toMatchObject({ station, stay: 'stay-1', maskedContact: '138****0000' });
    expect(notice?.code).toMatch(/^\d{9}$/);
    expect(notice?.extension).toMatch(/^\d{6}$/);
    await waitFor('the version is kept', () => uplinked.outbox.documentVersion('parcels') > 0);
    expect(centre.verdict().mismatched).toBe(0);
  });

  it('R19 that another station has signed are not believed', async () => {
    await openBroker(kind);
    const uplinked = openStation();
    const stranger = await createCentreKeys(join(directory, 'stranger'));
    const { publicKey } = stranger.centre;
    const centre = await openCentre({ ...uplinked, publicKey } as UplinkedStation);
    await uplinked.issueCode('stay-1', '13800000000', '138****0000');
    await waitFor('it was seen through', () => centre.verdict().mismatched === 1);
    expect(centre.notices()).toEqual([]);
  });
});
