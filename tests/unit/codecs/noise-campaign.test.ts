import { describe, expect, test } from 'vitest';
import { frameBytes, nothingPending, type MeasureAt } from '#codecs/framer';
import { hexOf } from '#codecs/frame-text';
import type { LockBoardRequest } from '#codecs/lock-board-codec';
import { createDice, type Dice } from '#simulator/dice';
import { models, type Model } from './codec-models.ts';

/**
 * Random, mutated and cut-up bytes for both ends of every codec. `LATCHKEY_NOISE_INPUTS=1000000` makes it the
 * long campaign; every input follows from the seed that the title names.
 */
const inputCount = Number(process.env['LATCHKEY_NOISE_INPUTS'] ?? 2000);
const seed = Number(process.env['LATCHKEY_NOISE_SEED'] ?? 20_261_122);
const timeoutMs = 30_000 + inputCount;

const requestOf = (model: Model, dice: Dice): LockBoardRequest => {
  const board = model.boards.min + dice.below(3);
  const channel = 1 + dice.below(model.channels);
  const kinds = model.cutsCoils ? 4 : 2;
  switch (dice.below(kinds)) {
    case 0:
      return { kind: 'unlock', board, channel };
    case 1:
      return { kind: 'read-doors', board };
    case 2:
      return { kind: 'end-pulse', board, channel };
    default:
      return { kind: 'all-off', board };
  }
};

/** A whole frame of this model: a reply to a read, or a request. */
function frameOf(model: Model, dice: Dice): Uint8Array {
  const request = requestOf(model, dice);
  if (dice.below(3) === 0) return model.codec.encodeRequest(request);
  const { board } = request;
  const bits = Array.from({ length: model.channels }, () => dice.below(2) === 1);
  const reply =
    model.codec.shows === 'relays'
      ? ({ kind: 'relays', board, energised: bits } as const)
      : ({ kind: 'doors', board, hooks: bits, items: null } as const);
  return model.codec.encodeReply(reply, { kind: 'read-doors', board });
}

const noiseOf = (dice: Dice, lengthMax: number): number[] =>
  Array.from({ length: dice.below(lengthMax) }, () => dice.below(256));

function mutated(frame: Uint8Array, dice: Dice): number[] {
  const bytes = [...frame];
  for (let count = 1 + dice.below(3); count > 0; count -= 1) {
    const place = dice.below(bytes.length);
    const kind = dice.below(4);
    if (kind === 0) bytes[place] = (bytes[place] ?? 0) ^ (1 << dice.below(8));
    else if (kind === 1) bytes[place] = dice.below(256);
    else if (kind === 2) bytes.splice(place, 1);
    else bytes.splice(place, 0, dice.below(256));
  }
  return bytes;
}

/** What a bad line, a bad adapter or a neighbour of another family may deliver. */
function streamOf(model: Model, dice: Dice): number[] {
  const frame = frameOf(model, dice);
  switch (dice.below(6)) {
    case 0:
      return noiseOf(dice, 40);
    case 1:
      return mutated(frame, dice);
    case 2:
      return [...noiseOf(dice, 12), ...frame, ...noiseOf(dice, 12)];
    case 3:
      return [...frame.slice(0, dice.below(frame.length)), ...frameOf(model, dice)];
    case 4: {
      const other = models[dice.below(models.length)] ?? model;
      return [...frameOf(other, dice), ...frame, ...frameOf(other, dice)];
    }
    default:
      return [...frame, ...mutated(frame, dice), ...frame];
  }
}

function cutUp(bytes: readonly number[], dice: Dice): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    const length = 1 + dice.below(dice.below(2) === 0 ? 3 : bytes.length);
    chunks.push(Uint8Array.from(bytes.slice(from, from + length)));
    from += length;
  }
  return chunks;
}

/** Cuts the chunks into frames, and tells the first thing that is not as it has to be. */
function feed(chunks: readonly Uint8Array[], measureAt: MeasureAt, lengthMax: number) {
  let pending = nothingPending;
  let countedBytes = 0;
  let isBounded = true;
  const frames: Uint8Array[] = [];
  for (const chunk of chunks) {
    const framed = frameBytes(pending, chunk, measureAt, lengthMax);
    pending = framed.pending;
    isBounded &&= pending.length < lengthMax;
    countedBytes += framed.discardedBytes + framed.frames.reduce((sum, frame) => sum + frame.length, 0);
    frames.push(...framed.frames);
  }
  return { frames, isBounded, byteCount: countedBytes + pending.length };
}

function isWithin(bytes: ArrayLike<number>, frame: Uint8Array): boolean {
  for (let from = 0; from + frame.length <= bytes.length; from += 1) {
    if (frame.every((byte, index) => byte === bytes[from + index])) return true;
  }
  return false;
}

/** Why a frame that shows doors or relays must not have done so; null if it may. */
function falseReading(model: Model, frame: Uint8Array, request: LockBoardRequest): string | null {
  const decoded = model.codec.decodeReply(frame, request);
  if (!decoded.ok || (decoded.value.kind !== 'doors' && decoded.value.kind !== 'relays')) return null;
  const shown = decoded.value.kind === 'doors' ? decoded.value.hooks : decoded.value.energised;
  if (request.kind !== 'read-doors') return 'nobody asked';
  if (!model.isRight(frame)) return 'the check is wrong';
  if (model.speakerOf(frame) !== request.board) return 'another board spoke';
  return shown.join() === model.shownIn(frame).join() ? null : 'the bits lie elsewhere';
}

describe.each(models)('$name', (model) => {
  const { codec } = model;

  test(
    `${String(inputCount)} bad inputs of seed ${String(seed)} show no false door and crash nothing`,
    () => {
      const dice = createDice(seed).split(model.name);
      let shownCount = 0;
      for (let input = 0; input < inputCount; input += 1) {
        const bytes = streamOf(model, dice);
        const request = requestOf(model, dice);
        const story = (): string => `input ${String(input)}: ${hexOf(Uint8Array.from(bytes))}`;
        const measureAt: MeasureAt = (seen, from) => codec.measureReply(seen, from, request);
        const fed = feed(cutUp(bytes, dice), measureAt, codec.frameLengthMax);
        if (!fed.isBounded || fed.byteCount !== bytes.length) expect.fail(story());
        for (const frame of fed.frames) {
          const reason = falseReading(model, frame, request);
          if (reason !== null) expect.fail(`${reason}; ${story()}`);
          if (!isWithin(bytes, frame)) expect.fail(`${hexOf(frame)} was never sent; ${story()}`);
          const decoded = codec.decodeReply(frame, request);
          if (decoded.ok && request.kind === 'read-doors') shownCount += 1;
        }
      }
      expect(shownCount).toBeGreaterThan(inputCount / 100);
    },
    timeoutMs,
  );

  test(
    `${String(inputCount)} bad inputs of seed ${String(seed)} make no board obey what nobody can send`,
    () => {
      const dice = createDice(seed).split(`${model.name} as a board`);
      const measureAt: MeasureAt = (seen, from) => codec.measureRequest(seen, from);
      let obeyedCount = 0;
      for (let input = 0; input < inputCount; input += 1) {
        const bytes = streamOf(model, dice);
        const story = (): string => `input ${String(input)}: ${hexOf(Uint8Array.from(bytes))}`;
        const fed = feed(cutUp(bytes, dice), measureAt, codec.frameLengthMax);
        if (!fed.isBounded || fed.byteCount !== bytes.length) expect.fail(story());
        for (const frame of fed.frames) {
          const decoded = codec.decodeRequest(frame);
          if (!decoded.ok) continue;
          obeyedCount += 1;
          const again = codec.encodeRequest(decoded.value);
          const isOurs = again.length === frame.length && isWithin(again, frame) && model.isRight(frame);
          if (!isOurs) expect.fail(`${hexOf(frame)} was obeyed; ${story()}`);
        }
      }
      expect(obeyedCount).toBeGreaterThan(inputCount / 100);
    },
    timeoutMs,
  );
});
