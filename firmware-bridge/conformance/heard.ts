import { stripEcho } from '../echo.ts';
import type { LockBoardCodec, LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import type { Exchange, HeardOutcome, Stretch } from './evidence.ts';

/** What the bytes of one exchange mean. */
export type Heard = {
  readonly outcome: HeardOutcome;
  readonly reply: LockBoardReply | null;
  readonly foreignBoard: number | null;
  readonly isEchoed: boolean;
  readonly surplusCount: number;
  readonly strangeByteCount: number;
  readonly pushCount: number;
  readonly turnaroundMs: number | null;
  readonly longestPauseMs: number | null;
};

/** What has to be known of the board to understand it. */
export type Ear = {
  readonly codec: LockBoardCodec;
  /** Addresses that boards of this kind can have. */
  readonly address: { readonly min: number; readonly max: number };
  readonly echo: 'none' | 'strip';
};

type Framed = { readonly from: number; readonly bytes: Uint8Array };
type Judged = Framed & {
  readonly as: 'answer' | 'foreign' | 'push' | 'strange';
  readonly reply: LockBoardReply | null;
};

/**
 * Reads the bytes of an exchange as the station's own session would, and keeps what that one throws away:
 * echoes, second replies, replies of others and bytes that belong to nothing. Nothing is waited for any more,
 * so what is still incomplete is no frame.
 */
export function hear(exchange: Exchange, ear: Ear): Heard {
  const all = joined(exchange);
  const echo = stripEcho({ sent: exchange.sent, seenCount: 0 }, all);
  // The answer to an unlock may equal the unlock, so only a read can tell an echo from an answer.
  const isEchoed = echo.isComplete && exchange.request?.kind === 'read-doors';
  const skipped = isEchoed || (echo.isComplete && ear.echo === 'strip') ? exchange.sent.length : 0;
  const frames = cut(all, skipped, ear.codec, exchange.request);
  const judged = frames.map((frame) => judge(frame, exchange.request, ear));
  const answers = judged.filter(({ as }) => as === 'answer');
  const foreign = judged.filter(({ as }) => as === 'foreign');
  const known = judged.filter(({ as }) => as !== 'strange');
  const strangeByteCount = all.length - skipped - known.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const [first] = answers;
  return {
    outcome: outcomeOf(answers.length, foreign.length, strangeByteCount),
    reply: first?.reply ?? null,
    foreignBoard: foreign[0]?.reply?.board ?? null,
    isEchoed,
    surplusCount: Math.max(0, answers.length - 1) + (answers.length > 0 ? foreign.length : 0),
    strangeByteCount,
    pushCount: judged.filter(({ as }) => as === 'push').length,
    turnaroundMs: first ? turnaroundOf(first, exchange) : null,
    longestPauseMs: first ? longestPauseOf(first, exchange) : null,
  };
}

function outcomeOf(answerCount: number, foreignCount: number, strangeByteCount: number): HeardOutcome {
  if (answerCount > 0) return 'answered';
  if (foreignCount > 0) return 'foreign';
  return strangeByteCount > 0 ? 'broken' : 'silent';
}

function joined({ pieces }: Exchange): Uint8Array {
  return Uint8Array.from(pieces.flatMap(({ bytes }) => [...bytes]));
}

/** Frames as `#codecs/framer` cuts them, with the place of each, which its time is found by. */
function cut(
  bytes: Uint8Array,
  start: number,
  codec: LockBoardCodec,
  request: LockBoardRequest | null,
): readonly Framed[] {
  const frames: Framed[] = [];
  let from = start;
  while (from < bytes.length) {
    const measured = codec.measureReply(bytes, from, request);
    const length = measured.at === 'whole' ? measured.length : 0;
    if (length > 0) frames.push({ from, bytes: bytes.slice(from, from + length) });
    from += Math.max(1, length);
  }
  return frames;
}

function judge(frame: Framed, request: LockBoardRequest | null, ear: Ear): Judged {
  const decoded = ear.codec.decodeReply(frame.bytes, request);
  if (decoded.ok) {
    const as = decoded.value.kind === 'pushed' ? 'push' : 'answer';
    return { ...frame, as, reply: decoded.value };
  }
  const reply = request && replyOfAnother(frame.bytes, request, ear);
  return { ...frame, as: reply ? 'foreign' : 'strange', reply };
}

function replyOfAnother(
  frame: Uint8Array,
  request: LockBoardRequest,
  { codec, address: { min, max } }: Ear,
): LockBoardReply | null {
  for (let board = min; board <= max; board += 1) {
    if (board === request.board) continue;
    const decoded = codec.decodeReply(frame, { ...request, board });
    if (decoded.ok && decoded.value.kind !== 'pushed') return decoded.value;
  }
  return null;
}

function turnaroundOf({ from, bytes }: Framed, exchange: Exchange): number {
  const endMs = timeAt(from + bytes.length - 1, exchange);
  return unstalled(exchange.sentAtMs, endMs, exchange.stalls);
}

function longestPauseOf({ from, bytes }: Framed, exchange: Exchange): number {
  let longest = 0;
  for (let index = from + 1; index < from + bytes.length; index += 1) {
    const pause = unstalled(timeAt(index - 1, exchange), timeAt(index, exchange), exchange.stalls);
    longest = Math.max(longest, pause);
  }
  return longest;
}

/** When the byte with this number came in. */
function timeAt(index: number, { pieces, sentAtMs }: Exchange): number {
  let seen = 0;
  for (const { atMs, bytes } of pieces) {
    seen += bytes.length;
    if (index < seen) return atMs;
  }
  return sentAtMs;
}

/** The time from one instant to another without the stretches in which this computer was held up. */
function unstalled(fromMs: number, toMs: number, stalls: readonly Stretch[]): number {
  const lost = stalls.map((one) => Math.min(one.toMs, toMs) - Math.max(one.fromMs, fromMs));
  return Math.max(0, toMs - fromMs - lost.reduce((sum, ms) => sum + Math.max(0, ms), 0));
}
