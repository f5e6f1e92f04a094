/**
 * What every lock board codec exports. A codec serves both ends: the controller encodes requests and decodes
 * replies, the virtual board decodes requests and encodes replies. Channels count from 1, as they are printed
 * on the boards; a codec converts where its protocol counts from 0.
 */

/** What a controller may ask of a lock board. Nothing here can erase a board or hold a coil energised. */
export type LockBoardRequest =
  | { readonly kind: 'unlock'; readonly board: number; readonly channel: number }
  | { readonly kind: 'read-doors'; readonly board: number };

/** The raw bits of a reply; polarity is the profile's business (the wiring decides it, not the protocol). */
export type LockBoardReply =
  /** The board answered an unlock; it says nothing about the door. */
  | {
      readonly kind: 'unlock-answered';
      readonly board: number;
      readonly channel: number | null;
      readonly raw: number | null;
    }
  /** One raw bit a channel, index 0 is channel 1; `items` holds infrared bits where the board has them. */
  | {
      readonly kind: 'doors';
      readonly board: number;
      readonly hooks: readonly boolean[];
      readonly items: readonly boolean[] | null;
    }
  /** The board spoke unasked; only a reason to read. */
  | { readonly kind: 'pushed'; readonly board: number; readonly channel: number };

/** A slice of the incoming bytes, judged at one offset. */
export type Measure =
  /** Nothing valid can start here: drop one byte. */
  | { readonly at: 'invalid' }
  /** The beginning of a frame, not yet all of it. */
  | { readonly at: 'incomplete' }
  /** A whole frame with a right checksum. */
  | { readonly at: 'whole'; readonly length: number };

export type Decoded<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** Variants of one protocol that differ by model, as the profile states them. */
export type CodecOptions = {
  /** Channels of the board. */
  readonly channels: number;
  /**
   * 8A boards: bytes of the reply to "read all"; 7 unless stated, never inferred from the number of
   * channels.
   */
  readonly readAllLength?: 7 | 8 | undefined;
};

export interface LockBoardCodec {
  readonly protocol: string;
  /** Longest frame in bytes, either direction; bounds every buffer. */
  readonly frameLengthMax: number;
  /** Bytes on the wire of a `read-doors` exchange, request and reply, for pacing and benchmarks. */
  readonly scanBytes: { readonly request: number; readonly reply: number };
  encodeRequest(request: LockBoardRequest): Uint8Array;
  decodeRequest(frame: Uint8Array): Decoded<LockBoardRequest>;
  /** Judges incoming bytes at the board's end. */
  measureRequest(bytes: Uint8Array, from: number): Measure;
  /** `request` is what the reply answers; absent for a pushed frame. */
  encodeReply(reply: LockBoardReply, request?: LockBoardRequest): Uint8Array;
  /** `request` is the outstanding one; a reply that does not answer it is refused with the reason. */
  decodeReply(frame: Uint8Array, request: LockBoardRequest | null): Decoded<LockBoardReply>;
  /** Judges incoming bytes at the controller's end, in the light of the outstanding request. */
  measureReply(bytes: Uint8Array, from: number, request: LockBoardRequest | null): Measure;
}
