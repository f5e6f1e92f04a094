import { frameBytes, nothingPending, type Pending } from '#codecs/framer';
import { hexOf } from '#codecs/frame-text';
import type { LockBoardCodec } from '#codecs/lock-board-codec';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import type { Recording } from '#bridge/recording/recording';
import type { SimulatorClock } from '../clock.ts';

/** A request of the recording and what came back before the next one. */
type Step = {
  readonly frame: string;
  /** Whether it moves something; a read may be repeated, an order may not. */
  readonly isOrder: boolean;
  readonly replies: { readonly afterMs: number; readonly bytes: Uint8Array }[];
};

export type ReplayCounters = {
  /** Requests that were answered as recorded. */
  readonly playedCount: number;
  /** Requests that the recording does not know at this point; they meet silence. */
  readonly unknownCount: number;
};

/**
 * A line that answers as one did before. Answers to the same read come in their recorded order and the last
 * one is repeated, until an order that was recorded next (an unlock) moves on: however often a controller
 * polls, no door opens before it was opened. What boards said comes at the recorded distance from its
 * request.
 */
export class RecordedLine {
  readonly #clock: SimulatorClock;
  readonly #toController: (bytes: Uint8Array) => void;
  readonly #ears: readonly Ear[];
  readonly #steps: readonly Step[];
  /** The step that was played last; -1 before the first one. */
  #at = -1;
  #playedCount = 0;
  #unknownCount = 0;

  constructor(recording: Recording, clock: SimulatorClock, toController: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.#toController = toController;
    this.#ears = earsOf(recording);
    this.#steps = stepsOf(recording);
  }

  receive(bytes: Uint8Array): void {
    for (const { frame } of requestsIn(bytes, this.#ears)) this.#play(frame);
  }

  counters(): ReplayCounters {
    return { playedCount: this.#playedCount, unknownCount: this.#unknownCount };
  }

  #play(frame: string): void {
    const index = this.#find(frame);
    const step = index === null ? undefined : this.#steps[index];
    if (index === null || !step) {
      this.#unknownCount += 1;
      return;
    }
    this.#playedCount += 1;
    // A read that is repeated from an earlier place does not turn back time.
    this.#at = Math.max(this.#at, index);
    for (const { afterMs, bytes } of step.replies) {
      if (afterMs <= 0) this.#toController(bytes);
      else this.#clock.after(afterMs, () => this.#toController(bytes));
    }
  }

  #find(frame: string): number | null {
    const steps = [...this.#steps.entries()].filter(([, step]) => step.frame === frame);
    const nextOrder = this.#steps.findIndex(({ isOrder }, index) => isOrder && index > this.#at);
    const order = steps.find(([index, { isOrder }]) => isOrder && index > this.#at);
    if (order) return order[0];
    const reads = steps.filter(([, { isOrder }]) => !isOrder);
    const isDue = (index: number): boolean => nextOrder < 0 || index < nextOrder;
    const next = reads.find(([index]) => index > this.#at && isDue(index));
    return (next ?? reads.findLast(([index]) => index <= this.#at))?.[0] ?? null;
  }
}

/** One for each kind of board on the line, each with its own place in the stream. */
type Ear = { readonly codec: LockBoardCodec; pending: Pending };

function earsOf({ header }: Recording): readonly Ear[] {
  return header.profiles.map((profile) => ({ codec: createBoardCodec(profile), pending: nothingPending }));
}

type Request = { readonly frame: string; readonly isOrder: boolean };

/** Whole requests in a stream; noise is no request and is left out. */
function requestsIn(bytes: Uint8Array, ears: readonly Ear[]): readonly Request[] {
  return ears.flatMap((ear) => {
    const { codec } = ear;
    const measureAt = (seen: Uint8Array, from: number) => codec.measureRequest(seen, from);
    const framed = frameBytes(ear.pending, bytes, measureAt, codec.frameLengthMax);
    ear.pending = framed.pending;
    return framed.frames.flatMap((frame) => {
      const decoded = codec.decodeRequest(frame);
      return decoded.ok ? [{ frame: hexOf(frame), isOrder: decoded.value.kind !== 'read-doors' }] : [];
    });
  });
}

/** What came before the first request belongs to none and is left out. */
function stepsOf(recording: Recording): readonly Step[] {
  const ears = earsOf(recording);
  const steps: Step[] = [];
  let sentAtMs = 0;
  for (const entry of recording.entries) {
    if (entry.is === 'out') {
      const requests = requestsIn(entry.bytes, ears);
      steps.push(...requests.map((request) => ({ ...request, replies: [] })));
      if (requests.length > 0) sentAtMs = entry.atMs;
    }
    if (entry.is === 'in') {
      steps.at(-1)?.replies.push({ afterMs: entry.atMs - sentAtMs, bytes: entry.bytes });
    }
  }
  return steps;
}
