import type { PublishedEvent } from '#contract/cloud-event';
import type { RestoreDocument } from '#contract/documents';
import { topicsOf } from '#contract/topics';
import type { CentreKeys } from './keys.ts';
import { sign } from './seals.ts';
import { StayBook } from './stay-book.ts';

export type LossAnswerPorts = {
  readonly station: string;
  readonly keys: CentreKeys;
  readonly publish: (topic: string, payload: string, retained: boolean) => void;
};

/**
 * Rule R23: a station whose ledger was restored or lost hears at once what the books of the centre say. Also
 * one that does not know itself that it ever had another ledger: its box and everything on it was replaced.
 */
export class LossAnswer {
  readonly #ports: LossAnswerPorts;
  readonly #book = new StayBook();
  #document: RestoreDocument | null = null;
  #epochCount = 0;

  constructor(ports: LossAnswerPorts) {
    this.#ports = ports;
  }

  learn(stay: string, contact: { readonly sealed: string; readonly masked: string }): void {
    this.#book.setContact(stay, contact);
  }

  /** An event that is on disk, in order; also those of an earlier run. */
  follow(event: PublishedEvent): void {
    this.#book.follow(event);
    if (event.type !== 'latchkey.epoch.begun.v1') return;
    // Every epoch has one answer, so that counting epochs numbers the answers, also after a restart.
    this.#epochCount += 1;
    if (this.#epochCount === 1) return;
    const { station } = this.#ports;
    const version = this.#epochCount;
    const snapshot = this.#book.snapshot();
    this.#document = { document: 'restore', station, version, epoch: event.epoch, ...snapshot };
    void this.repeat();
  }

  /** Puts the newest answer on its retained topic again: the broker may have lost it. */
  async repeat(): Promise<void> {
    const { station, keys, publish } = this.#ports;
    const document = this.#document;
    if (document === null) return;
    const jws = await sign(document, keys.centre.privateKey);
    if (document === this.#document) publish(topicsOf(station).desired('restore'), jws, true);
  }
}
