import { beforeEach, describe, expect, it } from 'vitest';
import { rangeTombstone } from '#contract/cloud-event';
import { Drain } from '#uplink/drain';
import { HandClock } from './hand-clock.ts';
import { ScriptedConnection } from './scripted-connection.ts';
import { ScriptedOutbox } from './scripted-outbox.ts';
import { silentLog } from './silent-log.ts';

let clock: HandClock;
let outbox: ScriptedOutbox;
let drain: Drain;
let connection: ScriptedConnection;

beforeEach(() => {
  clock = new HandClock();
  outbox = new ScriptedOutbox();
  drain = new Drain({
    outbox,
    clock,
    log: silentLog,
    station: 's-1',
    topic: 'latchkey/v1/s-1/events',
    eventsPerSecondMax: 100_000,
    onTooLarge: () => {},
  });
  connection = new ScriptedConnection({ receiveMax: 1 });
});

async function sendAll(): Promise<void> {
  for (let round = 0; round < 1_000; round += 1) {
    if (connection.unansweredCount === 0) return;
    connection.answer();
    await clock.advance(5);
  }
}

const sentFrom = (index: number) =>
  connection.sent.slice(index).map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);

describe('a replay', () => {
  it('Incident 62 R21 sends the range again, marked historical, before anything new', async () => {
    outbox.append(6);
    drain.start(connection);
    expect(drain.replay({ epoch: outbox.epoch, from: 2, to: 3 })).toBe(true);
    await sendAll();
    expect(connection.seqs).toEqual([1, 2, 3, 2, 3, 4, 5, 6]);
    expect(sentFrom(1).map((event) => event['historical'])).toEqual([
      true,
      true,
      ...Array<undefined>(5).fill(undefined),
    ]);
  });

  it('is sent to its end, however long it is, and not beyond what exists', async () => {
    outbox.append(250);
    drain.start(connection);
    await sendAll();
    drain.replay({ epoch: outbox.epoch, from: 1, to: 9_999 });
    await sendAll();
    expect(connection.seqs.slice(250)).toEqual(Array.from({ length: 250 }, (_, at) => at + 1));
  });

  it('answers a range that is no longer there by a tombstone', async () => {
    outbox.append(6);
    drain.start(connection);
    await sendAll();
    outbox.prune(3);
    drain.replay({ epoch: outbox.epoch, from: 2, to: 5 });
    await sendAll();
    const [tombstone, four, five] = sentFrom(6);
    expect(rangeTombstone.parse(tombstone).data).toEqual({ from: 2, to: 3, reason: 'pruned' });
    expect([four?.['seq'], five?.['seq']]).toEqual([4, 5]);
  });

  it('answers however long a range that is gone by one tombstone', async () => {
    outbox.append(1_200);
    drain.start(connection);
    for (let acked = 0; acked < 1_200; acked += 400) {
      outbox.acknowledge(outbox.epoch, acked, outbox.hashAt(acked));
      drain.progressed();
      await sendAll();
    }
    outbox.prune(1_100);
    const before = connection.sent.length;
    drain.replay({ epoch: outbox.epoch, from: 1, to: 1_050 });
    await sendAll();
    const answers = sentFrom(before);
    expect(answers).toHaveLength(1);
    expect(rangeTombstone.parse(answers[0]).data).toEqual({ from: 1, to: 1_050, reason: 'pruned' });
  });

  it('R22 sends what is left of an earlier epoch, and says what of it is lost', async () => {
    outbox.append(6);
    drain.start(connection);
    await sendAll();
    drain.replay({ epoch: 'earlier', from: 1, to: 9 });
    await sendAll();
    const [one, two, lost, ...more] = sentFrom(6);
    expect([one?.['seq'], two?.['seq']]).toEqual([1, 2]);
    expect(rangeTombstone.parse(lost)).toMatchObject({
      epoch: 'earlier',
      data: { from: 3, to: 9, reason: 'lost' },
    });
    expect(more).toEqual([]);
  });

  it('answers a range of an unknown epoch by a tombstone', async () => {
    outbox.append(1);
    drain.start(connection);
    await sendAll();
    drain.replay({ epoch: 'another', from: 1, to: 9 });
    await sendAll();
    const [tombstone] = sentFrom(1);
    expect(rangeTombstone.parse(tombstone)).toMatchObject({
      epoch: 'another',
      data: { from: 1, to: 9, reason: 'epoch-unknown' },
    });
  });

  it('is refused when too many wait', () => {
    outbox.append(3);
    drain.start(connection);
    const taken = Array.from({ length: 20 }, () => drain.replay({ epoch: outbox.epoch, from: 1, to: 1 }));
    expect(taken.filter(Boolean).length).toBe(8);
  });
});
