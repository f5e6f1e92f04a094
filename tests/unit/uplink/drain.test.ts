import { beforeEach, describe, expect, it } from 'vitest';
import { Drain } from '#uplink/drain';
import { HandClock, settle } from './hand-clock.ts';
import { ScriptedConnection } from './scripted-connection.ts';
import { ScriptedOutbox } from './scripted-outbox.ts';
import { silentLog } from './silent-log.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

let clock: HandClock;
let outbox: ScriptedOutbox;
let drain: Drain;
let tooLarge: number[];

function createDrain(eventsPerSecondMax = 100_000): Drain {
  return new Drain({
    outbox,
    clock,
    log: silentLog,
    station: 's-1',
    topic: 'latchkey/v1/s-1/events',
    eventsPerSecondMax,
    onTooLarge: (seq) => tooLarge.push(seq),
  });
}

/** Answers whatever is sent until nothing more comes. */
async function answerAll(connection: ScriptedConnection): Promise<void> {
  for (let round = 0; round < 1_000; round += 1) {
    await clock.advance(10);
    if (connection.unansweredCount === 0) return;
    connection.answer();
  }
}

function acknowledge(seq: number): void {
  expect(outbox.acknowledge(outbox.epoch, seq, outbox.hashAt(seq))).toBe('advanced');
  drain.progressed();
}

beforeEach(() => {
  clock = new HandClock();
  outbox = new ScriptedOutbox();
  tooLarge = [];
  drain = createDrain();
});

describe('the drain', () => {
  it('R20 sends the outbox in order, without gaps, and what is appended later as well', async () => {
    outbox.append(5);
    const connection = new ScriptedConnection();
    drain.start(connection);
    connection.answer();
    outbox.append(2);
    drain.wake();
    await settle();
    expect(connection.seqs).toEqual(range(1, 7));
  });

  it('R25 never has more in flight than the broker receives', async () => {
    outbox.append(50);
    const connection = new ScriptedConnection({ receiveMax: 20 });
    drain.start(connection);
    expect(connection.seqs).toEqual(range(1, 20));
    connection.answer(3);
    await settle();
    expect(connection.seqs).toEqual(range(1, 23));
    expect(connection.unansweredCount).toBe(20);
  });

  it('R25 never has more than 200 in flight, whatever the broker allows', () => {
    outbox.append(500);
    const connection = new ScriptedConnection();
    drain.start(connection);
    expect(connection.unansweredCount).toBe(200);
  });

  it('R25 keeps to the rate of the policy over time', async () => {
    drain = createDrain(100);
    outbox.append(2_000);
    const connection = new ScriptedConnection();
    drain.start(connection);
    for (let second = 0; second < 50; second += 1) {
      connection.answer();
      await clock.advance(100);
    }
    // Five seconds at 100 a second, and the hundred that may go at once.
    expect(connection.sent.length).toBeGreaterThan(550);
    expect(connection.sent.length).toBeLessThanOrEqual(600);
    expect(connection.seqs).toEqual(range(1, connection.sent.length));
  });

  it('R21 stops after 1 000 events without an ack, and goes on with it', async () => {
    outbox.append(1_500);
    const connection = new ScriptedConnection();
    drain.start(connection);
    await answerAll(connection);
    expect(connection.seqs).toEqual(range(1, 1_000));
    acknowledge(600);
    await answerAll(connection);
    expect(connection.seqs).toEqual(range(1, 1_500));
  });
});

describe('a silent centre', () => {
  it('R21 gets everything again from the acknowledged seq, ten seconds after the last PUBACK', async () => {
    outbox.append(4);
    const connection = new ScriptedConnection();
    drain.start(connection);
    connection.answer(2);
    await clock.advance(6_000);
    connection.answer();
    acknowledge(1);
    await clock.advance(9_900);
    expect(connection.seqs).toEqual([1, 2, 3, 4]);
    await clock.advance(200);
    expect(connection.seqs).toEqual([1, 2, 3, 4, 2, 3, 4]);
  });

  it('gets them less and less often, at least once a minute', async () => {
    outbox.append(1);
    const connection = new ScriptedConnection();
    drain.start(connection);
    const sentAfter: number[] = [];
    for (let second = 0; second < 200; second += 1) {
      connection.answer();
      const before = connection.sent.length;
      await clock.advance(1_000);
      if (connection.sent.length > before) sentAfter.push(second);
    }
    expect(connection.sent.length).toBe(6);
    const gaps = sentAfter.slice(1).map((second, at) => second - (sentAfter[at] ?? 0));
    expect(gaps).toEqual([20, 40, 60, 60]);
  });

  it('is not resent to once it has acknowledged everything', async () => {
    outbox.append(3);
    const connection = new ScriptedConnection();
    drain.start(connection);
    connection.answer();
    acknowledge(3);
    await clock.advance(120_000);
    expect(connection.seqs).toEqual([1, 2, 3]);
    expect(clock.waitingCount).toBe(0);
  });

  it('also gets again what the broker refused', async () => {
    outbox.append(2);
    const connection = new ScriptedConnection();
    drain.start(connection);
    connection.answer(2, 'refused');
    await clock.advance(10_100);
    expect(connection.seqs).toEqual([1, 2, 1, 2]);
  });
});

describe('a broken connection', () => {
  it('R21 is followed by everything that is not acknowledged, in order', async () => {
    outbox.append(10);
    const first = new ScriptedConnection();
    drain.start(first);
    first.answer(6);
    acknowledge(4);
    drain.stop();
    first.answer(Infinity, 'lost');
    outbox.append(2);
    const second = new ScriptedConnection();
    drain.start(second);
    await answerAll(second);
    expect(second.seqs).toEqual(range(5, 12));
  });

  it('leaves no timer behind and no place of its window occupied', async () => {
    outbox.append(300);
    const first = new ScriptedConnection();
    drain.start(first);
    drain.stop();
    expect(clock.waitingCount).toBe(0);
    await clock.advance(1_000);
    const second = new ScriptedConnection();
    drain.start(second);
    first.answer();
    await settle();
    expect(second.unansweredCount).toBe(200);
  });

  it('may be acknowledged only by the next connection, which skips what it read ahead', async () => {
    outbox.append(20);
    drain.start(new ScriptedConnection());
    drain.stop();
    const second = new ScriptedConnection({ receiveMax: 2 });
    drain.start(second);
    acknowledge(10);
    await answerAll(second);
    expect(second.seqs).toEqual([1, 2, ...range(11, 20)]);
  });
});

describe('an event that the broker does not take', () => {
  it('R25 is reported and overtaken by none', async () => {
    outbox.append(3);
    const connection = new ScriptedConnection({ packetSizeMax: 10 });
    drain.start(connection);
    await clock.advance(60_000);
    expect(connection.sent).toEqual([]);
    expect(tooLarge).toContain(1);
    expect(outbox.position().lastSeq).toBe(3);
  });
});
