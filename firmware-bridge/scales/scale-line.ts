import { decodeWeight } from '#codecs/scales/headed-weight';
import { cutLines, nothingSaid } from '#codecs/scanners/serial-text';
import type { TextPending } from '#codecs/scanners/serial-text';
import type { BridgeClock } from '../clock.ts';
import type { Connection, Transport } from '../transport.ts';

/** Between two attempts to open. */
const retryMs = 1_000;

export type ScaleLineParts = {
  readonly transport: Transport;
  readonly clock: BridgeClock;
  /** So long one line of the scale counts. */
  readonly staleMs: number;
  /** Called when the reason of a failure changes, so that a log is not filled by a missing device. */
  readonly log: (reason: string) => void;
};

export type Weight = { readonly grams: number; readonly isSteady: boolean };

/** Keeps one scale open for ever, whatever is pulled out. It is only listened to: nothing is sent to it. */
export class ScaleLine {
  readonly #parts: ScaleLineParts;
  #connection: Connection | null = null;
  #pending: TextPending = nothingSaid;
  #newest: { readonly weight: Weight | null; readonly atMs: number } | null = null;
  #lastReason = '';
  #isStopped = false;
  #cancelRetry: () => void = () => undefined;
  /** Openings and closings follow one another, or a device would be opened while it is being closed. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: ScaleLineParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#attempt();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    await this.#work;
    await this.#connection?.close();
  }

  /** What it shows now; null where it has said nothing lately, or carries more than it can weigh. */
  read(): Weight | null {
    const { clock, staleMs } = this.#parts;
    const newest = this.#newest;
    return newest === null || clock.nowMs() - newest.atMs > staleMs ? null : newest.weight;
  }

  /** Whether it has said anything lately, also that it carries too much. */
  isHeard(): boolean {
    const { clock, staleMs } = this.#parts;
    return this.#newest !== null && clock.nowMs() - this.#newest.atMs <= staleMs;
  }

  #attempt(): void {
    this.#work = this.#work.then(() => this.#tryOpen());
  }

  async #tryOpen(): Promise<void> {
    if (this.#isStopped || this.#connection !== null) return;
    // What an earlier connection left half said belongs to another time.
    this.#pending = nothingSaid;
    const session = { isOver: false };
    try {
      const connection = await this.#parts.transport.open({
        received: (bytes) => this.#take(bytes),
        lost: (reason) => {
          session.isOver = true;
          this.#lose(reason);
        },
      });
      if (session.isOver) await connection.close();
      else this.#connection = connection;
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error));
    }
  }

  #take(bytes: Uint8Array): void {
    const { pending, scans: lines } = cutLines(this.#pending, bytes);
    this.#pending = pending;
    for (const line of lines) {
      const said = decodeWeight(line.bytes);
      if (said === null) continue;
      const weight = said.kind === 'weight' ? { grams: said.grams, isSteady: said.isSteady } : null;
      this.#newest = { weight, atMs: this.#parts.clock.nowMs() };
      this.#lastReason = '';
    }
  }

  #lose(reason: string): void {
    const { log, transport, clock } = this.#parts;
    const lost = this.#connection;
    this.#connection = null;
    if (lost !== null) this.#work = this.#work.then(() => lost.close());
    if (this.#isStopped) return;
    if (reason !== this.#lastReason) log(`${transport.name}: ${reason}`);
    this.#lastReason = reason;
    this.#cancelRetry();
    this.#cancelRetry = clock.after(retryMs, () => this.#attempt());
  }
}
