import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCodec } from '#codecs/codec-table';
import { exchangeArbitrary, models, requestArbitrary } from './codec-models.ts';

describe.each(models)('$name', (model) => {
  const { codec } = model;

  test('decoding what was encoded gives the same, at both ends', () => {
    fc.assert(
      fc.property(exchangeArbitrary(model), requestArbitrary(model), ([request, reply], other) => {
        for (const one of [request, other]) {
          expect(codec.decodeRequest(codec.encodeRequest(one))).toEqual({ ok: true, value: one });
        }
        const answer = codec.decodeReply(codec.encodeReply(reply, request), request);
        expect(answer).toEqual({ ok: true, value: reply });
      }),
      { numRuns: 300 },
    );
  });

  test('every frame is measured whole, carries its check and is no longer than the longest', () => {
    fc.assert(
      fc.property(exchangeArbitrary(model), ([request, reply]) => {
        const asked = codec.encodeRequest(request);
        const answered = codec.encodeReply(reply, request);
        expect(codec.measureRequest(asked, 0)).toEqual({ at: 'whole', length: asked.length });
        expect(codec.measureReply(answered, 0, request)).toEqual({ at: 'whole', length: answered.length });
        expect([model.isRight(asked), model.isRight(answered)]).toEqual([true, true]);
        expect(Math.max(asked.length, answered.length)).toBeLessThanOrEqual(codec.frameLengthMax);
        if (request.kind !== 'read-doors') return;
        expect({ request: asked.length, reply: answered.length }).toEqual(codec.scanBytes);
      }),
    );
  });

  test('a reply of another board, or to another question, is refused', () => {
    fc.assert(
      fc.property(exchangeArbitrary(model), requestArbitrary(model), ([request, reply], other) => {
        const frame = codec.encodeReply(reply, request);
        expect(codec.decodeReply(frame, null).ok).toBe(false);
        if (other.board !== request.board) expect(codec.decodeReply(frame, other).ok).toBe(false);
        // A CU16 answers an unlock with the frame of a read; nothing else may be taken for something else.
        const decoded = codec.decodeReply(frame, { ...other, board: request.board });
        if (decoded.ok && other.kind !== request.kind) expect(model.protocol).toBe('kerong-cu16');
      }),
    );
  });

  test('what a read shows lies where the manual says', () => {
    fc.assert(
      fc.property(exchangeArbitrary(model), ([request, reply]) => {
        if (reply.kind !== 'doors' && reply.kind !== 'relays') return;
        const frame = codec.encodeReply(reply, request);
        expect(model.shownIn(frame)).toEqual(reply.kind === 'doors' ? reply.hooks : reply.energised);
        expect(model.speakerOf(frame)).toBe(reply.board);
      }),
    );
  });
});

describe.each(models.filter(({ hasCheck }) => hasCheck))('$name, which has a check', (model) => {
  const { codec } = model;

  test('Incident 38: a frame with one wrong bit is never decoded', () => {
    const flip = fc.tuple(exchangeArbitrary(model), fc.nat(), fc.integer({ min: 0, max: 7 }));
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
      { numRuns: 500 },
    );
  });
});

describe.each(models.filter(({ hasCheck }) => !hasCheck))('$name, which has no check', (model) => {
  const { codec } = model;

  test('a frame is refused for each thing that can be judged: head, length, command, station, tail', () => {
    const wrong = fc.tuple(
      exchangeArbitrary(model),
      fc.constantFrom(0, 1, 2, 3, -1),
      fc.integer({ min: 1, max: 255 }),
    );
    fc.assert(
      fc.property(wrong, ([[request, reply], place, mask]) => {
        const frame = codec.encodeReply(reply, request);
        const index = place < 0 ? frame.length + place : place;
        // The other answers of the family (A5, A2) are commands too.
        fc.pre(index !== 2 || mask !== 0x20);
        frame[index] = (frame[index] ?? 0) ^ mask;
        expect(codec.decodeReply(frame, request).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('the other answers of the family are understood', () => {
    fc.assert(
      fc.property(exchangeArbitrary(model), ([request, reply]) => {
        const frame = codec.encodeReply(reply, request);
        frame[2] = (frame[2] ?? 0) ^ 0x20;
        expect(codec.decodeReply(frame, request)).toEqual({ ok: true, value: reply });
      }),
    );
  });

  test('a lock that was not asked about may not show', () => {
    const twelve = createCodec('winnsen', { channels: 12 });
    const shown = codec.encodeReply({ kind: 'doors', board: 1, hooks: [true], items: null });
    const beyond = Uint8Array.of(...shown.slice(0, 5), 0x10, 0x03);
    expect(twelve.decodeReply(shown, { kind: 'read-doors', board: 1 }).ok).toBe(true);
    expect(twelve.decodeReply(beyond, { kind: 'read-doors', board: 1 }).ok).toBe(false);
    expect(codec.decodeReply(beyond, { kind: 'read-doors', board: 1 }).ok).toBe(true);
  });
});
