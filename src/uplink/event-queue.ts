import type { Outbox, OutboxEvent } from '#station/ports';

/** Rows that are read at once; a row at a time would cost a query per event. */
const chunkSize = 200;

/** The outbox as a stream with a reading position; the position in the centre's books is `ackedSeq`. */
export class EventQueue {
  readonly #outbox: Pick<Outbox, 'position' | 'read'>;
  readonly #unackedMax: number;
  #sentSeq = 0;
  #ackedSeq = 0;
  #ahead: readonly OutboxEvent[] = [];
  #aheadAt = 0;

  /** `unackedMax`: how many events may be on their way without the centre's ack. */
  constructor(outbox: Pick<Outbox, 'position' | 'read'>, unackedMax: number) {
    this.#outbox = outbox;
    this.#unackedMax = unackedMax;
  }

  get sentSeq(): number {
    return this.#sentSeq;
  }

  get ackedSeq(): number {
    return this.#ackedSeq;
  }

  get hasUnacked(): boolean {
    return this.#sentSeq > this.#ackedSeq;
  }

  /** Begins again after the last event that the centre has acknowledged. */
  rewind(): void {
    this.#ackedSeq = this.#outbox.position().ackedSeq;
    this.#sentSeq = this.#ackedSeq;
    this.#ahead = [];
    this.#aheadAt = 0;
  }

  /** Reads how far the centre is. */
  catchUp(): void {
    this.#ackedSeq = this.#outbox.position().ackedSeq;
    // An ack may answer what an earlier connection has sent.
    this.#sentSeq = Math.max(this.#sentSeq, this.#ackedSeq);
  }

  /** The event after the last sent one, or null while there is none or too many are unanswered. */
  peek(): OutboxEvent | null {
    if (this.#sentSeq - this.#ackedSeq >= this.#unackedMax) return null;
    while ((this.#ahead[this.#aheadAt]?.seq ?? Infinity) <= this.#sentSeq) this.#aheadAt += 1;
    if (this.#aheadAt >= this.#ahead.length) {
      // Asked after every answer of the broker: a query that finds nothing would be most of all queries.
      if (this.#outbox.position().lastSeq <= this.#sentSeq) return null;
      this.#ahead = this.#outbox.read(this.#sentSeq, chunkSize);
      this.#aheadAt = 0;
    }
    return this.#ahead[this.#aheadAt] ?? null;
  }

  shift(): void {
    this.#sentSeq = this.#ahead[this.#aheadAt]?.seq ?? this.#sentSeq;
    this.#aheadAt += 1;
  }
}
