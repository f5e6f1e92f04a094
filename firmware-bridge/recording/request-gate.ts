import type { ProtocolName } from '#codecs/codec-table';
import { frameBytes, nothingPending, type Pending } from '#codecs/framer';
import type { LockBoardCodec } from '#codecs/lock-board-codec';
import { whyForbidden } from '../conformance/forbidden-frames.ts';

export type Gated = {
  /** Whole requests that may pass, in their order. */
  readonly passed: readonly Uint8Array[];
  readonly withheld: readonly { readonly bytes: Uint8Array; readonly reason: string }[];
  /** Bytes that begin no frame of this protocol; they do not pass either. */
  readonly discardedBytes: number;
};

/**
 * Stands between a stranger's program and a line: only whole requests that the codec itself could have sent
 * go through. What erases a board, opens every door or keeps a coil energised is not among them.
 */
export class RequestGate {
  readonly #codec: LockBoardCodec;
  readonly #protocol: ProtocolName;
  #pending: Pending = nothingPending;

  constructor(codec: LockBoardCodec, protocol: ProtocolName) {
    this.#codec = codec;
    this.#protocol = protocol;
  }

  judge(bytes: Uint8Array): Gated {
    const codec = this.#codec;
    const framed = frameBytes(
      this.#pending,
      bytes,
      (seen, from) => codec.measureRequest(seen, from),
      codec.frameLengthMax,
    );
    this.#pending = framed.pending;
    const judged = framed.frames.map((frame) => ({ frame, decoded: codec.decodeRequest(frame) }));
    return {
      passed: judged.flatMap(({ frame, decoded }) => (decoded.ok ? [frame] : [])),
      withheld: judged.flatMap(({ frame, decoded }) =>
        decoded.ok ? [] : [{ bytes: frame, reason: whyForbidden(this.#protocol, frame) ?? decoded.error }],
      ),
      discardedBytes: framed.discardedBytes,
    };
  }
}
