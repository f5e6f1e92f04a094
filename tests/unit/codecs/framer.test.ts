import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCodec } from '#codecs/codec-table';
import { frameBytes, nothingPending, type MeasureAt } from '#codecs/framer';
import { models } from './codec-models.ts';

/** Feeds chunks one after another; tells all frames, all discarded bytes and the largest rest. */
function feed(chunks: readonly Uint8Array[], measureAt: MeasureAt, frameLengthMax: number) {
  let pending = nothingPending;
  let discardedBytes = 0;
  let pendingMax = 0;
  const frames: Uint8Array[] = [];
  for (const chunk of chunks) {
    const framed = frameBytes(pending, chunk, measureAt, frameLengthMax);
    pending = framed.pending;
    pendingMax = Math.max(pendingMax, pending.length);
    discardedBytes += framed.discardedBytes;
    frames.push(...framed.frames);
  }
  return { frames, discardedBytes, pending, pendingMax };
}

/** Cuts `bytes` at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.slice(at[index], end));
}

const places = fc.array(fc.nat(), { maxLength: 12 });
const noise = fc.uint8Array({ maxLength: 20 });
const read = { kind: 'read-doors', board: 1 } as const;

describe.each(models)('framing the replies of $name', (model) => {
  const { codec } = model;
  const measureAt: MeasureAt = (bytes, from) => codec.measureReply(bytes, from, read);
  const goodFrame = model.replyTo(read).map((reply) => codec.encodeReply(reply, read));
  const goodFrames = fc.array(goodFrame, { minLength: 1, maxLength: 6 });
  // What claims to be the beginning of a long frame is judged once so many bytes are there; 0 begins nothing.
  const silence = new Uint8Array(codec.frameLengthMax);

  test('any cut of good frames gives exactly these frames and discards nothing', () => {
    fc.assert(
      fc.property(goodFrames, places, (frames, at) => {
        const fed = feed(
          cut(Uint8Array.from(frames.flatMap((frame) => [...frame])), at),
          measureAt,
          codec.frameLengthMax,
        );
        expect(fed.frames).toEqual(frames);
        expect(fed.discardedBytes).toBe(0);
        expect(fed.pending).toHaveLength(0);
      }),
    );
  });

  test('every byte ends in a frame, in the rest or in the count of the discarded', () => {
    fc.assert(
      fc.property(noise, goodFrames, noise, places, (before, frames, after, at) => {
        const stream = Uint8Array.from([...before, ...frames.flatMap((frame) => [...frame]), ...after]);
        const fed = feed(cut(stream, at), measureAt, codec.frameLengthMax);
        const framed = fed.frames.reduce((sum, frame) => sum + frame.length, 0);
        expect(framed + fed.discardedBytes + fed.pending.length).toBe(stream.length);
        expect(fed.pendingMax).toBeLessThan(codec.frameLengthMax);
      }),
    );
  });

  test('the cut of the chunks never changes what is found', () => {
    fc.assert(
      fc.property(noise, goodFrames, noise, places, (before, frames, after, at) => {
        const stream = Uint8Array.from([...before, ...frames.flatMap((frame) => [...frame]), ...after]);
        const cutUp = feed(cut(stream, at), measureAt, codec.frameLengthMax);
        const whole = feed([stream], measureAt, codec.frameLengthMax);
        expect({ ...cutUp, pendingMax: 0 }).toEqual({ ...whole, pendingMax: 0 });
      }),
    );
  });

  test('no frame is invented, and noise costs no good frame that it does not itself overlap validly', () => {
    fc.assert(
      fc.property(noise, goodFrames, places, (before, frames, at) => {
        const stream = Uint8Array.from([...before, ...frames.flatMap((frame) => [...frame]), ...silence]);
        const fed = feed(cut(stream, at), measureAt, codec.frameLengthMax);
        for (const frame of fed.frames)
          expect(measureAt(frame, 0)).toEqual({ at: 'whole', length: frame.length });
        const falseAtStart = fed.frames.length > 0 && !frames.some((frame) => equal(frame, fed.frames[0]));
        if (!falseAtStart) expect(fed.frames).toEqual(frames);
      }),
      { numRuns: 500 },
    );
  });

  test('a cut-off frame is given up, and the next good one is found', () => {
    fc.assert(
      fc.property(goodFrame, goodFrame, fc.nat(), (first, good, length) => {
        const partial = first.slice(0, length % first.length);
        const fed = feed([partial, good, silence], measureAt, codec.frameLengthMax);
        const swallowed = fed.frames[0] !== undefined && !equal(fed.frames[0], good);
        if (!swallowed) expect(fed.frames).toEqual([good]);
      }),
    );
  });
});

describe('framing in general', () => {
  test('a measure that waits for ever cannot make the rest grow', () => {
    const waiting: MeasureAt = () => ({ at: 'incomplete' });
    const chunks = Array.from({ length: 100 }, () => new Uint8Array(50));
    const fed = feed(chunks, waiting, 9);
    expect(fed.pendingMax).toBe(8);
    expect(fed.discardedBytes).toBe(100 * 50 - 8);
  });

  test('the echo of a read-all request is not a reply, and the reply behind it is found', () => {
    const codec = createCodec('lockboard-8a', { channels: 24 });
    const reply = codec.encodeReply({ kind: 'doors', board: 1, hooks: [], items: null });
    const measureAt: MeasureAt = (bytes, from) => codec.measureReply(bytes, from, read);
    const fed = feed([codec.encodeRequest(read), reply], measureAt, codec.frameLengthMax);
    expect(fed.frames).toEqual([reply]);
    expect(fed.discardedBytes).toBe(5);
  });

  test.each(models)('a request behind garbage reaches a virtual board of $name', ({ codec }) => {
    const asked = codec.encodeRequest({ kind: 'unlock', board: 1, channel: 5 });
    const measureAt: MeasureAt = (bytes, from) => codec.measureRequest(bytes, from);
    const fed = feed([Uint8Array.of(0xfb, 0xff, 0x00), asked], measureAt, codec.frameLengthMax);
    expect(fed.frames).toEqual([asked]);
  });
});

function equal(left: Uint8Array, right: Uint8Array | undefined): boolean {
  return right !== undefined && left.join() === right.join();
}
