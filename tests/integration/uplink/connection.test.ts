import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { topicsOf } from '#contract/topics';
import { createCentreKeys } from '#simulator/centre/keys';
import type { CentreKeys } from '#simulator/centre/keys';
import { sign } from '#simulator/centre/seals';
import { mqttDialer } from '#uplink/mqtt-connection';
import { uplinkDefaults } from '#uplink/settings';
import { silentLog } from '../../unit/uplink/silent-log.ts';
import { freePort, runBroker, startMosquitto, startWire } from './brokers.ts';
import type { BrokerKind } from './brokers.ts';
import { connectAs, startObserver } from './observer.ts';
import type { Observer } from './observer.ts';
import { waitFor } from '#simulator/harness/patience';
import { fastClock, startUplinkedStation, station } from './uplinked-station.ts';
import type { UplinkedStation } from './uplinked-station.ts';

const kinds: readonly BrokerKind[] = ['mosquitto', 'aedes'];
const topics = topicsOf(station);

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

function openStation(broker: string, settings = {}): UplinkedStation {
  const choice = { directory: join(directory, 'station'), broker, centre: keys, settings };
  const uplinked = startUplinkedStation(choice);
  ends.push(() => uplinked.stop());
  return uplinked;
}

async function openObserver(clientId = 'observer', filter = 'latchkey/v1/#'): Promise<Observer> {
  const observer = await startObserver(port, clientId, filter);
  ends.push(() => observer.stop());
  return observer;
}

const statesOf = (observer: Observer) =>
  observer.on(topics.state).map((payload) => (JSON.parse(payload) as { state: string }).state);

describe.each(kinds)('presence over %s', (kind) => {
  beforeEach(async () => {
    const broker = await runBroker(kind, port, directory);
    ends.push(() => broker.stop());
  });

  it('S0-1 R24 says lost in place of a station whose wire is cut, and the birth follows its return', async () => {
    const wire = await startWire(port);
    ends.push(() => wire.stop());
    const uplinked = openStation(wire.url);
    const observer = await openObserver();
    await waitFor('it is ready', () => statesOf(observer).at(-1) === 'ready');
    wire.cut();
    await waitFor('it is lost', () => statesOf(observer).at(-1) === 'lost');
    expect(uplinked.control.state().link).toBe('down');
    wire.mend();
    await waitFor('it is ready again', () => statesOf(observer).at(-1) === 'ready');
  });

  it('R24 contradicts a lost that somebody else has said', async () => {
    openStation(`mqtt://127.0.0.1:${port}`);
    const observer = await openObserver();
    await waitFor('it is ready', () => statesOf(observer).at(-1) === 'ready');
    await observer.say(topics.state, JSON.stringify({ state: 'lost', bootId: 'b', connectionId: 'c' }), true);
    await waitFor('it is heard', () => statesOf(observer).includes('lost'));
    await waitFor('it is contradicted', () => statesOf(observer).at(-1) !== 'lost');
    expect(statesOf(observer).slice(-2)).toEqual(['lost', 'ready']);
  });

  it('R24 raises identity-duplicated when another process says its birth', async () => {
    const uplinked = openStation(`mqtt://127.0.0.1:${port}`);
    const observer = await openObserver();
    await waitFor('it is ready', () => statesOf(observer).at(-1) === 'ready');
    expect(uplinked.control.faultIds).toEqual([]);
    const [birth] = observer.on(topics.state);
    await observer.say(topics.state, (birth ?? '').replace('boot-1', 'boot-2'));
    await waitFor('it is reported', () => uplinked.control.faultIds.includes('identity-duplicated.client'));
  });

  it('R24 comes back after another client has taken its place', async () => {
    const uplinked = openStation(`mqtt://127.0.0.1:${port}`);
    const observer = await openObserver();
    await waitFor('it is ready', () => statesOf(observer).at(-1) === 'ready');
    const intruder = connectAs(port, station);
    ends.push(() => intruder.endAsync(true));
    const links = () =>
      uplinked.control.asked.flatMap((command) => (command.do === 'change-link' ? [command.link] : []));
    await waitFor('the link went down and came back', () => links().join(' ') === 'up down up');
    // Mosquitto 2.0.11 closes the older connection without a word; a broker that says why is believed.
    expect(uplinked.control.faultIds).toEqual(kind === 'aedes' ? ['identity-duplicated.client'] : []);
  });

  it('says disconnected at its end, and the broker adds no will', async () => {
    const uplinked = openStation(`mqtt://127.0.0.1:${port}`);
    const observer = await openObserver();
    await waitFor('it is ready', () => statesOf(observer).at(-1) === 'ready');
    await uplinked.stop();
    ends.splice(1, 1);
    await waitFor('it says so', () => statesOf(observer).at(-1) === 'disconnected');
    const late = await openObserver('late');
    await waitFor('a late observer hears of it', () => statesOf(late).length > 0);
    expect(statesOf(late)).toEqual(['disconnected']);
  });

  it('shows the present to somebody who comes late, and removes faults of an earlier run', async () => {
    const before = await openObserver('before');
    await before.say(topics.fault('door-left-open.A01'), '{"code":"door-left-open"}', true);
    const uplinked = openStation(`mqtt://127.0.0.1:${port}`);
    uplinked.control.raise('board-silent', 'left-0');
    await waitFor('the old fault is gone', () => before.on(topics.fault('door-left-open.A01')).at(-1) === '');
    await waitFor('it is degraded', () => statesOf(before).at(-1) === 'degraded');
    const late = await openObserver('late');
    await waitFor('everything is there', () => late.seen.length >= 10);
    const shown = new Set(late.seen.map(({ topic }) => topic));
    expect([...shown].toSorted()).toEqual(
      [
        topics.state,
        topics.health,
        topics.description,
        topics.reported('parcels'),
        topics.reported('drop-offs'),
        topics.reported('restore'),
        topics.fault('board-silent.left-0'),
        ...['A01', 'A02', 'A03'].map((label) => topics.compartment(label)),
      ].toSorted(),
    );
  });

  it('R21 keeps everything when the right key signs another hash', async () => {
    const uplinked = openStation(`mqtt://127.0.0.1:${port}`);
    const observer = await openObserver();
    uplinked.open(5);
    await waitFor('it is ready', () => statesOf(observer).at(-1) === 'ready');
    const { epoch } = uplinked.outbox.position();
    const forged = await sign({ station, epoch, upTo: 5, hash: 'ef'.repeat(32) }, keys.ack.privateKey);
    await observer.say(topics.acks, forged);
    await waitFor('it is reported', () => uplinked.control.faultIds.includes('ack-mismatch.hash'));
    expect(uplinked.outbox.position().ackedSeq).toBe(0);
  });
});

describe('a broker with limits', () => {
  async function openMosquitto(lines: readonly string[]): Promise<void> {
    const broker = await startMosquitto(port, directory, lines);
    ends.push(() => broker.stop());
  }

  it('R25 that takes only small packets is a fault; the events stay and the connection lasts', async () => {
    await openMosquitto(['max_packet_size 512']);
    // There before the station, because it counts what the station publishes from its first moment on.
    const observer = await openObserver();
    const uplinked = openStation(`mqtt://127.0.0.1:${port}`);
    uplinked.open(20);
    await waitFor('it is reported', () => uplinked.control.faultIds.includes('packet-limit.broker'));
    uplinked.open(20);
    await waitFor('the compartments are shown', () => observer.on(topics.compartment('A01')).length >= 2);
    expect(observer.on(topics.events)).toEqual([]);
    expect(uplinked.outbox.position()).toMatchObject({ lastSeq: 40, ackedSeq: 0 });
    expect(uplinked.control.state().link).toBe('down');
    expect(uplinked.control.faultIds).toEqual(['packet-limit.broker']);
  });

  it('R25 that receives five at a time gets everything in order', async () => {
    await openMosquitto(['max_inflight_messages 5']);
    const observer = await openObserver();
    const uplinked = openStation(`mqtt://127.0.0.1:${port}`);
    uplinked.open(100);
    await waitFor('100 are there', () => observer.on(topics.events).length >= 100);
    const seqs = observer.on(topics.events).map((payload) => (JSON.parse(payload) as { seq: number }).seq);
    expect(seqs.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  });
});

describe('the dialer', () => {
  const wish = { will: { topic: topics.state, payload: '{}' }, subscriptions: [topics.acks] };
  const listener = { received: () => {}, lost: () => {} };

  function dial(broker: string, abort = new AbortController().signal) {
    const settings = {
      ...uplinkDefaults,
      station,
      broker,
      clientId: station,
      username: null,
      password: null,
    };
    return mqttDialer(settings, fastClock(1), silentLog)(wish, listener, abort);
  }

  it('names the receive maximum and the packet limit of the broker', async () => {
    const lines = ['max_inflight_messages 7', 'max_packet_size 5000'];
    const broker = await startMosquitto(port, directory, lines);
    ends.push(() => broker.stop());
    const outcome = await dial(broker.url);
    expect(outcome.ok).toBe(true);
    if (!outcome.ok) return;
    expect(outcome.connection.limits).toEqual({ receiveMax: 7, packetSizeMax: 5_000 });
    const publication = { topic: topics.events, retained: false, contentType: 'c' };
    expect(outcome.connection.fits({ ...publication, payload: '格'.repeat(1_500) })).toBe(true);
    expect(outcome.connection.fits({ ...publication, payload: '格'.repeat(1_700) })).toBe(false);
    await outcome.connection.close();
  });

  it.each([
    ['http://127.0.0.1:1', 'the broker must be mqtt://host or mqtts://host'],
    ['nonsense', 'the broker must be mqtt://host or mqtts://host'],
    ['mqtt://no-such-host.invalid', 'the name of the broker cannot be resolved'],
  ])('refuses %s with a reason', async (broker, reason) => {
    expect(await dial(broker)).toEqual({ ok: false, reason });
  });

  it('tells that nobody listens', async () => {
    expect(await dial(`mqtt://127.0.0.1:${port}`)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('refuses a broker that speaks only MQTT 3.1.1, and says so', async () => {
    // CONNACK as 3.1.1 writes it: unacceptable protocol version.
    const old = createServer((socket) => socket.once('data', () => socket.end(Buffer.from([0x20, 2, 0, 1]))));
    old.listen(0, '127.0.0.1');
    await waitFor('it listens', () => old.listening);
    ends.push(() => new Promise((resolve) => old.close(resolve)));
    const { port: oldPort } = old.address() as AddressInfo;
    const outcome = await dial(`mqtt://127.0.0.1:${oldPort}`);
    expect(outcome).toEqual({
      ok: false,
      reason: 'the broker does not speak MQTT 5, which this station needs',
    });
  });

  it('gives up at once when it is told to', async () => {
    const mute = createServer(() => {});
    mute.listen(0, '127.0.0.1');
    await waitFor('it listens', () => mute.listening);
    const { port: mutePort } = mute.address() as AddressInfo;
    const abort = new AbortController();
    const dialling = dial(`mqtt://127.0.0.1:${mutePort}`, abort.signal);
    mute.once('connection', () => abort.abort());
    expect((await dialling).ok).toBe(false);
    await new Promise((resolve) => mute.close(resolve));
  });
});
