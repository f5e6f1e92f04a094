import type { Measure } from './lock-board-codec.ts';

/** Judges the bytes that begin at `from`; a codec's `measureRequest` or `measureReply`. */
export type MeasureAt = (bytes: Uint8Array, from: number) => Measure;

/** What came in since the last whole frame; shorter than the longest frame. */
export type Pending = Uint8Array;

export const nothingPending: Pending = new Uint8Array(0);

export type Framed = {
  readonly frames: readonly Uint8Array[];
  readonly pending: Pending;
  /** Bytes that belong to no frame, and were dropped one by one until a frame could begin. */
  readonly discardedBytes: number;
};

/**
 * Cuts whole frames out of a stream of bytes.
 *
 * Resynchronising is explicit: where nothing valid begins, exactly one byte is dropped and the next one is
 * tried, because a head byte (02, 80, 8A) also occurs inside frames and no delimiter can be trusted. What
 * claims to be incomplete although `frameLengthMax` bytes are there is dropped too, so that `pending` stays
 * below `frameLengthMax` whatever arrives.
 */
export function frameBytes(
  pending: Pending,
  received: Uint8Array,
  measureAt: MeasureAt,
  frameLengthMax: number,
): Framed {
  const bytes = joined(pending, received);
  const frames: Uint8Array[] = [];
  let discardedBytes = 0;
  let from = 0;
  while (from < bytes.length) {
    const measured = measureAt(bytes, from);
    if (measured.at === 'incomplete' && bytes.length - from < frameLengthMax) break;
    if (measured.at === 'whole') {
      frames.push(bytes.slice(from, from + measured.length));
      from += measured.length;
    } else {
      discardedBytes += 1;
      from += 1;
    }
  }
  return { frames, pending: bytes.slice(from), discardedBytes };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
