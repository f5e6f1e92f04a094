import type { LockBoardRequest } from '#codecs/lock-board-codec';

/** What the suite saw, before anybody judges it. Times are milliseconds of the bridge's clock. */

/**
 * `foreign`: a whole reply, but in the name of another board. `broken`: bytes that make no reply. `silent`:
 * nothing, or nothing but our own echo.
 */
export type HeardOutcome = 'answered' | 'foreign' | 'broken' | 'silent';

/** Bytes that came in one piece. */
export type Piece = { readonly atMs: number; readonly bytes: Uint8Array };

export type Stretch = { readonly fromMs: number; readonly toMs: number };

/** What was written to the line, and all that came back until the suite stopped listening. */
export type Exchange = {
  /** Null where the suite only listened, or where what it wrote is no request. */
  readonly request: LockBoardRequest | null;
  readonly sent: Uint8Array;
  readonly sentAtMs: number;
  readonly pieces: readonly Piece[];
  /** Stretches in which this computer itself was held up; no board can be blamed for them. */
  readonly stalls: readonly Stretch[];
};

export type ChannelState = {
  /** `unknown` on boards that have no inputs. */
  readonly door: 'open' | 'closed' | 'unknown';
  /** Null where the board has no sensor for it. */
  readonly occupied: boolean | null;
  /** Null unless the board shows its relays. */
  readonly energised: boolean | null;
};

/** One read of a board; `null` where it was not answered. Index 0 is channel 1. */
export type Doors = readonly ChannelState[] | null;

/** One read of the series, or of another address. */
export type ReadEvidence = {
  readonly outcome: HeardOutcome;
  readonly foreignBoard: number | null;
  readonly isEchoed: boolean;
  /** Further replies to the same request. */
  readonly surplusCount: number;
  readonly strangeByteCount: number;
  /** From the write to the last byte of the reply, less what this computer was held up. */
  readonly turnaroundMs: number | null;
  readonly longestPauseMs: number | null;
  readonly doors: Doors;
};

export type PortEvidence = { readonly openError: string | null; readonly lost: string | null };

/** What came although nothing was asked. */
export type UnaskedEvidence = {
  readonly listenedMs: number;
  readonly pushCount: number;
  readonly strangeByteCount: number;
};

export type NoiseEvidence = {
  readonly name: string;
  /** Reads until the board answered again; null if it did not within those that were tried. */
  readonly readsUntilAnswer: number | null;
};

/** What a person at the doors says; `not-asked` where nobody is there. */
export type Moved = 'this' | 'other' | 'none' | 'not-asked';

export type TimedRead = { readonly atMs: number; readonly doors: Doors };

/** One pulse of one channel and the reads around it; times count from the write of the unlock. */
export type PulseEvidence = {
  readonly channel: number;
  readonly before: Doors;
  readonly unlockOutcome: HeardOutcome;
  readonly unlockTurnaroundMs: number | null;
  readonly reads: readonly TimedRead[];
  /** Read once more when the pulse and the time to settle were over. */
  readonly settled: Doors;
  readonly moved: Moved;
  /** The longest time for which the board did not answer after the pulse began; 0 if it always did. */
  readonly outageMs: number;
};

/** Null where the step was not done. */
export type HandEvidence = {
  readonly withSomething: Doors;
  readonly withNothing: Doors;
};

export type PowerEvidence = {
  readonly before: Doors;
  readonly after: Doors;
  readonly wasOff: boolean;
};

/** Everything; a step that was not done is null, with the reason beside it. */
export type Evidence = {
  readonly port: PortEvidence;
  readonly unasked: UnaskedEvidence | null;
  /** Messages that boards sent unasked, from the first to the last exchange. */
  readonly pushCount: number;
  readonly reads: readonly ReadEvidence[];
  readonly others: readonly { readonly address: number; readonly read: ReadEvidence }[];
  readonly noise: readonly NoiseEvidence[];
  readonly pulse: PulseEvidence | null;
  readonly items: HandEvidence | null;
  readonly closed: Doors | 'not-done';
  readonly power: PowerEvidence | null;
  /** Why no door was opened; null where one was. */
  readonly noPulseReason: string | null;
};
