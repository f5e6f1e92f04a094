import type { RawScan } from '#codecs/scanners/raw-scan';
import type { BridgeClock } from '../clock.ts';
import type { Connection, Transport } from '../transport.ts';
import type { ScanDecoder } from './scan-decoder.ts';

/** Between two attempts to open; a scanner that is plugged in again is usable well within five seconds. */
const retryMs = 1_000;
/** Somebody pulls a plug to see what happens: only a longer absence is worth a fault. */
const lostAfterMs = 5_000;
/** Heartbeats without an answer after which a device that is still connected counts as dead. */
const silencesMax = 3;

export type ScannerListener = {
  readonly scanned: (scan: RawScan) => void;
  /** The scanner can be used: at the first time, and after each loss that was told. */
  readonly found: () => void;
  /** The scanner has been out of reach for five seconds; told once until it is found again. */
  readonly lost: (reason: string) => void;
};

export type ScannerParts = {
  readonly transport: Transport;
  readonly clock: BridgeClock;
  /** Called for each connection: what an earlier one left half said belongs to another time. */
  readonly createDecoder: () => ScanDecoder;
  readonly listener: ScannerListener;
  /** Called when the reason of a failure changes, so that a log is not filled by a missing device. */
  readonly log: (event: 'opened' | 'failed' | 'lost', reason: string) => void;
};

/** Keeps one scanner open for ever, whatever is pulled out, and tells whole scans. */
export class Scanner {
  readonly #parts: ScannerParts;
  #open: Session | null = null;
  #standing: 'unknown' | 'found' | 'lost' = 'unknown';
  #lastReason = 'it has not answered';
  #isProved = false;
  #isStopped = false;
  #cancelRetry: () => void = () => undefined;
  #cancelVerdict: (() => void) | null = null;
  /** Openings and closings follow one another, or a device would be opened while it is being closed. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: ScannerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#expect();
    this.#attempt();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#cancelVerdict?.();
    this.#drop();
    await this.#work;
  }

  #attempt(): void {
    this.#work = this.#work.then(() => this.#tryOpen());
  }

  async #tryOpen(): Promise<void> {
    const { transport } = this.#parts;
    if (this.#isStopped || this.#open !== null) return;
    const session = new Session(this.#parts, {
      proved: () => this.#prove(),
      ended: (reason) => this.#lose(session, reason),
    });
    try {
      const connection = await transport.open({
        received: (bytes) => session.receive(bytes),
        lost: (reason) => session.end(reason),
      });
      await this.#adopt(session, connection);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#note('failed', reason);
      this.#retryLater();
    }
  }

  async #adopt(session: Session, connection: Connection): Promise<void> {
    if (this.#isStopped || session.isOver) {
      await connection.close();
      if (session.endedBy !== null) this.#note('failed', session.endedBy);
      return this.#retryLater();
    }
    this.#open = session;
    session.begin(connection);
  }

  #prove(): void {
    this.#cancelVerdict?.();
    this.#cancelVerdict = null;
    if (!this.#isProved) {
      this.#isProved = true;
      this.#lastReason = '';
      this.#parts.log('opened', this.#parts.transport.name);
    }
    if (this.#standing === 'found') return;
    this.#standing = 'found';
    this.#parts.listener.found();
  }

  #lose(session: Session, reason: string): void {
    if (this.#open !== session) return;
    this.#note(this.#isProved ? 'lost' : 'failed', reason);
    this.#isProved = false;
    this.#drop();
    this.#expect();
    this.#retryLater();
  }

  #note(event: 'failed' | 'lost', reason: string): void {
    const { log, transport } = this.#parts;
    if (event === 'lost' || reason !== this.#lastReason) log(event, `${transport.name}: ${reason}`);
    this.#lastReason = reason;
  }

  /** From now on the scanner is awaited; who does not come in time is lost. */
  #expect(): void {
    if (this.#isStopped || this.#standing === 'lost') return;
    this.#cancelVerdict ??= this.#parts.clock.after(lostAfterMs, () => {
      this.#cancelVerdict = null;
      this.#standing = 'lost';
      this.#parts.listener.lost(this.#lastReason);
    });
  }

  #retryLater(): void {
    if (this.#isStopped) return;
    this.#cancelRetry();
    this.#cancelRetry = this.#parts.clock.after(retryMs, () => this.#attempt());
  }

  #drop(): void {
    const session = this.#open;
    if (session === null) return;
    this.#open = null;
    // A device that is gone may refuse to be closed; it is closed all the same.
    this.#work = this.#work.then(() => session.close()).catch(() => undefined);
  }
}

type SessionListener = { readonly proved: () => void; readonly ended: (reason: string) => void };

/** One connection, from its opening to its end. */
class Session {
  isOver = false;
  /** Why the connection ended by itself, or null. */
  endedBy: string | null = null;
  readonly #parts: ScannerParts;
  readonly #listener: SessionListener;
  readonly #decoder: ScanDecoder;
  #connection: Connection | null = null;
  #unansweredCount = 0;
  #answerCount = 0;
  #cancelSilence: () => void = () => undefined;
  #cancelHeartbeat: () => void = () => undefined;

  constructor(parts: ScannerParts, listener: SessionListener) {
    this.#parts = parts;
    this.#listener = listener;
    this.#decoder = parts.createDecoder();
  }

  begin(connection: Connection): void {
    this.#connection = connection;
    // A serial line opens whether or not anything hangs on it; there the first answer is the proof.
    if (this.#decoder.heartbeat === null) this.#listener.proved();
    else this.#ask();
  }

  receive(bytes: Uint8Array): void {
    const { clock } = this.#parts;
    if (this.isOver || this.#connection === null) return;
    const scans = this.#decoder.take(bytes, clock.nowMs());
    if (this.#decoder.answerCount() > this.#answerCount || scans.length > 0) this.#hearLife();
    this.#tell(scans);
    const { silenceMs } = this.#decoder;
    if (silenceMs === null) return;
    this.#cancelSilence();
    this.#cancelSilence = clock.after(silenceMs, () => this.#tell(this.#decoder.end()));
  }

  end(reason: string): void {
    if (this.isOver) return;
    this.#stopTimers();
    this.endedBy = reason;
    this.#listener.ended(reason);
  }

  async close(): Promise<void> {
    this.#stopTimers();
    await this.#connection?.close();
  }

  #stopTimers(): void {
    this.isOver = true;
    this.#cancelSilence();
    this.#cancelHeartbeat();
  }

  #tell(scans: readonly RawScan[]): void {
    for (const scan of scans) this.#parts.listener.scanned(scan);
  }

  #hearLife(): void {
    this.#answerCount = this.#decoder.answerCount();
    this.#unansweredCount = 0;
    this.#listener.proved();
  }

  #ask(): void {
    const { heartbeat } = this.#decoder;
    if (heartbeat === null || this.isOver) return;
    if (this.#unansweredCount >= silencesMax) return this.end('the module does not answer its heartbeat');
    this.#unansweredCount += 1;
    try {
      this.#connection?.write(heartbeat.question);
    } catch (error) {
      return this.end(error instanceof Error ? error.message : String(error));
    }
    this.#cancelHeartbeat = this.#parts.clock.after(heartbeat.everyMs, () => this.#ask());
  }
}
