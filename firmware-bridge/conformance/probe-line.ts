import assert from 'node:assert/strict';
import type { LockBoardRequest } from '#codecs/lock-board-codec';
import type { BridgeClock } from '../clock.ts';
import type { Connection, Transport } from '../transport.ts';
import type { Exchange, Piece, Stretch } from './evidence.ts';
import { hear, type Ear, type Heard } from './heard.ts';
import { carriesOrder } from './noise.ts';

/** How long to listen on after a reply: a second board with the same address answers about as fast. */
const listenOnMs = 50;
/** How often this computer looks whether it was held up itself; longer than what clocks keep precisely. */
const tickMs = 25;
const stallMs = 5;

export type Listened = { readonly exchange: Exchange; readonly heard: Heard };

/**
 * A line seen by the suite: one request at a time like the station's session, but every byte is kept with
 * its time, so that second replies, echoes and garbage become evidence instead of counters.
 */
export interface ProbeLine {
  /** Why the line went away; null while it is there. */
  lost(): string | null;
  /** Messages that boards have sent unasked since the line was opened. */
  pushCount(): number;
  /** Writes the request once; listens until its reply and what follows it, or `patienceMs`, have passed. */
  ask(request: LockBoardRequest, patienceMs: number): Promise<Listened>;
  /** Writes bytes that are no request. Bytes that a board could take for an order are a defect. */
  disturb(bytes: Uint8Array, listenMs: number): Promise<Listened>;
  listen(listenMs: number): Promise<Listened>;
  close(): Promise<void>;
}

export type ProbeOptions = {
  readonly transport: Transport;
  readonly clock: BridgeClock;
  readonly ear: Ear;
  /** Silence that the line needs between a reply and the next request. */
  readonly gapMs: number;
};

/** Opens the line exclusively; rejects with the reason of the system. */
export async function openProbeLine(options: ProbeOptions): Promise<ProbeLine> {
  const line = new Probe(options);
  await line.open();
  return line;
}

type Listening = { readonly pieces: Piece[]; readonly heard: () => void };

class Probe implements ProbeLine {
  readonly #options: ProbeOptions;
  #connection: Connection | null = null;
  #lost: string | null = null;
  #listening: Listening | null = null;
  /** What came between two exchanges answers neither of them; the later one tells of it. */
  #early: Piece[] = [];
  #pushCount = 0;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    this.#connection = await this.#options.transport.open({
      received: (bytes) => this.#receive(bytes),
      lost: (reason) => {
        this.#lost = reason;
        this.#listening?.heard();
      },
    });
  }

  lost(): string | null {
    return this.#lost;
  }

  pushCount(): number {
    return this.#pushCount;
  }

  async ask(request: LockBoardRequest, patienceMs: number): Promise<Listened> {
    return this.#exchange(request, this.#options.ear.codec.encodeRequest(request), patienceMs);
  }

  async disturb(bytes: Uint8Array, listenMs: number): Promise<Listened> {
    assert(!carriesOrder(bytes), 'these bytes are an order to some board');
    return this.#exchange(null, bytes, listenMs);
  }

  async listen(listenMs: number): Promise<Listened> {
    return this.#exchange(null, new Uint8Array(0), listenMs);
  }

  async close(): Promise<void> {
    await this.#connection?.close();
  }

  async #exchange(request: LockBoardRequest | null, sent: Uint8Array, patienceMs: number): Promise<Listened> {
    const { clock, ear, gapMs } = this.#options;
    const early = this.#early;
    this.#early = [];
    const stalls: Stretch[] = [];
    const forget = watchStalls(clock, (stall) => stalls.push(stall));
    const sentAtMs = clock.nowMs();
    const exchange: Exchange = { request, sent, sentAtMs, pieces: [], stalls };
    await this.#listenTo(exchange, patienceMs);
    forget();
    this.#listening = null;
    await passed(clock, gapMs);
    const heard = withEarly(hear(exchange, ear), early, ear);
    this.#pushCount += heard.pushCount;
    return { exchange, heard };
  }

  #write(bytes: Uint8Array): void {
    try {
      this.#connection?.write(bytes);
    } catch (error) {
      this.#lost = error instanceof Error ? error.message : String(error);
    }
  }

  /**
   * Writes, and ends when the patience is over, a while after the reply, or at once when the line is lost.
   */
  #listenTo(exchange: Exchange, patienceMs: number): Promise<void> {
    const { clock, ear } = this.#options;
    if (this.#lost !== null) return Promise.resolve();
    return new Promise((resolve) => {
      const dueMs = clock.nowMs() + patienceMs;
      let cancel = clock.after(patienceMs, () => {
        // This computer was busy elsewhere, so the reply may lie unread: it is read before time is called.
        if (clock.nowMs() - dueMs > stallMs) cancel = clock.after(0, resolve);
        else resolve();
      });
      let isAnswered = false;
      const heard = (): void => {
        if (this.#lost !== null) {
          cancel();
          return resolve();
        }
        if (isAnswered || hear(exchange, ear).outcome !== 'answered') return;
        isAnswered = true;
        cancel();
        cancel = clock.after(listenOnMs, resolve);
      };
      // An adapter may repeat the first byte before the last one is written.
      this.#listening = { pieces: exchange.pieces as Piece[], heard };
      if (exchange.sent.length > 0) this.#write(exchange.sent);
      if (this.#lost !== null) heard();
    });
  }

  #receive(bytes: Uint8Array): void {
    const piece = { atMs: this.#options.clock.nowMs(), bytes: Uint8Array.from(bytes) };
    if (!this.#listening) {
      this.#early.push(piece);
      return;
    }
    this.#listening.pieces.push(piece);
    this.#listening.heard();
  }
}

function withEarly(heard: Heard, pieces: readonly Piece[], ear: Ear): Heard {
  if (pieces.length === 0) return heard;
  const early = hear({ request: null, sent: new Uint8Array(0), sentAtMs: 0, pieces, stalls: [] }, ear);
  return {
    ...heard,
    strangeByteCount: heard.strangeByteCount + early.strangeByteCount,
    pushCount: heard.pushCount + early.pushCount,
  };
}

export function passed(clock: BridgeClock, ms: number): Promise<void> {
  return ms <= 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        clock.after(ms, resolve);
      });
}

/** A timer that comes late says that the process was held up since it was due. */
function watchStalls(clock: BridgeClock, notice: (stall: Stretch) => void): () => void {
  let cancel = (): void => undefined;
  const tick = (): void => {
    const dueMs = clock.nowMs() + tickMs;
    cancel = clock.after(tickMs, () => {
      const nowMs = clock.nowMs();
      if (nowMs - dueMs > stallMs) notice({ fromMs: dueMs, toMs: nowMs });
      tick();
    });
  };
  tick();
  return () => cancel();
}
