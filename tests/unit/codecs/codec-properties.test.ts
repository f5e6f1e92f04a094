import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCodec } from '#codecs/codec-table';
import { frameBytes, nothingPending } from '#codecs/framer';
import type { LockBoardCodec, LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';

type Model = {
  readonly name: string;
  readonly codec: LockBoardCodec;
  readonly channels: number;
  readonly board: fc.Arbitrary<number>;
  readonly hasItems: boolean;
  /** What the board may say to an unlock. */
  readonly raw: fc.Arbitrary<number>;
  readonly check: (body: readonly number[]) => number;
};

const models: readonly Model[] = [
  {
    name: 'kerong-cu16',
    codec: createCodec('kerong-cu16', { channels: 16 }),
    channels: 16,
    board: fc.integer({ min: 0, max: 9 }),
    hasItems: true,
    raw: fc.integer({ min: 0, max: 0xffff }),
    check: (body) => body.reduce((sum, byte) => sum + byte, 0) % 256,
  },
  ...([7, 8] as const).map((readAllLength) => ({
    name: `lockboard-8a with replies of ${String(readAllLength)} bytes`,
    codec: createCodec('lockboard-8a', { channels: readAllLength === 7 ? 24 : 32, readAllLength }),
    channels: readAllLength === 7 ? 24 : 32,
    board: fc.integer({ min: 1, max: 99 }),
    hasItems: false,
    raw: fc.constantFrom(0x00, 0x11),
    check: (body: readonly number[]) => body.reduce((xor, byte) => xor ^ byte, 0),
  })),
];

const bits = (count: number): fc.Arbitrary<boolean[]> =>
  fc.array(fc.boolean(), { minLength: count, maxLength: count });

function requestOf(model: Model): fc.Arbitrary<LockBoardRequest> {
  const channel = fc.integer({ min: 1, max: model.channels });
  return fc.oneof(
    fc.record({ kind: fc.constant('unlock' as const), board: model.board, channel }),
    fc.record({ kind: fc.constant('read-doors' as const), board: model.board }),
  );
}

/** A request and a reply that answers it. */
function exchangeOf(model: Model): fc.Arbitrary<readonly [LockBoardRequest, LockBoardReply]> {
  return fc
    .tuple(requestOf(model), bits(model.channels), bits(model.channels), model.raw)
    .map(([request, hooks, items, raw]): readonly [LockBoardRequest, LockBoardReply] =>
      request.kind === 'read-doors'
        ? [request, { kind: 'doors', board: request.board, hooks, items: model.hasItems ? items : null }]
        : [
            request,
            {
              kind: 'unlock-answered',
              board: request.board,
              // A CU16 does not say which lock it means.
              channel: model.hasItems ? null : request.channel,
              raw,
            },
          ],
    );
}

describe.each(models)('$name', (model) => {
  const { codec } = model;

  test('decoding what was encoded gives the same, at both ends', () => {
    fc.assert(
      fc.property(exchangeOf(model), ([request, reply]) => {
        expect(codec.decodeRequest(codec.encodeRequest(request))).toEqual({ ok: true, value: request });
        expect(codec.decodeReply(codec.encodeReply(reply, request), request)).toEqual({
          ok: true,
          value: reply,
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('no frame is longer than the longest, and a scan has the bytes it claims', () => {
    fc.assert(
      fc.property(exchangeOf(model), ([request, reply]) => {
        const asked = codec.encodeRequest(request);
        const answered = codec.encodeReply(reply, request);
        expect(Math.max(asked.length, answered.length)).toBeLessThanOrEqual(codec.frameLengthMax);
        if (reply.kind !== 'doors') return;
        expect({ request: asked.length, reply: answered.length }).toEqual(codec.scanBytes);
      }),
    );
  });

  test('a reply of another board, or to another question, is refused', () => {
    fc.assert(
      fc.property(exchangeOf(model), requestOf(model), ([request, reply], other) => {
        fc.pre(other.board !== request.board);
        expect(codec.decodeReply(codec.encodeReply(reply, request), other).ok).toBe(false);
        expect(codec.decodeReply(codec.encodeReply(reply, request), null).ok).toBe(false);
      }),
    );
  });

  test('a frame with one wrong bit is never decoded', () => {
    const flip = fc.tuple(exchangeOf(model), fc.nat(), fc.integer({ min: 0, max: 7 }));
    fc.assert(
      fc.property(flip, ([[request, reply], place, bit]) => {
        for (const [frame, decode] of [
          [codec.encodeRequest(request), (bytes: Uint8Array) => codec.decodeRequest(bytes)],
          [codec.encodeReply(reply, request), (bytes: Uint8Array) => codec.decodeReply(bytes, request)],
        ] as const) {
          const index = place % frame.length;
          frame[index] = (frame[index] ?? 0) ^ (1 << bit);
          expect(decode(frame).ok).toBe(false);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('100 000 random streams never show doors that no valid frame carried', () => {
    const heads = fc.constantFrom(0x02, 0x03, 0x33, 0x35, 0x80, 0x82, 0x8a, 0x00, 0x01, 0x11);
    const byte = fc.oneof(heads, fc.integer({ min: 0, max: 255 }));
    // Whole replies are mixed in, of the right board and of others, so that the check below has work.
    const frame = exchangeOf(model).map(([request, reply]) => [...codec.encodeReply(reply, request)]);
    const piece = fc.oneof(
      { weight: 8, arbitrary: byte.map((one) => [one]) },
      { weight: 1, arbitrary: frame },
    );
    const stream = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.flat());
    let shownCount = 0;
    fc.assert(
      fc.property(stream, requestOf(model), (bytes, request) => {
        const measureAt = (seen: Uint8Array, from: number) => codec.measureReply(seen, from, request);
        const { frames } = frameBytes(
          nothingPending,
          Uint8Array.from(bytes),
          measureAt,
          codec.frameLengthMax,
        );
        for (const found of frames) {
          const decoded = codec.decodeReply(found, request);
          if (!decoded.ok || decoded.value.kind !== 'doors') continue;
          shownCount += 1;
          const body = Array.from(found.slice(0, -1));
          expect(found.at(-1)).toBe(model.check(body));
          expect(decoded.value.board).toBe(request.board);
          expect(bytes.join(' ')).toContain(found.join(' '));
          expect(codec.encodeReply(decoded.value, request)).toEqual(found);
        }
      }),
      { numRuns: 100_000, seed: 20_261_122 },
    );
    expect(shownCount).toBeGreaterThan(50);
  });
});
