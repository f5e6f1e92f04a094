import { beforeEach, describe, expect, test } from 'vitest';
import { createBusSession, type BusSession, type Order, type OrderResult } from '#bridge/bus-session';
import { createCodec } from '#codecs/codec-table';
import type { Expects } from '#bridge/exchange';
import type { Priority } from '#bridge/order-queue';
import { ManualClock, settled } from './manual-clock.ts';
import { bytesOf, ScriptedTransport } from './scripted-transport.ts';

const codec = createCodec('kerong-cu16', { channels: 16 });
const pace = { timeoutMs: 100, gapMs: 2, drainMs: 100, frameMs: 3 };

const readBoard = (board: number, priority: Priority = 'poll'): Order => ({
  request: { kind: 'read-doors', board },
  codec,
  priority,
  expects: 'reply',
  pace,
  echo: 'none',
});
const unlock = (board: number, channel: number, expects: Expects = 'nothing'): Order => ({
  request: { kind: 'unlock', board, channel },
  codec,
  priority: 'unlock',
  expects,
  pace,
  echo: 'none',
});
const doorsOf = (board: number): Uint8Array =>
  codec.encodeReply({ kind: 'doors', board, hooks: Array.from({ length: 16 }, () => true), items: null });

const read0 = '02 00 30 03 35';
const read1 = '02 10 30 03 45';
const unlock03 = '02 02 31 03 38';

let clock: ManualClock;
let transport: ScriptedTransport;
let session: BusSession;
let pushed: number[];

/** Collects what becomes of an order. */
function follow(
  order: Order,
  on: BusSession = session,
): { result: OrderResult | null; withdraw: () => boolean } {
  const submitted = on.submit(order);
  const followed = { result: null as OrderResult | null, withdraw: submitted.withdraw };
  void submitted.result.then((result) => {
    followed.result = result;
  });
  return followed;
}

beforeEach(async () => {
  clock = new ManualClock();
  transport = new ScriptedTransport(clock);
  pushed = [];
  session = createBusSession({ transport, clock, boards: [0, 1], onPushed: (board) => pushed.push(board) });
  await session.start();
});

describe('one request in flight', () => {
  test('the next request waits for the reply and for the gap', async () => {
    const first = follow(readBoard(0));
    follow(readBoard(1));
    expect(transport.frames).toEqual([read0]);
    await clock.advance(8);
    transport.line.receive(doorsOf(0));
    await settled();
    expect(first.result).toMatchObject({ kind: 'sent', outcome: { kind: 'answered', reply: { board: 0 } } });
    expect(transport.frames).toEqual([read0]);
    await clock.advance(2);
    expect(transport.frames).toEqual([read0, read1]);
  });

  test('a reply in single bytes is put together', async () => {
    const read = follow(readBoard(0));
    for (const byte of doorsOf(0)) transport.line.receive(Uint8Array.of(byte));
    await settled();
    expect(read.result).toMatchObject({ outcome: { kind: 'answered' } });
  });

  test('an unlock goes before a confirmation, and a confirmation before a poll', async () => {
    follow(readBoard(0));
    follow(readBoard(1, 'poll'));
    follow(readBoard(0, 'confirm'));
    follow(unlock(0, 3));
    transport.line.receive(doorsOf(0));
    await clock.advance(2);
    expect(transport.frames).toEqual([read0, unlock03]);
    await clock.advance(5);
    expect(transport.frames).toEqual([read0, unlock03, read0]);
    transport.line.receive(doorsOf(0));
    await clock.advance(2);
    expect(transport.frames).toEqual([read0, unlock03, read0, read1]);
  });

  test('an unlock waits for at most the one exchange that is in flight', async () => {
    follow(readBoard(0));
    for (let count = 0; count < 20; count += 1) follow(readBoard(1));
    await clock.advance(7);
    follow(unlock(0, 3));
    await clock.advance(1);
    transport.line.receive(doorsOf(0));
    await clock.advance(2);
    expect(transport.frames).toEqual([read0, unlock03]);
  });

  test('an unlock that nobody answers is over when its frame is out', async () => {
    const opening = follow(unlock(0, 3));
    await settled();
    expect(opening.result).toMatchObject({ kind: 'sent', outcome: { kind: 'not-owed' } });
    follow(readBoard(1));
    await clock.advance(4.9);
    expect(transport.frames).toEqual([unlock03]);
    await clock.advance(0.1);
    expect(transport.frames).toEqual([unlock03, read1]);
  });
});

describe('replies that answer nothing', () => {
  test('Incident 38: the reply of another board is discarded and counted, the right one still awaited', async () => {
    const read = follow(readBoard(0));
    transport.line.receive(doorsOf(1));
    await settled();
    expect(read.result).toBeNull();
    transport.line.receive(doorsOf(0));
    await settled();
    expect(read.result).toMatchObject({ outcome: { kind: 'answered', reply: { board: 0 } } });
    expect(session.counters()).toMatchObject({ strayReplies: 1, answered: 1, timeouts: 0 });
  });

  test('Incident 38: a late reply falls into the drain and is not taken for the next request', async () => {
    const late = follow(readBoard(0));
    const next = follow(readBoard(1));
    await clock.advance(100);
    expect(late.result).toMatchObject({ outcome: { kind: 'timed-out' } });
    await clock.advance(50);
    transport.line.receive(doorsOf(0));
    await clock.advance(49);
    expect(transport.frames).toEqual([read0]);
    await clock.advance(1);
    expect(transport.frames).toEqual([read0, read1]);
    expect(next.result).toBeNull();
    expect(session.counters()).toMatchObject({ timeouts: 1, strayReplies: 1, garbledReplies: 0 });
  });

  test('Incident 38: half a reply does not become part of the next one', async () => {
    follow(readBoard(0));
    transport.line.receive(doorsOf(0).subarray(0, 5));
    await clock.advance(200);
    const next = follow(readBoard(0));
    transport.line.receive(doorsOf(0));
    await settled();
    expect(next.result).toMatchObject({ outcome: { kind: 'answered' } });
    expect(session.counters()).toMatchObject({ discardedBytes: 5, garbledReplies: 1 });
  });

  test('noise is discarded, counted, and holds the next request back', async () => {
    follow(readBoard(0));
    transport.line.receive(doorsOf(0));
    follow(readBoard(1));
    await clock.advance(1);
    transport.line.receive(bytesOf('FB FF 00'));
    await clock.advance(1.9);
    expect(transport.frames).toEqual([read0]);
    await clock.advance(0.1);
    expect(transport.frames).toEqual([read0, read1]);
    expect(session.counters().discardedBytes).toBe(3);
  });

  test('bytes before the first request are discarded', () => {
    transport.line.receive(doorsOf(0));
    expect(session.counters()).toMatchObject({ discardedBytes: 9, answered: 0 });
  });

  test('a reply that lay unread while the process was held up is still an answer', async () => {
    const read = follow(readBoard(0));
    // The bytes are read after the overdue timer ran and before the next one, as the event loop does it.
    clock.after(100, () => transport.line.receive(doorsOf(0)));
    clock.stall(180);
    await clock.advance(1);
    expect(read.result).toMatchObject({ outcome: { kind: 'answered' } });
    expect(session.counters().timeouts).toBe(0);
  });
});

describe('the echo of an adapter', () => {
  const lockboard8a = createCodec('lockboard-8a', { channels: 24 });
  const order: Order = {
    ...unlock(1, 1, 'perhaps'),
    codec: lockboard8a,
    echo: 'strip',
  };
  const own = bytesOf('8A 01 01 11 9B');

  test('an echoed unlock is not an answer', async () => {
    const opening = follow(order);
    transport.line.receive(own.subarray(0, 2));
    transport.line.receive(own.subarray(2));
    await clock.advance(100);
    expect(opening.result).toMatchObject({ outcome: { kind: 'not-owed' } });
    expect(session.counters()).toMatchObject({ echoesStripped: 1, answered: 0, discardedBytes: 0 });
  });

  test('the reply behind the echo is an answer although it has the same bytes', async () => {
    const opening = follow(order);
    transport.line.receive(Uint8Array.from([...own, ...own]));
    await settled();
    expect(opening.result).toMatchObject({ outcome: { kind: 'answered', reply: { raw: 0x11 } } });
    expect(session.counters().echoesStripped).toBe(1);
  });

  test('a reply without an echo is not eaten', async () => {
    const opening = follow(order);
    transport.line.receive(bytesOf('8A 01 01 00 8A'));
    await settled();
    expect(opening.result).toMatchObject({ outcome: { kind: 'answered', reply: { raw: 0 } } });
    expect(session.counters().echoesStripped).toBe(0);
  });

  test('a push only names its board', async () => {
    follow({ ...readBoard(1), codec: lockboard8a });
    transport.line.receive(bytesOf('82 02 05 11 94'));
    await settled();
    expect(pushed).toEqual([2]);
    expect(session.counters()).toMatchObject({ pushes: 1, strayReplies: 0 });
  });
});

describe('an unlock is written at most once', () => {
  test.each(['nothing', 'perhaps', 'reply'] as const)(
    'no repeat when %s is owed and nothing comes',
    async (owed) => {
      const opening = follow(unlock(0, 3, owed));
      await clock.advance(60_000);
      expect(opening.result).toMatchObject({ kind: 'sent' });
      expect(transport.frames.filter((frame) => frame === unlock03)).toHaveLength(1);
    },
  );

  test('it can be withdrawn before it was written', async () => {
    follow(readBoard(0));
    const opening = follow(unlock(0, 3));
    expect(opening.withdraw()).toBe(true);
    await clock.advance(60_000);
    expect(opening.result).toEqual({ kind: 'not-sent', reason: 'withdrawn' });
    expect(transport.frames).not.toContain(unlock03);
  });

  test('it cannot be withdrawn after it was written', async () => {
    const opening = follow(unlock(0, 3, 'perhaps'));
    expect(opening.withdraw()).toBe(false);
    await clock.advance(100);
    expect(opening.result).toMatchObject({ kind: 'sent' });
  });

  test('an unlock for a line that is not open fails at once and is not kept', async () => {
    transport.refusesOpening = true;
    transport.line.lose('unplugged');
    const opening = follow(unlock(0, 3));
    await settled();
    expect(opening.result).toEqual({ kind: 'not-sent', reason: 'the line is not open' });
    transport.refusesOpening = false;
    await clock.advance(60_000);
    expect(session.isOpen()).toBe(true);
    expect(transport.frames).toEqual([]);
  });

  test('an unlock that waits when the line is lost is not kept', async () => {
    const read = follow(readBoard(0));
    const opening = follow(unlock(0, 3));
    transport.line.lose('unplugged');
    await clock.advance(60_000);
    expect(read.result).toMatchObject({ kind: 'sent', outcome: { kind: 'timed-out' } });
    expect(opening.result).toEqual({ kind: 'not-sent', reason: 'unplugged' });
    expect(session.isOpen()).toBe(true);
    expect(transport.frames).toEqual([read0]);
  });

  test('a frame that the line does not take whole is not sent, and the line is given up', async () => {
    transport.line.refusesWrites = true;
    const opening = follow(unlock(0, 3));
    const read = follow(readBoard(0));
    await settled();
    expect(opening.result).toMatchObject({ kind: 'not-sent' });
    expect(read.result).toMatchObject({ kind: 'not-sent' });
    expect(transport.connections[0]?.isClosed).toBe(true);
    expect(session.counters()).toMatchObject({ writeFailures: 1, lost: 1 });
  });
});
