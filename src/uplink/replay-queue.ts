import type { RangeTombstone } from '#contract/cloud-event';
import { formatInstant } from '#contract/instant';
import type { Clock, Outbox } from '#station/ports';

export type ReplayRange = { readonly epoch: string; readonly from: number; readonly to: number };

/** Ranges that may wait; a centre that asks for more will ask again. */
const waitingMax = 8;
const chunkSize = 100;

type Ports = {
  readonly outbox: Pick<Outbox, 'position' | 'reach' | 'replay'>;
  readonly clock: Clock;
  readonly station: string;
};

type Reach = NonNullable<ReturnType<Outbox['reach']>>;
type Piece = { readonly seq: number; readonly body: string };

/**
 * The ranges that the centre asked for again, as a stream of bodies. What the store does not have any more is
 * answered by a tombstone: silence would make the centre ask for ever.
 */
export class ReplayQueue {
  readonly #ports: Ports;
  #waiting: ReplayRange[] = [];
  #pieces: Piece[] = [];

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** False if as much as bearable waits already. */
  add(range: ReplayRange): boolean {
    if (this.#waiting.length >= waitingMax) return false;
    this.#waiting.push(range);
    return true;
  }

  clear(): void {
    this.#waiting = [];
    this.#pieces = [];
  }

  peek(): Piece | null {
    while (this.#pieces.length === 0 && this.#waiting.length > 0) this.#load();
    return this.#pieces[0] ?? null;
  }

  shift(): void {
    this.#pieces.shift();
  }

  #load(): void {
    const range = this.#waiting.shift();
    if (range === undefined) return;
    const { outbox } = this.#ports;
    const reach = outbox.reach(range.epoch);
    if (reach === null) {
      this.#pieces = [this.#tombstone(range, 'epoch-unknown')];
      return;
    }
    this.#pieces = this.#loadFrom(range, reach, range.epoch === outbox.position().epoch);
  }

  /** The first pieces of a range; what is left of it waits in front of all others. */
  #loadFrom(range: ReplayRange, { firstSeq, lastSeq }: Reach, isCurrent: boolean): Piece[] {
    // An epoch that is over ends where its copy ended: what it had beyond that is lost (rule R22).
    if (range.from > lastSeq) return isCurrent ? [] : [this.#tombstone(range, 'lost')];
    const end = Math.min(range.to, lastSeq);
    const isGone = range.from < firstSeq;
    const to = isGone ? Math.min(end, firstSeq - 1) : Math.min(end, range.from + chunkSize - 1);
    if (to < (isCurrent ? end : range.to)) this.#waiting.unshift({ ...range, from: to + 1 });
    const piece = { ...range, to };
    return isGone ? [this.#tombstone(piece, 'pruned')] : this.#read(piece);
  }

  #read(range: ReplayRange): Piece[] {
    const pieces: Piece[] = [];
    let expected = range.from;
    for (const { seq, body } of this.#ports.outbox.replay(range.from, range.to, range.epoch)) {
      if (seq > expected) pieces.push(this.#tombstone({ ...range, from: expected, to: seq - 1 }, 'pruned'));
      pieces.push({ seq, body });
      expected = seq + 1;
    }
    if (expected <= range.to) pieces.push(this.#tombstone({ ...range, from: expected }, 'pruned'));
    return pieces;
  }

  #tombstone({ epoch, from, to }: ReplayRange, reason: RangeTombstone['data']['reason']): Piece {
    const body: RangeTombstone = {
      specversion: '1.0',
      id: `${epoch}-${from}-${to}-removed`,
      source: `/stations/${this.#ports.station}`,
      type: 'latchkey.range.removed.v1',
      time: formatInstant(this.#ports.clock.now().wallMs),
      datacontenttype: 'application/json',
      epoch,
      historical: true,
      data: { from, to, reason },
    };
    return { seq: to, body: JSON.stringify(body) };
  }
}
