import { createHash } from 'node:crypto';
import { chainedText, genesisHash, personalOf } from '#contract/cloud-event';
import type { PublishedEvent } from '#contract/cloud-event';

export type Received = { readonly event: PublishedEvent; readonly body: string };

/**
 * `next`: these follow without a gap and belong into the journal, in this order; `duplicate`: known, with
 * the same hash; `held`: something before it is missing; `mismatch`: not what the chain says.
 */
export type Finding =
  | { readonly kind: 'next'; readonly entries: readonly Received[]; readonly isReordered: boolean }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'held' }
  | { readonly kind: 'mismatch' };

export type MissingRange = { readonly from: number; readonly to: number };

/** Events that may wait for a hole to be filled; beyond that the station will send them again anyway. */
const heldMax = 5_000;

/** What a centre knows of one epoch of one station: it trusts nothing that it has not computed itself. */
export class EpochBook {
  readonly epoch: string;
  #lastSeq = 0;
  #lastHash: string | null = genesisHash;
  readonly #hashes = new Map<number, string>();
  readonly #held = new Map<number, Received>();

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Hash of the last event of the contiguous prefix, as computed here; null after a pruned range. */
  get lastHash(): string | null {
    return this.#lastHash;
  }

  take(received: Received): Finding {
    const { event, body } = received;
    if (chainHash(event.prevhash, chainedText(body)) !== event.hash) return { kind: 'mismatch' };
    if (!isOpenedRightly(event)) return { kind: 'mismatch' };
    const known = this.#hashes.get(event.seq) ?? this.#held.get(event.seq)?.event.hash;
    if (known !== undefined) return { kind: known === event.hash ? 'duplicate' : 'mismatch' };
    if (event.seq <= this.#lastSeq) return { kind: 'duplicate' };
    if (event.seq > this.#lastSeq + 1) {
      if (this.#held.size < heldMax) this.#held.set(event.seq, received);
      return { kind: 'held' };
    }
    if (!this.#follows(event)) return { kind: 'mismatch' };
    const isReordered = this.#held.size > 0 && event.historical !== true;
    return { kind: 'next', entries: [received, ...this.#append(event)], isReordered };
  }

  /** The station does not have this range any more; the chain goes on after it. */
  leaveOut({ from, to }: MissingRange): readonly Received[] {
    if (from > this.#lastSeq + 1 || to <= this.#lastSeq) return [];
    this.#lastSeq = to;
    this.#lastHash = null;
    return this.#takeHeld();
  }

  /** The hole before the first event that waits, or null. */
  missing(): MissingRange | null {
    if (this.#held.size === 0) return null;
    return { from: this.#lastSeq + 1, to: Math.min(...this.#held.keys()) - 1 };
  }

  #follows(event: PublishedEvent): boolean {
    return this.#lastHash === null || this.#lastHash === event.prevhash;
  }

  #append(event: PublishedEvent): readonly Received[] {
    this.#lastSeq = event.seq;
    this.#lastHash = event.hash;
    this.#hashes.set(event.seq, event.hash);
    return this.#takeHeld();
  }

  #takeHeld(): readonly Received[] {
    const taken: Received[] = [];
    for (let next = this.#held.get(this.#lastSeq + 1); next; next = this.#held.get(this.#lastSeq + 1)) {
      this.#held.delete(next.event.seq);
      if (!this.#follows(next.event)) break;
      taken.push(next);
      this.#lastSeq = next.event.seq;
      this.#lastHash = next.event.hash;
      this.#hashes.set(next.event.seq, next.event.hash);
    }
    return taken;
  }
}

/** Rule R20: SHA-256 over the 32 bytes of the previous hash and the text without `hash` and `historical`. */
function chainHash(prevHash: string, text: string): string {
  return createHash('sha256').update(prevHash, 'hex').update(text, 'utf8').digest('hex');
}

/** Every personal value must open the commitment that the chain holds (rule R20). */
function isOpenedRightly(event: PublishedEvent): boolean {
  return Object.entries(personalOf(event)).every(([name, [salt, value]]) => {
    const committed = createHash('sha256').update(`${salt}${value}`).digest('hex');
    return event.data[name] === `sha256:${committed}`;
  });
}
