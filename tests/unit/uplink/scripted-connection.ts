import type { Connection, ConnectionLimits, Publication, PublishOutcome } from '#uplink/connection';

type Sent = Publication & { readonly settle: (outcome: PublishOutcome) => void };

/** A wire that keeps what it was given and answers when the test says so. */
export class ScriptedConnection implements Connection {
  readonly limits: ConnectionLimits;
  readonly sent: Publication[] = [];
  isClosed = false;
  #unanswered: Sent[] = [];

  constructor(limits: Partial<ConnectionLimits> = {}) {
    this.limits = { receiveMax: 65_535, packetSizeMax: 268_435_455, ...limits };
  }

  fits({ payload }: Publication): boolean {
    return payload.length <= this.limits.packetSizeMax;
  }

  publish(publication: Publication): Promise<PublishOutcome> {
    this.sent.push(publication);
    return new Promise((settle) => this.#unanswered.push({ ...publication, settle }));
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  get unansweredCount(): number {
    return this.#unanswered.length;
  }

  /** Answers the oldest publications. */
  answer(count = Infinity, outcome: PublishOutcome = 'puback'): void {
    for (const { settle } of this.#unanswered.splice(0, count)) settle(outcome);
  }

  /** The events in the order in which they were handed over, by seq. */
  get seqs(): number[] {
    return this.sent
      .filter(({ topic }) => topic.endsWith('/events'))
      .map(({ payload }) => (JSON.parse(payload) as { seq?: number }).seq ?? -1);
  }

  /** The payloads that were shown on a retained topic. */
  on(topic: string): string[] {
    return this.sent.filter((publication) => publication.topic === topic).map(({ payload }) => payload);
  }
}
