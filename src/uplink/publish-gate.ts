import type { Publication, PublishOutcome } from './connection.ts';

/** Hands one publication to the wire and tells once how it ended. */
export type Send = (publication: Publication, done: (outcome: PublishOutcome) => void) => void;

type Waiting = { readonly publication: Publication; readonly settle: (outcome: PublishOutcome) => void };

/**
 * Keeps the number of unanswered publications within what the broker announced (rule R25): a broker may cut
 * the connection of a client that exceeds its receive maximum. Order is the order of the calls.
 */
export class PublishGate {
  readonly #send: Send;
  readonly #receiveMax: number;
  #inFlightCount = 0;
  #waiting: Waiting[] = [];
  #isOpen = true;

  constructor(send: Send, receiveMax: number) {
    this.#send = send;
    this.#receiveMax = receiveMax;
  }

  publish(publication: Publication): Promise<PublishOutcome> {
    return new Promise((settle) => {
      if (!this.#isOpen) settle('lost');
      else if (this.#inFlightCount < this.#receiveMax) this.#admit({ publication, settle });
      else this.#waiting.push({ publication, settle });
    });
  }

  /** Everything that still waits is lost with the connection. */
  shut(): void {
    this.#isOpen = false;
    const abandoned = this.#waiting;
    this.#waiting = [];
    for (const { settle } of abandoned) settle('lost');
  }

  #admit({ publication, settle }: Waiting): void {
    this.#inFlightCount += 1;
    this.#send(publication, (outcome) => {
      this.#inFlightCount -= 1;
      settle(outcome);
      const next = this.#isOpen ? this.#waiting.shift() : undefined;
      if (next !== undefined) this.#admit(next);
    });
  }
}
