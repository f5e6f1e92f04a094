import { createHash } from 'node:crypto';
import { right, wrong } from './findings.ts';
import type { Finding } from './findings.ts';
import { fieldsOf, itemsOf, numberIn, readJson, textIn } from './shape.ts';
import type { Fields } from './shape.ts';

/** An event whose text stands in the file and gives the hash beside it. */
export type ProvenEvent = {
  readonly id: string;
  readonly epoch: string;
  readonly seq: number;
  readonly kind: string;
  readonly time: string;
  readonly data: Fields;
};

export type CheckedChain = {
  readonly findings: readonly Finding[];
  readonly events: readonly ProvenEvent[];
  readonly hiddenCount: number;
  readonly end: { readonly epoch: string; readonly seq: number; readonly hash: string };
  /** The hashes that the file shows, by seq. */
  readonly hashes: ReadonlyMap<number, string>;
};

/**
 * Checks one stretch of the chain by rule R20 as the contract words it, for itself: the hash of an event is
 * SHA-256 over the 32 bytes of the hash before it and the UTF-8 bytes of its text.
 */
export function checkChain(part: unknown, station: string): CheckedChain {
  const chain = fieldsOf(part);
  const epoch = textIn(chain, 'epoch');
  const walk = new Walk(epoch, station, textIn(chain, 'before'));
  for (const link of itemsOf(chain['links'])) walk.step(fieldsOf(link));
  return walk.end();
}

class Walk {
  readonly #epoch: string;
  readonly #station: string;
  readonly #findings: Finding[] = [];
  readonly #events: ProvenEvent[] = [];
  readonly #hashes = new Map<number, string>();
  #hash: string;
  #seq: number | null = null;
  #hiddenCount = 0;

  constructor(epoch: string, station: string, before: string) {
    this.#epoch = epoch;
    this.#station = station;
    this.#hash = before;
  }

  step(link: Fields): void {
    const seq = numberIn(link, 'seq');
    if (this.#seq !== null && seq !== this.#seq + 1)
      this.#wrong(seq, `events from ${this.#seq + 1} are missing`);
    if ('body' in link) this.#shown(seq, link);
    else this.#hidden(seq, link);
    this.#hash = textIn(link, 'hash');
    this.#hashes.set(this.#seq ?? seq, this.#hash);
  }

  end(): CheckedChain {
    const count = this.#events.length;
    const good = right('chain', `epoch ${this.#epoch}: ${count} events give their hashes, none is missing`);
    const isEmpty = count === 0 ? [wrong('chain', `epoch ${this.#epoch}: no event is shown`)] : [];
    const found = [...this.#findings, ...isEmpty];
    return {
      findings: found.length === 0 ? [good] : found,
      events: this.#events,
      hiddenCount: this.#hiddenCount,
      end: { epoch: this.#epoch, seq: this.#seq ?? 0, hash: this.#hash },
      hashes: this.#hashes,
    };
  }

  #hidden(seq: number, link: Fields): void {
    const to = numberIn(link, 'to');
    if (!(to >= seq)) this.#wrong(seq, 'a run of hidden events has no end');
    this.#hiddenCount += to - seq + 1;
    this.#seq = to;
  }

  #shown(seq: number, link: Fields): void {
    const body = textIn(link, 'body');
    const event = fieldsOf(readJson(body));
    const given = createHash('sha256')
      .update(Buffer.from(this.#hash, 'hex'))
      .update(body, 'utf8')
      .digest('hex');
    if (given !== textIn(link, 'hash')) this.#wrong(seq, 'its text does not give its hash');
    if (textIn(event, 'prevhash') !== this.#hash) this.#wrong(seq, 'it does not follow the event before');
    if (numberIn(event, 'seq') !== seq) this.#wrong(seq, `its text says number ${numberIn(event, 'seq')}`);
    if (textIn(event, 'epoch') !== this.#epoch) this.#wrong(seq, 'its text is of another epoch');
    if (textIn(event, 'source') !== `/stations/${this.#station}`)
      this.#wrong(seq, 'it is of another station');
    const kind = textIn(event, 'type').split('.').slice(1, -1).join('.');
    const { id, time } = { id: textIn(event, 'id'), time: textIn(event, 'time') };
    this.#events.push({ id, epoch: this.#epoch, seq, kind, time, data: fieldsOf(event['data']) });
    this.#seq = seq;
  }

  #wrong(seq: number, says: string): void {
    this.#findings.push(wrong('chain', `event ${seq} of epoch ${this.#epoch}: ${says}`));
  }
}
