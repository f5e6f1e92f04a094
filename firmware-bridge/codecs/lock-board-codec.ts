/**
 * What every lock board codec exports. A codec serves both ends: the controller encodes requests and decodes
 * replies, the virtual board decodes requests and encodes replies. Channels count from 1, as they are printed
 * on the boards; a codec converts where its protocol counts from 0.
 */

/** What a controller may ask of a lock board. Nothing here can erase a board or open more than one door. */
export type LockBoardRequest =
  /**
   * One pulse for one lock. Boards end it by themselves; only a relay board whose profile says
   * `pulse: software` waits for `end-pulse`, and whoever drives it owes that request.
   */
  | { readonly kind: 'unlock'; readonly board: number; readonly channel: number }
  /** Relay boards: cuts the coil of one channel. May be repeated at will. */
  | { readonly kind: 'end-pulse'; readonly board: number; readonly channel: number }
  /** Relay boards: cuts every coil. May be repeated at will. */
  | { readonly kind: 'all-off'; readonly board: number }
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
      /** Channels whose hook the board itself reports as not readable; absent where it cannot say so. */
      readonly faulty?: readonly number[];
    }
  /** The board has no inputs and shows its relays, index 0 is channel 1: it lives, and no door is known. */
  | { readonly kind: 'relays'; readonly board: number; readonly energised: readonly boolean[] }
  /** The board cut the coil of a channel, or with null every coil. */
  | { readonly kind: 'coils-cut'; readonly board: number; readonly channel: number | null }
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
  /** Relay boards: whether the board ends a pulse by itself, or has to be told. */
  readonly pulse?: 'hardware' | 'software' | undefined;
  /** Relay boards whose frames carry the length of the pulse. */
  readonly pulseMs?: number | undefined;
  /** Relay boards: address of the first coil, counted from 0 as on the wire. */
  readonly coilsAt?: number | undefined;
  /** Relay boards: address of the first discrete input, counted from 0; null or absent without inputs. */
  readonly inputsAt?: number | null | undefined;
};

export interface LockBoardCodec {
  readonly protocol: string;
  /** What the answer to `read-doors` shows: hook switches, or only the board's own relays. */
  readonly shows: 'doors' | 'relays';
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
