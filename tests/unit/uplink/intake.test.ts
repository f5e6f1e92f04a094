import { beforeEach, describe, expect, it } from 'vitest';
import { topicsOf } from '#contract/topics';
import type { Topics } from '#contract/topics';
import { Reports } from '#uplink/fault-reports';
import { Intake } from '#uplink/intake';
import type { IntakePorts } from '#uplink/intake';
import { Parcels } from '#uplink/parcels-document';
import type { PublicKey, Verify } from '#uplink/signatures';
import { HandClock, settle } from './hand-clock.ts';
import { ScriptedOutbox } from './scripted-outbox.ts';
import { silentLog } from './silent-log.ts';
import { StationDouble, stayIn } from './station-double.ts';

const station = 's-1';
const topics: Topics = topicsOf(station);
const keyOf = (x: string): PublicKey => ({ kty: 'OKP', crv: 'Ed25519', x });
const keys = { centre: keyOf('centre'), ack: keyOf('ack') };
/** Stands for a signature: the name of the key, then the text. Real ones are proved in the integration. */
const verify: Verify = (compact, key) =>
  Promise.resolve(compact.startsWith(`${key.x}:`) ? compact.slice(key.x.length + 1) : null);
const signed = (by: 'centre' | 'ack', content: unknown) => `${by}:${JSON.stringify(content)}`;

let clock: HandClock;
let outbox: ScriptedOutbox;
let control: StationDouble;
let progressCount: number;
let knownCount: number;
let outruns: number[];
let replayed: unknown[];
let reported: unknown[];
let intake: Intake;

beforeEach(() => {
  clock = new HandClock();
  outbox = new ScriptedOutbox();
  outbox.append(20);
  control = new StationDouble();
  progressCount = 0;
  knownCount = 0;
  outruns = [];
  replayed = [];
  reported = [];
  const retained = {
    show: (_topic: string, payload: string) => Promise.resolve(void reported.push(JSON.parse(payload))),
  };
  const log = silentLog;
  const parcels = new Parcels({
    station,
    topics,
    control,
    outbox,
    retained,
    verify,
    centreKey: keys.centre,
    log,
  });
  const drain: IntakePorts['drain'] = {
    progressed: () => (progressCount += 1),
    replay: (range) => replayed.push(range) > 0,
  };
  const reports = new Reports(control, log);
  intake = new Intake({
    station,
    topics,
    outbox,
    drain,
    reports,
    acknowledged: () => (knownCount += 1),
    outran: ({ upTo }) => outruns.push(upTo),
    documents: [parcels],
    verify,
    keys,
    clock,
    log,
  });
});

const ackOf = (upTo: number, change: object = {}) => ({
  station,
  epoch: outbox.epoch,
  upTo,
  hash: outbox.hashAt(upTo),
  ...change,
});

describe('an ack', () => {
  it('R21 moves the outbox when key, station and hash are right', async () => {
    await intake.receive(topics.acks, signed('ack', ackOf(7)));
    expect(outbox.position().ackedSeq).toBe(7);
    expect(progressCount).toBe(1);
    expect(outbox.checkpoints).toEqual([{ seq: 7, jws: signed('ack', ackOf(7)) }]);
    expect(control.faultIds).toEqual([]);
  });

  it.each([
    ['another hash', () => signed('ack', ackOf(7, { hash: 'ef'.repeat(32) })), 'ack-mismatch.hash'],
    ['a seq that was never sent', () => signed('ack', ackOf(99, { hash: 'x' })), 'ack-mismatch.hash'],
    ['the key of the centre', () => signed('centre', ackOf(7)), 'ack-mismatch.signature'],
    ['another station', () => signed('ack', ackOf(7, { station: 's-2' })), 'ack-mismatch.signature'],
    ['no content', () => 'ack:', 'ack-mismatch.signature'],
  ])('R21 with %s keeps everything and raises a fault', async (_what, message, fault) => {
    await intake.receive(topics.acks, message());
    expect(outbox.position().ackedSeq).toBe(0);
    expect(progressCount).toBe(0);
    expect(control.faultIds).toEqual([fault]);
    expect(outruns).toHaveLength(fault === 'ack-mismatch.hash' ? 1 : 0);
  });

  it('R22 tells that the centre knows of this epoch, and of no other', async () => {
    await intake.receive(topics.acks, signed('ack', ackOf(7, { epoch: 'another' })));
    await intake.receive(topics.acks, signed('ack', ackOf(7, { hash: 'forged' })));
    expect(knownCount).toBe(0);
    await intake.receive(topics.acks, signed('ack', ackOf(7)));
    await intake.receive(topics.acks, signed('ack', ackOf(7)));
    expect(knownCount).toBe(2);
  });

  it('R21 of another epoch changes nothing and is no fault', async () => {
    await intake.receive(topics.acks, signed('ack', ackOf(7, { epoch: 'older' })));
    expect(outbox.position().ackedSeq).toBe(0);
    expect(control.faultIds).toEqual([]);
  });

  it('is reported once, however often it is forged', async () => {
    for (let count = 0; count < 5; count += 1) await intake.receive(topics.acks, 'forged');
    expect(control.asked.length).toBe(1);
  });

  it('clears a forgery only after honest acks have come alone for ten minutes', async () => {
    await intake.receive(topics.acks, 'forged');
    await clock.advance(599_000);
    await intake.receive(topics.acks, signed('ack', ackOf(1)));
    expect(control.faultIds).toEqual(['ack-mismatch.signature']);
    await clock.advance(2_000);
    await intake.receive(topics.acks, signed('ack', ackOf(2)));
    expect(control.faultIds).toEqual([]);
  });

  it('moves the outbox on at once, each time one comes', async () => {
    for (const upTo of [3, 4, 5]) await intake.receive(topics.acks, signed('ack', ackOf(upTo)));
    expect(outbox.position().ackedSeq).toBe(5);
    expect(progressCount).toBe(3);
  });
});

describe('a replay request', () => {
  const range = { station, epoch: 'e', from: 2, to: 5 };

  it('R21 is passed on when the centre has signed it', async () => {
    await intake.receive(topics.replays, signed('centre', range));
    expect(replayed).toEqual([range]);
  });

  it.each([
    ['by the key of acks', () => signed('ack', range)],
    ['for another station', () => signed('centre', { ...range, station: 's-2' })],
    ['that runs backwards', () => signed('centre', { ...range, from: 6 })],
    ['that is no JSON', () => 'centre:{'],
  ])('R21 %s is left out', async (_what, message) => {
    await intake.receive(topics.replays, message());
    expect(replayed).toEqual([]);
  });

  it('R21 is taken once a second', async () => {
    for (let count = 0; count < 10; count += 1) {
      await intake.receive(topics.replays, signed('centre', range));
      await clock.advance(250);
    }
    expect(replayed.length).toBe(3);
  });
});

describe('the parcels document', () => {
  const at = '2026-11-22T08:00:00.250Z';
  const document = (version: number, change: object = {}) =>
    signed('centre', {
      document: 'parcels',
      station,
      version,
      notified: [
        { stay: 'stay-1', at },
        { stay: 'stay-2', at },
        { stay: 'gone', at },
      ],
      ...change,
    });
  const take = (message: string) => intake.receive(topics.desired('parcels'), message);

  beforeEach(() => {
    control.change({ stays: [stayIn('stay-1'), stayIn('stay-2', 'A02')] });
  });

  it('R13 R15 is applied to the stays that are here, kept and reported', async () => {
    await take(document(3));
    const notifiedAtMs = Date.parse(at);
    expect(control.asked).toEqual([
      { do: 'record-notified', stay: 'stay-1', notifiedAtMs },
      { do: 'record-notified', stay: 'stay-2', notifiedAtMs },
    ]);
    expect(outbox.documentVersion('parcels')).toBe(3);
    expect(reported).toEqual([{ document: 'parcels', version: 3, rejected: null }]);
  });

  it('R15 gives more time and calls parcels back, where they are here and it is news', async () => {
    const change = {
      notified: [],
      extensions: [
        { stay: 'stay-2', extraHours: 48 },
        { stay: 'gone', extraHours: 48 },
      ],
      extended: { cause: 'weather', extraHours: 24 },
      recalls: ['stay-1', 'gone'],
    };
    await take(document(3, change));
    expect(control.asked).toEqual([
      { do: 'extend-retention', stay: 'stay-2', extraHours: 48 },
      { do: 'extend-policy', cause: 'weather', extraHours: 24 },
      { do: 'recall-parcel', stay: 'stay-1' },
    ]);
    control.change({ stays: [{ ...stayIn('stay-1'), recall: 'ordered' }] });
    control.asked.length = 0;
    await take(document(4, { ...change, extended: undefined }));
    expect(control.asked).toEqual([]);
  });

  it('R15 is not applied again when it comes again', async () => {
    await take(document(3));
    await take(document(3));
    expect(control.asked.length).toBe(2);
    expect(reported.at(-1)).toEqual({ document: 'parcels', version: 3, rejected: null });
  });

  it.each([
    ['an older version', () => document(2), { version: 2, reason: 'version-old' }],
    ['the key of acks', () => document(9).replace('centre:', 'ack:'), { version: null, reason: 'signature' }],
    ['a shape of its own', () => document(9, { notified: 'all' }), { version: null, reason: 'malformed' }],
    ['another station', () => document(9, { station: 's-2' }), { version: 9, reason: 'other-station' }],
  ])('R15 with %s is rejected and reported', async (_what, message, rejected) => {
    outbox.keepDocumentVersion('parcels', 3);
    await take(message());
    expect(control.asked).toEqual([]);
    expect(outbox.documentVersion('parcels')).toBe(3);
    expect(reported.at(-1)).toEqual({ document: 'parcels', version: 3, rejected });
  });

  it('is not kept when the station takes no more commands', async () => {
    control.isStopping = true;
    await take(document(3));
    expect(outbox.documentVersion('parcels')).toBe(0);
  });
});

describe('the line of waiting messages', () => {
  it('is bounded, and goes on after it was full', async () => {
    const all = Array.from({ length: 200 }, () => intake.receive(topics.acks, 'forged'));
    await Promise.all(all);
    await intake.receive(topics.acks, signed('ack', ackOf(4)));
    expect(outbox.position().ackedSeq).toBe(4);
  });

  it('ends: nothing counts afterwards', async () => {
    await intake.receive(topics.acks, signed('ack', ackOf(1)));
    await intake.end();
    await intake.receive(topics.acks, signed('ack', ackOf(3)));
    await settle();
    expect(outbox.position().ackedSeq).toBe(1);
    expect(clock.waitingCount).toBe(0);
  });
});
