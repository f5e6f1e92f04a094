import { beforeEach, describe, expect, it } from 'vitest';
import { caseStatus } from '#contract/case';
import { stationBirth } from '#contract/state';
import type { StationBirth } from '#contract/state';
import { topicsOf } from '#contract/topics';
import type { CaseNumber } from '#domain/words';
import { startUplink } from '#uplink/uplink';
import type { Uplink } from '#uplink/uplink';
import { HandClock } from './hand-clock.ts';
import { stationReadings } from './readings.ts';
import { ScriptedBroker } from './scripted-broker.ts';
import { ScriptedOutbox } from './scripted-outbox.ts';
import { seededChance } from './seeded-chance.ts';
import { silentLog } from './silent-log.ts';
import { StationDouble, stayIn } from './station-double.ts';

const topics = topicsOf('s-1');
const key = { kty: 'OKP', crv: 'Ed25519', x: 'x' };

let clock: HandClock;
let broker: ScriptedBroker;
let control: StationDouble;
let outbox: ScriptedOutbox;
let uplink: Uplink;

function start(): void {
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
    control,
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
    readings: stationReadings,
    dial: broker.dial,
  });
}

beforeEach(() => {
  clock = new HandClock();
  broker = new ScriptedBroker();
  control = new StationDouble();
  outbox = new ScriptedOutbox();
});

const births = (): StationBirth[] =>
  broker.last.connection.on(topics.state).map((payload) => stationBirth.parse(JSON.parse(payload)));

/** Lets time pass while the broker answers everything. */
async function pass(forMs: number, stepMs = 100): Promise<void> {
  for (let passedMs = 0; passedMs < forMs; passedMs += stepMs) {
    broker.dialled.at(-1)?.connection.answer();
    await clock.advance(stepMs);
  }
}

describe('a new connection', () => {
  it('R24 begins with the birth, whose connection id stands in the will', async () => {
    outbox.append(3);
    start();
    await pass(100);
    const { wish, connection } = broker.last;
    expect(connection.sent[0]?.topic).toBe(topics.state);
    const [first, second] = births();
    expect(first).toMatchObject({ state: 'init', bootReason: 'restart', lastSeq: 3, ackedSeq: 0 });
    expect(second?.state).toBe('ready');
    expect(wish.will.topic).toBe(topics.state);
    expect(JSON.parse(wish.will.payload)).toEqual({
      state: 'lost',
      bootId: 'boot-1',
      connectionId: first?.connectionId,
    });
  });

  it('shows the present once more after two seconds, and nothing more after that', async () => {
    start();
    await pass(1_500);
    const once = broker.last.connection.on(topics.compartment('A02')).length;
    await pass(3_000);
    expect(once).toBe(1);
    expect(broker.last.connection.on(topics.compartment('A02')).length).toBe(2);
    expect(broker.last.connection.on(topics.description).length).toBe(2);
  });

  it('R16 has a nonce of its own, and a new one every two minutes', async () => {
    start();
    await pass(130_000, 1_000);
    const nonces = new Set(births().map(({ commandNonce }) => commandNonce));
    expect(nonces.size).toBe(2);
    broker.lose();
    await pass(2_000);
    for (const { commandNonce } of births()) expect(nonces.has(commandNonce)).toBe(false);
  });

  it('R24 contradicts its own stale will, at most once a second', async () => {
    start();
    await pass(5_000);
    const before = births().length;
    for (let count = 0; count < 10; count += 1) {
      broker.last.listener.received(topics.state, broker.dialled[0]?.wish.will.payload ?? '', false);
    }
    await pass(100);
    expect(births().length).toBe(before + 1);
    expect(births().at(-1)?.state).toBe('ready');
  });

  it('R24 knows the birth of an earlier run from that of somebody else', async () => {
    start();
    await pass(1_000);
    const other = JSON.stringify({ ...births()[0], bootId: 'boot-0' });
    broker.last.listener.received(topics.state, other, true);
    expect(control.faultIds).toEqual([]);
    broker.lose();
    await pass(5_000);
    broker.last.listener.received(topics.state, other, true);
    expect(control.faultIds).toEqual(['identity-duplicated.client']);
    await pass(500_000, 1_000);
    broker.last.listener.received(topics.state, other, false);
    await pass(500_000, 1_000);
    expect(control.faultIds).toEqual(['identity-duplicated.client']);
    await pass(101_000, 1_000);
    expect(control.faultIds).toEqual([]);
  });

  it('does not answer its own birth or nonsense', async () => {
    start();
    await pass(5_000);
    const before = births().length;
    for (const payload of [JSON.stringify(births()[0]), '', '{', '7']) {
      broker.last.listener.received(topics.state, payload, true);
    }
    await pass(100);
    expect(births().length).toBe(before);
  });
});

describe('the present', () => {
  it('is published when it changes, and only what changed', async () => {
    start();
    await pass(5_000);
    const before = broker.last.connection.sent.length;
    control.change({ stays: [stayIn('stay-1', 'A03')] });
    await pass(100);
    const news = broker.last.connection.sent.slice(before);
    expect(news.map(({ topic, retained }) => [topic, retained])).toEqual([[topics.compartment('A03'), true]]);
    expect(JSON.parse(news[0]?.payload ?? '')).toMatchObject({ availability: 'taken', door: 'closed' });
    expect(news[0]?.payload).not.toContain('stay-1');
  });

  it('degrades with a grave fault and recovers with its end; an empty payload clears the fault', async () => {
    start();
    await pass(3_000);
    control.raise('board-silent', 'left-0');
    await pass(100);
    const topic = topics.fault('board-silent.left-0');
    expect(JSON.parse(broker.last.connection.on(topic)[0] ?? '')).toMatchObject({ severity: 'major' });
    expect(births().at(-1)?.state).toBe('degraded');
    control.clear('board-silent', 'left-0');
    await pass(100);
    expect(broker.last.connection.on(topic).at(-1)).toBe('');
    expect(births().at(-1)?.state).toBe('ready');
  });

  it('shows an open case to whoever comes late, and clears it when it is settled', async () => {
    start();
    await pass(3_000);
    const topic = topics.case('204817');
    const openedAt = clock.now();
    const late = { answer: false, settlement: false };
    const subject = { stay: null, compartment: null, visit: null, waybill: null };
    const number = '204817' as CaseNumber;
    const open = { number, kind: 'help', at: 'opened', tier: 'kiosk', openedAt, late, ...subject } as const;
    control.change({ cases: [open] });
    await pass(100);
    const [shown] = broker.last.connection.on(topic);
    expect(caseStatus.parse(JSON.parse(shown ?? ''))).toMatchObject({ case: '204817', state: 'opened' });
    control.change({ cases: [] });
    await pass(100);
    expect(broker.last.connection.on(topic).at(-1)).toBe('');
  });

  it('removes a fault that an earlier run has left at the broker', async () => {
    start();
    await pass(3_000);
    const topic = topics.fault('door-left-open.A01');
    broker.last.listener.received(topic, '{"code":"door-left-open"}', true);
    await pass(100);
    expect(broker.last.connection.on(topic)).toEqual(['']);
  });
});

describe('an outage', () => {
  it('is told to the station at once as the link, and as a fault after a minute', async () => {
    start();
    await pass(1_000);
    expect(control.state().link).toBe('up');
    broker.isReachable = false;
    broker.lose();
    expect(control.state().link).toBe('down');
    await pass(59_000, 1_000);
    expect(control.faultIds).toEqual([]);
    await pass(2_000);
    expect(control.faultIds).toEqual(['uplink-down.broker']);
  });

  it('ends without a trace: link up, fault cleared, everything sent from the acknowledged seq', async () => {
    broker.isReachable = false;
    start();
    outbox.append(5);
    await pass(90_000, 1_000);
    expect(control.faultIds).toEqual(['uplink-down.broker']);
    broker.isReachable = true;
    await pass(300_000, 1_000);
    expect(control.state().link).toBe('up');
    expect(control.faultIds).toEqual([]);
    expect(broker.dialled[0]?.connection.seqs.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is met with fewer and fewer attempts', async () => {
    broker.isReachable = false;
    start();
    await pass(60_000, 1_000);
    const inTheFirstMinute = broker.attemptCount;
    await pass(3_600_000, 10_000);
    expect(inTheFirstMinute).toBeGreaterThan(3);
    expect(broker.attemptCount - inTheFirstMinute).toBeLessThan(60);
  });

  it('R24 by a takeover raises identity-duplicated and waits at least a minute', async () => {
    start();
    await pass(1_000);
    broker.lose('taken-over');
    await pass(59_000, 1_000);
    expect(broker.attemptCount).toBe(1);
    expect(control.faultIds).toContain('identity-duplicated.client');
    await pass(62_000, 1_000);
    expect(broker.attemptCount).toBe(2);
    await pass(601_000, 1_000);
    expect(control.faultIds).toEqual([]);
  });
});

describe('a broker with small packets', () => {
  it('R25 raises packet-limit, keeps the events and stays connected for the present', async () => {
    broker.limits = { packetSizeMax: 1_000 };
    outbox.append(5);
    start();
    await pass(120_000, 1_000);
    expect(control.faultIds).toEqual(['packet-limit.broker']);
    expect(control.state().link).toBe('down');
    expect(broker.attemptCount).toBe(1);
    expect(broker.last.connection.seqs).toEqual([]);
    expect(broker.last.connection.on(topics.fault('packet-limit.broker'))).not.toEqual([]);
    broker.limits = {};
    broker.lose();
    await pass(5_000);
    expect(control.faultIds).toEqual([]);
    expect(broker.last.connection.seqs).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('the end', () => {
  it('says disconnected, then goodbye, and leaves no timer', async () => {
    start();
    await pass(3_000);
    const stopping = uplink.stop();
    await pass(200);
    await stopping;
    expect(births().at(-1)?.state).toBe('disconnected');
    expect(broker.last.connection.isClosed).toBe(true);
    expect(clock.waitingCount).toBe(0);
  });

  it('does not wait for a broker that answers nothing', async () => {
    start();
    await clock.advance(3_000);
    let isStopped = false;
    const stopping = uplink.stop().then(() => (isStopped = true));
    await clock.advance(2_000);
    await stopping;
    expect(isStopped).toBe(true);
  });

  it('comes without a connection as well', async () => {
    broker.isReachable = false;
    start();
    await pass(1_000);
    await uplink.stop();
    expect(clock.waitingCount).toBe(0);
  });
});
