import { beforeEach, describe, expect, test } from 'vitest';
import { createBusSession, type BusSession } from '#bridge/bus-session';
import { createCodec } from '#codecs/codec-table';
import { ManualClock } from './manual-clock.ts';
import { ScriptedTransport } from './scripted-transport.ts';

const codec = createCodec('kerong-cu16', { channels: 16 });
const order = (board: number) =>
  ({
    request: { kind: 'read-doors', board },
    codec,
    priority: 'poll',
    expects: 'reply',
    pace: { timeoutMs: 100, gapMs: 2, drainMs: 2, frameMs: 3 },
    echo: 'none',
  }) as const;

let clock: ManualClock;
let transport: ScriptedTransport;
let session: BusSession;
let startedAt: number;

beforeEach(() => {
  clock = new ManualClock();
  transport = new ScriptedTransport(clock);
  session = createBusSession({ transport, clock, boards: [0, 1] });
  startedAt = clock.nowMs();
});

const opened = (): number[] => transport.openedAt.map((at) => (at - startedAt) / 1000);

describe('the ladder of re-opening', () => {
  test('an opening that fails is tried again after 1, 2, 4, 8, 8 and 8 seconds', async () => {
    transport.refusesOpening = true;
    await session.start();
    await clock.advance(35_000);
    expect(opened()).toEqual([0, 1, 3, 7, 15, 23, 31]);
    expect(session.counters()).toMatchObject({ openFailures: 7, reopened: 0, lost: 0 });
  });

  test('a line that was away for an hour is open again within ten seconds', async () => {
    await session.start();
    transport.refusesOpening = true;
    transport.line.lose('unplugged');
    await clock.advance(3_602_000);
    transport.refusesOpening = false;
    await clock.advance(10_000);
    expect(session.isOpen()).toBe(true);
  });

  test('why a line does not open is told once, and again when the reason is another one', async () => {
    const told: string[] = [];
    const log = (event: string, reason: string): void => void told.push(`${event} ${reason}`);
    session = createBusSession({ transport, clock, boards: [0, 1], log });
    transport.refusesOpening = true;
    await session.start();
    await clock.advance(600_000);
    expect(told).toHaveLength(1);
    transport.refusesOpening = false;
    await clock.advance(10_000);
    transport.refusesOpening = true;
    transport.line.lose('unplugged');
    await clock.advance(600_000);
    expect(told.map((one) => one.split(' ')[0])).toEqual(['open-failed', 'opened', 'lost', 'open-failed']);
  });

  test('a lost line is closed and opened anew after a second, on a new connection', async () => {
    await session.start();
    transport.line.lose('unplugged');
    await clock.advance(999);
    expect(session.isOpen()).toBe(false);
    expect(transport.connections[0]?.isClosed).toBe(true);
    await clock.advance(1);
    expect(session.isOpen()).toBe(true);
    expect(transport.connections).toHaveLength(2);
    expect(session.counters()).toMatchObject({ lost: 1, reopened: 1 });
  });

  test('a line that is lost again and again is opened ever more slowly until a board answers', async () => {
    await session.start();
    for (let count = 0; count < 3; count += 1) {
      transport.line.lose('loose plug');
      await clock.advance(60_000);
    }
    expect(opened()).toEqual([0, 1, 62, 124]);
    void session.submit(order(0)).result;
    transport.line.receive(codec.encodeReply({ kind: 'doors', board: 0, hooks: [], items: null }));
    transport.line.lose('loose plug');
    await clock.advance(1000);
    expect(session.isOpen()).toBe(true);
  });

  test('what a closed connection still says is not heard', async () => {
    await session.start();
    const old = transport.line;
    old.lose('unplugged');
    await clock.advance(1000);
    const read = session.submit(order(0));
    old.receive(codec.encodeReply({ kind: 'doors', board: 0, hooks: [], items: null }));
    old.lose('again');
    await clock.advance(100);
    expect(await read.result).toMatchObject({ outcome: { kind: 'timed-out' } });
    expect(session.counters().lost).toBe(1);
  });

  test('a line is doubted only when every board of it is silent', async () => {
    await session.start();
    for (let count = 0; count < 12; count += 1) {
      void session.submit(order(0)).result;
      await clock.advance(200);
    }
    expect(transport.connections).toHaveLength(1);
    for (let count = 0; count < 3; count += 1) {
      void session.submit(order(1)).result;
      await clock.advance(200);
    }
    expect(transport.connections).toHaveLength(2);
    expect(transport.connections[0]?.isClosed).toBe(true);
    expect(session.counters()).toMatchObject({ timeouts: 15, reopened: 1, lost: 0 });
  });

  test('boards without power are still asked, and the line is doubted ever more seldom', async () => {
    await session.start();
    for (let second = 0; second < 180; second += 1) {
      void session.submit(order(second % 2)).result;
      await clock.advance(1000);
    }
    expect(session.counters().requests).toBe(180);
    // Three timeouts of each board take six seconds; the waits of 1, 2, 4, 8, 16 and 30 end in between.
    expect(opened()).toEqual([0, 5.1, 11.1, 17.1, 23.1, 35.1, 53.1, 83.1, 113.1, 143.1, 173.1]);
  });

  test('a stopped session closes its line and opens nothing more', async () => {
    await session.start();
    const read = session.submit(order(0));
    await session.stop();
    await clock.advance(120_000);
    expect(transport.connections.map((connection) => connection.isClosed)).toEqual([true]);
    expect(await read.result).toMatchObject({ kind: 'sent' });
    expect(await session.submit(order(0)).result).toMatchObject({ kind: 'not-sent' });
  });
});
