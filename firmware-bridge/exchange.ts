import type { LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';

/** Whether the board owes a reply, may send one, or never sends one. */
export type Expects = 'reply' | 'perhaps' | 'nothing';

/** How long one exchange may take, and how quiet the line must be after it. */
export type Pace = {
  /** From the write to the end of the reply. */
  readonly timeoutMs: number;
  /** Silence after a reply, or after a frame that nobody answers. */
  readonly gapMs: number;
  /** Silence after a timeout, so that a late reply cannot meet the next request on the wire. */
  readonly drainMs: number;
  /** Time that the request needs on the wire. */
  readonly frameMs: number;
};

export type Outcome =
  | { readonly kind: 'answered'; readonly reply: LockBoardReply }
  /** No reply came in time although one was owed. */
  | { readonly kind: 'timed-out' }
  /** No reply came, and none was owed. */
  | { readonly kind: 'not-owed' };

/** Where the one exchange of a line stands. The line takes a request only when it is `quiet`. */
export type Exchange =
  | { readonly at: 'quiet' }
  | {
      readonly at: 'sent';
      readonly request: LockBoardRequest;
      readonly expects: Exclude<Expects, 'nothing'>;
      readonly deadlineAt: number;
      readonly pace: Pace;
    }
  /**
   * `quietAt` moves when the line is not silent, at most to `latestAt`: a babbling board must not own the
   * bus.
   */
  | {
      readonly at: 'gap';
      readonly outcome: Outcome;
      readonly quietAt: number;
      readonly latestAt: number;
      readonly pace: Pace;
    };

export type ExchangeInput = { readonly nowMs: number } & (
  | {
      readonly kind: 'written';
      readonly request: LockBoardRequest;
      readonly expects: Expects;
      readonly pace: Pace;
    }
  /** A reply that answers the request. */
  | { readonly kind: 'replied'; readonly reply: LockBoardReply }
  /** Bytes that answer nothing: noise, or the beginning of a frame. */
  | { readonly kind: 'heard' }
  /** A whole frame that answers nothing: some board is behind, so the line is given time to run dry. */
  | { readonly kind: 'strayed' }
  | { readonly kind: 'passed' }
  | { readonly kind: 'lost' }
);

/** A line that never falls silent holds the next request back by at most this many drains. */
const drainsMax = 4;

/** The only place that moves an exchange on. An input that does not fit a state leaves it as it is. */
export function advance(exchange: Exchange, input: ExchangeInput): Exchange {
  if (input.kind === 'lost') return { at: 'quiet' };
  if (exchange.at === 'quiet') return input.kind === 'written' ? begin(input) : exchange;
  if (exchange.at === 'sent') return settle(exchange, input);
  return keepQuiet(exchange, input);
}

function begin(input: Extract<ExchangeInput, { kind: 'written' }>): Exchange {
  const { request, expects, pace, nowMs } = input;
  if (expects !== 'nothing') {
    return { at: 'sent', request, expects, deadlineAt: nowMs + pace.timeoutMs, pace };
  }
  return gap({ kind: 'not-owed' }, nowMs, pace.frameMs + pace.gapMs, pace);
}

function settle(sent: Extract<Exchange, { at: 'sent' }>, input: ExchangeInput): Exchange {
  if (input.kind === 'replied') {
    return gap({ kind: 'answered', reply: input.reply }, input.nowMs, sent.pace.gapMs, sent.pace);
  }
  if (input.kind !== 'passed' || input.nowMs < sent.deadlineAt) return sent;
  const kind = sent.expects === 'reply' ? 'timed-out' : 'not-owed';
  return gap({ kind }, input.nowMs, kind === 'timed-out' ? sent.pace.drainMs : sent.pace.gapMs, sent.pace);
}

function keepQuiet(state: Extract<Exchange, { at: 'gap' }>, input: ExchangeInput): Exchange {
  if (input.kind === 'passed') return input.nowMs >= state.quietAt ? { at: 'quiet' } : state;
  if (input.kind === 'written') return state;
  // After a timeout the stray frame is the late reply itself. After an answer it means that the board is one
  // request behind, and that only a whole timeout of silence brings both ends into step again.
  const isBehind = input.kind === 'strayed' && state.outcome.kind === 'answered';
  const silenceMs = isBehind ? state.pace.timeoutMs : state.pace.gapMs;
  const wanted = Math.max(state.quietAt, input.nowMs + silenceMs);
  return { ...state, quietAt: Math.min(wanted, state.latestAt) };
}

function gap(outcome: Outcome, nowMs: number, silenceMs: number, pace: Pace): Exchange {
  const latestAt = nowMs + silenceMs + drainsMax * pace.timeoutMs;
  return { at: 'gap', outcome, quietAt: nowMs + silenceMs, latestAt, pace };
}
