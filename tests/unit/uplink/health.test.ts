import { beforeEach, describe, expect, it } from 'vitest';
import { stationHealth } from '#contract/health';
import type { StationHealth, StationReadings } from '#contract/health';
import { topicsOf } from '#contract/topics';
import { startUplink } from '#uplink/uplink';
import type { Uplink } from '#uplink/uplink';
import { HandClock } from './hand-clock.ts';
import { busReadings, stationReadings } from './readings.ts';
import { ScriptedBroker } from './scripted-broker.ts';
import { ScriptedOutbox } from './scripted-outbox.ts';
import { seededChance } from './seeded-chance.ts';
import { silentLog } from './silent-log.ts';
import { StationDouble } from './station-double.ts';

const topics = topicsOf('s-1');
const key = { kty: 'OKP', crv: 'Ed25519', x: 'x' };

let clock: HandClock;
let broker: ScriptedBroker;
let outbox: ScriptedOutbox;
let readings: StationReadings;
let uplink: Uplink;
let station: StationDouble;

beforeEach(() => {
  clock = new HandClock();
  broker = new ScriptedBroker();
  outbox = new ScriptedOutbox();
  station = new StationDouble();
  readings = stationReadings(busReadings(0, 0));
  uplink = startUplink({
    settings: {
      station: 's-1',
      broker: 'mqtt://127.0.0.1',
      clientId: 's-1',
      username: null,
      password: null,
      eventsPerSecondMax: 1_000,
      willDelaySeconds: 30,
      keepAliveSeconds: 20,
    },
    control: station,
    outbox,
    clock,
    chance: seededChance(),
    log: silentLog,
    verify: () => Promise.resolve(null),
    keys: { centre: key, ack: key },
    softwareVersion: '0.1.0',
    bootId: 'boot-1',
    bootReason: 'restart',
    description: { cabinets: ['left'], compartments: [], profileHash: 'h' },
    outran: () => undefined,
    readings: () => readings,
    dial: broker.dial,
  });
});

async function pass(forMs: number, stepMs = 1_000): Promise<void> {
  for (let passedMs = 0; passedMs < forMs; passedMs += stepMs) {
    broker.dialled.at(-1)?.connection.answer();
    await clock.advance(stepMs);
  }
}

/** Every report of the newest connection, without the repetitions for late subscribers. */
function reports(): StationHealth[] {
  const payloads = [...new Set(broker.last.connection.on(topics.health))];
  return payloads.map((payload) => stationHealth.parse(JSON.parse(payload)));
}

describe('health', () => {
  it('is published retained with the connection, after the birth, and every minute from then on', async () => {
    await pass(1_000);
    const { sent } = broker.last.connection;
    const first = sent.find(({ topic }) => topic === topics.health);
    expect(first?.retained).toBe(true);
    expect(sent.findIndex(({ topic }) => topic === topics.state)).toBeLessThan(
      sent.findIndex(({ topic }) => topic === topics.health),
    );
    expect(reports()).toHaveLength(1);
    await pass(58_000);
    expect(reports()).toHaveLength(1);
    await pass(2_000);
    expect(reports()).toHaveLength(2);
    await pass(600_000);
    expect(reports()).toHaveLength(12);
  });

  it('says how machine, clock and link are doing', async () => {
    await pass(1_000);
    const [report] = reports();
    expect(report).toMatchObject({
      ...stationReadings(busReadings(0, 0)),
      clock: clock.now().clock,
      link: { lossCount: 0 },
    });
    expect(report?.at).toBe(report?.link.since);
  });

  it('tells how often each must of the law stopped something', async () => {
    station.change({ interlocks: [{ interlock: 'consent', count: 3, lastAt: clock.now() }] });
    await pass(61_000);
    expect(reports().at(-1)?.interlocks).toEqual({ consent: 3 });
  });

  it('says how much waits for the centre and since when', async () => {
    await pass(1_000);
    expect(reports()[0]?.outbox).toEqual({ length: 0, oldestAt: null });
    outbox.append(5);
    await pass(60_000);
    const [oldest] = outbox.read(0, 1);
    expect(reports()[1]?.outbox).toEqual({
      length: 5,
      oldestAt: (JSON.parse(oldest?.body ?? '{}') as { time?: string }).time ?? null,
    });
  });

  it('tells the share of errors since the report before, for each bus and each board', async () => {
    await pass(1_000);
    for (const [requests, timeouts] of [
      [100, 50],
      [300, 51],
      [300, 51],
    ] as const) {
      readings = stationReadings(busReadings(requests, timeouts));
      await pass(60_000);
    }
    const buses = reports().map((report) => report.buses[0]);
    expect(buses.map((bus) => bus?.errorRate)).toEqual([null, 0.5, 0.005, null]);
    expect(buses.map((bus) => bus?.boards[0]?.errorRate)).toEqual([null, 0.5, 0.005, null]);
  });

  it('counts lost connections, and a new one is told at once', async () => {
    await pass(30_000);
    const before = reports()[0]?.link.since;
    broker.lose();
    await pass(120_000);
    const [report] = reports();
    expect(report?.link.lossCount).toBe(1);
    expect(report?.link.since).not.toBe(before);
    expect(broker.dialled).toHaveLength(2);
  });

  it('is silent without a connection and after the end', async () => {
    await pass(1_000);
    const { connection } = broker.last;
    broker.isReachable = false;
    broker.lose();
    const count = connection.on(topics.health).length;
    await pass(300_000);
    expect(connection.on(topics.health)).toHaveLength(count);
    broker.isReachable = true;
    await pass(120_000);
    const again = broker.last.connection;
    const stopped = uplink.stop();
    await pass(2_000, 100);
    await stopped;
    const atEnd = again.on(topics.health).length;
    await pass(300_000);
    expect(again.on(topics.health)).toHaveLength(atEnd);
  });
});
