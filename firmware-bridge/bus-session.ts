import type { BridgeClock } from './clock.ts';
import { frameBytes, nothingPending, type Pending } from '#codecs/framer';
import type { LockBoardCodec, LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import { stripEcho, type EchoAwaited } from './echo.ts';
import {
  advance,
  type Exchange,
  type ExchangeInput,
  type Expects,
  type Outcome,
  type Pace,
} from './exchange.ts';
import { LineTally, type BoardLineCounters, type LineCounters } from './line-counters.ts';
import { createLine, type Line, type LineLog } from './line.ts';
import { OrderQueue, type Priority } from './order-queue.ts';
import { SilenceWatch } from './silence-watch.ts';
import type { Transport } from './transport.ts';

/** One request, and all that the line has to know to carry it out. */
export type Order = {
  readonly request: LockBoardRequest;
  readonly codec: LockBoardCodec;
  readonly priority: Priority;
  readonly expects: Expects;
  readonly pace: Pace;
  readonly echo: 'none' | 'strip';
};

export type OrderResult =
  /** The frame never left: the line is not open, or the order was withdrawn in time. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** The whole frame was handed to the line at `writtenAtMs`; it is never sent a second time. */
  | { readonly kind: 'sent'; readonly outcome: Outcome; readonly writtenAtMs: number };

export type Submitted = {
  readonly result: Promise<OrderResult>;
  /** Takes the order back if its frame was not written yet; tells whether it did. */
  readonly withdraw: () => boolean;
};

/** One line with its boards: one request at a time, the most urgent first, and silence where it is due. */
export interface BusSession {
  /** Opens the line; resolves after the first attempt. Later attempts follow by themselves. */
  start(): Promise<void>;
  isOpen(): boolean;
  /** An order on a line that is not open fails at once: nothing is ever kept for a later opening. */
  submit(order: Order): Submitted;
  counters(): Readonly<LineCounters>;
  /** The errors of the exchanges with one board. */
  countersOf(board: number): Readonly<BoardLineCounters>;
  stop(): Promise<void>;
}

export type BusOptions = {
  readonly transport: Transport;
  readonly clock: BridgeClock;
  /** Addresses of the boards on the line: only when all of them are silent is the line itself doubted. */
  readonly boards: readonly number[];
  /** A board spoke unasked: a reason to read it, nothing more. */
  readonly onPushed?: (board: number) => void;
  readonly log?: LineLog;
};

export function createBusSession(options: BusOptions): BusSession {
  return new QueuedBusSession(options);
}

type Job = Order & { readonly settle: (result: OrderResult) => void };
/** A timer that comes later than this says that the process was held up, for example by a slow disk. */
const stallMs = 5;

type InFlight = { readonly job: Job; readonly writtenAtMs: number; readonly discardedBefore: number };

class QueuedBusSession implements BusSession {
  readonly #clock: BridgeClock;
  readonly #onPushed: (board: number) => void;
  readonly #line: Line;
  readonly #tally = new LineTally();
  readonly #waiting = new OrderQueue<Job>();
  readonly #silence: SilenceWatch;
  #exchange: Exchange = { at: 'quiet' };
  #inFlight: InFlight | null = null;
  /** Measures what comes in, also in the gap after its exchange. */
  #latest: Order | null = null;
  #pending: Pending = nothingPending;
  #echo: EchoAwaited | null = null;
  #cancelTimer: () => void = () => undefined;

  constructor(options: BusOptions) {
    this.#clock = options.clock;
    this.#onPushed = options.onPushed ?? (() => undefined);
    this.#silence = new SilenceWatch(options.boards);
    this.#line = createLine({
      transport: options.transport,
      clock: options.clock,
      counters: this.#tally.line,
      log: options.log ?? (() => undefined),
      received: (bytes) => this.#receive(bytes),
      wentDown: (reason) => this.#giveUpAll(reason),
    });
  }

  start(): Promise<void> {
    return this.#line.start();
  }

  isOpen(): boolean {
    return this.#line.isOpen();
  }

  counters(): Readonly<LineCounters> {
    return { ...this.#tally.line };
  }

  countersOf(board: number): Readonly<BoardLineCounters> {
    return this.#tally.of(board);
  }

  stop(): Promise<void> {
    return this.#line.stop();
  }

  submit(order: Order): Submitted {
    let withdraw = nothingToWithdraw;
    const result = new Promise<OrderResult>((settle) => {
      const job: Job = { ...order, settle };
      if (this.#line.isOpen()) withdraw = () => this.#withdraw(job);
      this.#accept(job);
    });
    return { result, withdraw };
  }

  #accept(job: Job): void {
    if (!this.#line.isOpen()) return job.settle({ kind: 'not-sent', reason: 'the line is not open' });
    this.#waiting.add(job, this.#clock.nowMs());
    this.#sendNext();
  }

  #withdraw(job: Job): boolean {
    const wasWaiting = this.#waiting.withdraw(job);
    if (wasWaiting) job.settle({ kind: 'not-sent', reason: 'withdrawn' });
    return wasWaiting;
  }

  #sendNext(): void {
    if (this.#exchange.at !== 'quiet' || !this.#line.isOpen()) return;
    const job = this.#waiting.takeNext(this.#clock.nowMs());
    if (!job) return;
    const frame = job.codec.encodeRequest(job.request);
    this.#dropPending();
    this.#latest = job;
    this.#echo = job.echo === 'strip' ? { sent: frame, seenCount: 0 } : null;
    if (!this.#line.write(frame)) {
      job.settle({ kind: 'not-sent', reason: 'the line refused the frame' });
      return;
    }
    this.#tally.count('requests', job.request.board);
    const writtenAtMs = this.#clock.nowMs();
    this.#inFlight = { job, writtenAtMs, discardedBefore: this.#tally.line.discardedBytes };
    const { request, expects, pace } = job;
    this.#step({ kind: 'written', request, expects, pace, nowMs: writtenAtMs });
  }

  #receive(bytes: Uint8Array): void {
    const order = this.#latest;
    if (!order) {
      this.#discard(bytes.length);
      return;
    }
    const rest = this.#withoutEcho(bytes);
    const request = this.#inFlight ? order.request : null;
    const { codec } = order;
    const measureAt = (seen: Uint8Array, from: number) => codec.measureReply(seen, from, request);
    const framed = frameBytes(this.#pending, rest, measureAt, codec.frameLengthMax);
    this.#pending = framed.pending;
    this.#discard(framed.discardedBytes);
    for (const frame of framed.frames) this.#judge(frame, order);
    if (framed.frames.length === 0) this.#step({ kind: 'heard', nowMs: this.#clock.nowMs() });
  }

  #withoutEcho(bytes: Uint8Array): Uint8Array {
    if (!this.#echo) return bytes;
    const stripped = stripEcho(this.#echo, bytes);
    this.#echo = stripped.awaited;
    if (stripped.isComplete) this.#tally.line.echoesStripped += 1;
    return stripped.rest;
  }

  /** A frame counts only if it answers the request in flight: late replies of other boards are strays. */
  #judge(frame: Uint8Array, order: Order): void {
    const request = this.#inFlight?.job === order ? order.request : null;
    const decoded = order.codec.decodeReply(frame, request);
    const nowMs = this.#clock.nowMs();
    if (decoded.ok && decoded.value.kind === 'pushed') {
      this.#tally.count('pushes', decoded.value.board);
      this.#onPushed(decoded.value.board);
      return;
    }
    if (decoded.ok) return this.#answer(decoded.value, nowMs);
    this.#tally.count('strayReplies', order.request.board);
    this.#step({ kind: 'strayed', nowMs });
  }

  #answer(reply: LockBoardReply, nowMs: number): void {
    this.#tally.count('answered', reply.board);
    this.#silence.answered(reply.board);
    this.#line.proved();
    this.#step({ kind: 'replied', reply, nowMs });
  }

  /** Moves the exchange on and does what the new state asks for. */
  #step(input: ExchangeInput): void {
    const exchange = advance(this.#exchange, input);
    if (exchange === this.#exchange) return;
    this.#exchange = exchange;
    this.#cancelTimer();
    if (exchange.at === 'gap') this.#finish(exchange.outcome);
    // Finishing may have lost the line, which leaves nothing to wait for.
    if (this.#exchange !== exchange) return;
    if (exchange.at === 'quiet') return this.#sendNext();
    const dueAt = exchange.at === 'sent' ? exchange.deadlineAt : exchange.quietAt;
    if (dueAt <= input.nowMs) this.#step({ kind: 'passed', nowMs: input.nowMs });
    else this.#wakeAt(dueAt);
  }

  #wakeAt(dueAt: number): void {
    // A timer may come a fraction early; the exchange is told the time that was waited for.
    const wake = (): void => this.#step({ kind: 'passed', nowMs: Math.max(dueAt, this.#clock.nowMs()) });
    this.#cancelTimer = this.#clock.after(dueAt - this.#clock.nowMs(), () => {
      const wasStalled = this.#clock.nowMs() - dueAt > stallMs;
      // The process was busy elsewhere, so the reply may lie unread: it is read before time is called.
      if (wasStalled) this.#cancelTimer = this.#clock.after(0, wake);
      else wake();
    });
  }

  #finish(outcome: Outcome): void {
    const done = this.#inFlight;
    if (!done) return;
    this.#inFlight = null;
    done.job.settle({ kind: 'sent', outcome, writtenAtMs: done.writtenAtMs });
    if (outcome.kind !== 'timed-out') return;
    const { board } = done.job.request;
    this.#tally.count('timeouts', board);
    const heardCount = this.#tally.line.discardedBytes + this.#pending.length - done.discardedBefore;
    if (heardCount > 0) this.#tally.count('garbledReplies', board);
    this.#silence.timedOut(board);
    if (!this.#silence.isEverybodySilent()) return;
    this.#silence.forget();
    this.#line.doubt('no board answers');
  }

  #giveUpAll(reason: string): void {
    this.#cancelTimer();
    this.#dropPending();
    this.#echo = null;
    this.#latest = null;
    this.#exchange = advance(this.#exchange, { kind: 'lost', nowMs: this.#clock.nowMs() });
    const done = this.#inFlight;
    this.#inFlight = null;
    if (done) {
      const kind = done.job.expects === 'reply' ? 'timed-out' : 'not-owed';
      done.job.settle({ kind: 'sent', outcome: { kind }, writtenAtMs: done.writtenAtMs });
    }
    for (const job of this.#waiting.takeAll()) job.settle({ kind: 'not-sent', reason });
  }

  #discard(byteCount: number): void {
    this.#tally.count('discardedBytes', this.#latest?.request.board ?? null, byteCount);
  }

  #dropPending(): void {
    this.#discard(this.#pending.length + (this.#echo?.seenCount ?? 0));
    this.#pending = nothingPending;
  }
}

function nothingToWithdraw(): boolean {
  return false;
}
