import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBusSession, type OrderResult } from '#bridge/bus-session';
import { createCodec } from '#codecs/codec-table';
import { hexOf } from '#codecs/frame-text';
import type { LockBoardRequest } from '#codecs/lock-board-codec';
import { ManualClock, settled } from './manual-clock.ts';
import { ScriptedTransport } from './scripted-transport.ts';

const codec = createCodec('kerong-cu16', { channels: 16 });
const pace = { timeoutMs: 100, gapMs: 2, drainMs: 100, frameMs: 3 };

/** Anything that may happen to a line, in any order. */
type Event =
  | { readonly kind: 'unlock'; readonly expects: 'nothing' | 'perhaps' | 'reply' }
  | { readonly kind: 'read'; readonly board: number; readonly priority: 'confirm' | 'poll' }
  | { readonly kind: 'withdraw' | 'lose' | 'refuse-writes' }
  | { readonly kind: 'reply'; readonly board: number }
  | { readonly kind: 'noise'; readonly bytes: Uint8Array }
  | { readonly kind: 'wait'; readonly byMs: number };

const board = fc.integer({ min: 0, max: 2 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('nothing', 'perhaps', 'reply').map(unlockOf) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      board,
      priority: fc.constantFrom('confirm' as const, 'poll' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom('withdraw', 'lose', 'refuse-writes').map(plainOf) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reply' as const), board }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('noise' as const), bytes: fc.uint8Array({ maxLength: 12 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), byMs: fc.integer({ min: 0, max: 400 }) }),
  },
);

function unlockOf(expects: 'nothing' | 'perhaps' | 'reply'): Event {
  return { kind: 'unlock', expects };
}

function plainOf(kind: 'withdraw' | 'lose' | 'refuse-writes'): Event {
  return { kind };
}

/** Plays the events and tells what became of every order. Every unlock is for a lock of its own. */
async function play(events: readonly Event[]) {
  const clock = new ManualClock();
  const transport = new ScriptedTransport(clock);
  const session = createBusSession({ transport, clock, boards: [0, 1, 2] });
  await session.start();
  const orders: { readonly request: LockBoardRequest; result: OrderResult | null; withdrawn: boolean }[] = [];
  let withdrawLast = (): boolean => false;

  function submit(
    request: LockBoardRequest,
    priority: 'unlock' | 'confirm' | 'poll',
    expects: 'nothing' | 'perhaps' | 'reply',
  ) {
    const order = { request, result: null as OrderResult | null, withdrawn: false };
    orders.push(order);
    const submitted = session.submit({ request, codec, priority, expects, pace, echo: 'none' });
    withdrawLast = () => (order.withdrawn = submitted.withdraw());
    void submitted.result.then((result) => (order.result = result));
  }

  function happen(one: Event): void {
    if (one.kind === 'unlock') {
      const place = orders.filter(({ request }) => request.kind === 'unlock').length;
      submit({ kind: 'unlock', board: place >> 4, channel: (place & 15) + 1 }, 'unlock', one.expects);
    }
    if (one.kind === 'read') submit({ kind: 'read-doors', board: one.board }, one.priority, 'reply');
    if (one.kind === 'withdraw') withdrawLast();
    if (one.kind === 'lose') transport.line.lose('unplugged');
    if (one.kind === 'refuse-writes') transport.line.refusesWrites = true;
    if (one.kind === 'reply') {
      transport.line.receive(codec.encodeReply({ kind: 'doors', board: one.board, hooks: [], items: [] }));
    }
    if (one.kind === 'noise') transport.line.receive(one.bytes);
  }

  for (const one of events) {
    happen(one);
    await (one.kind === 'wait' ? clock.advance(one.byMs) : settled());
  }
  await clock.advance(120_000);
  return { orders, transport, session };
}

describe('whatever happens to a line', () => {
  test('an unlock is written once if it was sent, and never otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const { orders, transport } = await play(events);
        for (const { request, result, withdrawn } of orders) {
          if (request.kind !== 'unlock') continue;
          const frame = hexOf(codec.encodeRequest(request));
          const writtenCount = transport.frames.filter((written) => written === frame).length;
          expect(writtenCount).toBe(result?.kind === 'sent' ? 1 : 0);
          if (withdrawn) expect(result).toEqual({ kind: 'not-sent', reason: 'withdrawn' });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('every order comes to an end, and the line is free again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const { orders, session, transport } = await play(events);
        expect(orders.filter(({ result }) => result === null)).toEqual([]);
        expect(session.isOpen()).toBe(true);
        transport.line.refusesWrites = false;
        const read = session.submit({
          request: { kind: 'read-doors', board: 1 },
          codec,
          priority: 'poll',
          expects: 'reply',
          pace,
          echo: 'none',
        });
        transport.line.receive(codec.encodeReply({ kind: 'doors', board: 1, hooks: [], items: [] }));
        expect(await read.result).toMatchObject({ kind: 'sent', outcome: { kind: 'answered' } });
      }),
      { numRuns: 300 },
    );
  });

  test('Incident 38: an answer always comes from the board that was asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const { orders } = await play(events);
        for (const { request, result } of orders) {
          if (result?.kind !== 'sent' || result.outcome.kind !== 'answered') continue;
          expect(result.outcome.reply.board).toBe(request.board);
          expect(result.outcome.reply.kind).toBe(request.kind === 'unlock' ? 'unlock-answered' : 'doors');
        }
      }),
      { numRuns: 300 },
    );
  });
});
