import { backOffMs } from './back-off.ts';
import type { BridgeClock } from './clock.ts';
import type { LineCounters } from './line-counters.ts';
import type { Connection, ConnectionListener, Transport } from './transport.ts';

export type LineLog = (event: 'opened' | 'open-failed' | 'lost' | 'reopening', reason: string) => void;

export type LineOptions = {
  readonly transport: Transport;
  readonly clock: BridgeClock;
  readonly counters: LineCounters;
  readonly log: LineLog;
  readonly received: (bytes: Uint8Array) => void;
  /** The line is not open any more; whatever was waiting for it has to be given up. */
  readonly wentDown: (reason: string) => void;
};

/**
 * Keeps one line open: every connection is used once, and a lost one is followed by a new one after a wait.
 */
export interface Line {
  /** Resolves after the first attempt, whatever came of it; later attempts follow by themselves. */
  start(): Promise<void>;
  isOpen(): boolean;
  /** Hands the bytes to the line, or gives the line up and returns false: nothing was kept for later. */
  write(bytes: Uint8Array): boolean;
  /** A board answered: the next failure begins with the shortest wait again. */
  proved(): void;
  /**
   * Nobody answers on a line that is open: an adapter may hang. Closes and opens it anew, each time only
   * after twice the wait before, so that boards without power are still asked in between.
   */
  doubt(reason: string): void;
  stop(): Promise<void>;
}

export function createLine(options: LineOptions): Line {
  return new KeptLine(options);
}

/** An opening that fails costs nobody anything; whoever has plugged a cable in again looks for so long. */
const openAgainMaxMs = 8_000;

/** One attempt to open the line; the line may be lost before the attempt has come to its end. */
type Attempt = { connection: Connection | null; lost: string | null };

class KeptLine implements Line {
  readonly #options: LineOptions;
  #connection: Connection | null = null;
  #attempt = 0;
  #doubtableAt = 0;
  #wasOpen = false;
  /** Why the line did not open, as it was told last. */
  #toldFailure = '';
  #isStopped = false;
  #cancelRetry: () => void = () => undefined;
  /** Closings and openings happen one after the other, or the new connection would find the lock taken. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: LineOptions) {
    this.#options = options;
  }

  start(): Promise<void> {
    return this.#enqueue(() => this.#open());
  }

  isOpen(): boolean {
    return this.#connection !== null;
  }

  write(bytes: Uint8Array): boolean {
    if (!this.#connection) return false;
    try {
      this.#connection.write(bytes);
      return true;
    } catch (error) {
      this.#options.counters.writeFailures += 1;
      this.#giveUp(messageOf(error));
      return false;
    }
  }

  proved(): void {
    this.#attempt = 0;
  }

  doubt(reason: string): void {
    const { clock, log } = this.#options;
    if (!this.#connection || clock.nowMs() < this.#doubtableAt) return;
    this.#doubtableAt = clock.nowMs() + this.#nextWaitMs();
    log('reopening', reason);
    this.#drop(reason);
    void this.#enqueue(() => this.#open());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#drop('stopped');
    await this.#work;
  }

  async #open(): Promise<void> {
    const { transport, counters, log } = this.#options;
    if (this.#isStopped || this.#connection) return;
    const attempt: Attempt = { connection: null, lost: null };
    try {
      attempt.connection = await transport.open(this.#listenerOf(attempt));
    } catch (error) {
      counters.openFailures += 1;
      const failure = `${transport.name}: ${messageOf(error)}`;
      if (failure !== this.#toldFailure) log('open-failed', failure);
      this.#toldFailure = failure;
      return this.#retryLater();
    }
    if (this.#isStopped) return attempt.connection.close();
    this.#connection = attempt.connection;
    if (attempt.lost !== null) return this.#giveUp(attempt.lost);
    if (this.#wasOpen) counters.reopened += 1;
    this.#wasOpen = true;
    this.#toldFailure = '';
    log('opened', transport.name);
  }

  /** Only the connection in use is listened to: what an earlier one still says belongs to another time. */
  #listenerOf(attempt: Attempt): ConnectionListener {
    const isInUse = (): boolean => attempt.connection !== null && this.#connection === attempt.connection;
    return {
      received: (bytes) => {
        if (isInUse()) this.#options.received(bytes);
      },
      lost: (reason) => {
        attempt.lost = reason;
        if (isInUse()) this.#giveUp(reason);
      },
    };
  }

  #giveUp(reason: string): void {
    const { counters, log, transport } = this.#options;
    counters.lost += 1;
    log('lost', `${transport.name}: ${reason}`);
    this.#drop(reason);
    this.#retryLater();
  }

  #drop(reason: string): void {
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = null;
    void this.#enqueue(() => connection.close());
    this.#options.wentDown(reason);
  }

  #retryLater(): void {
    if (this.#isStopped) return;
    this.#cancelRetry();
    const waitMs = Math.min(this.#nextWaitMs(), openAgainMaxMs);
    this.#cancelRetry = this.#options.clock.after(waitMs, () => {
      void this.#enqueue(() => this.#open());
    });
  }

  #nextWaitMs(): number {
    const waitMs = backOffMs(this.#attempt);
    this.#attempt += 1;
    return waitMs;
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(task).catch((error: unknown) => {
      this.#options.log('lost', messageOf(error));
    });
    return this.#work;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
