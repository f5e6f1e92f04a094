import type { Clock, Log, Outbox } from '#station/ports';
import { contentTypes } from '#contract/topics';
import { Alarm } from './alarm.ts';
import type { Connection, PublishOutcome } from './connection.ts';
import { EventQueue } from './event-queue.ts';
import { ReplayQueue } from './replay-queue.ts';
import type { ReplayRange } from './replay-queue.ts';
import { TokenBucket } from './token-bucket.ts';

/** Beyond this more events in flight gain nothing (measured), whatever the broker allows. */
const windowMax = 200;
/**
 * Events that may be with the broker but not with the centre. Brokers commonly queue 1 000 messages for a
 * slow or absent subscriber and then drop silently, after PUBACK.
 */
const unackedMax = 1_000;
/** The centre acknowledges at once; silence of this length means that something was lost (rule R21). */
const patienceMinMs = 10_000;
/** A centre that stays silent gets the same events less often; once a minute still finds it soon. */
const patienceMaxMs = 60_000;

export type DrainPorts = {
  readonly outbox: Pick<Outbox, 'position' | 'read' | 'reach' | 'replay'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly station: string;
  readonly topic: string;
  readonly eventsPerSecondMax: number;
  /** An event is larger than the broker takes; nothing after it is sent, because none may overtake. */
  readonly onTooLarge: (seq: number) => void;
};

/** Brings the outbox to the broker in order; an event leaves it by the centre's ack only (rule R21). */
export class Drain {
  readonly #ports: DrainPorts;
  readonly #bucket: TokenBucket;
  readonly #replays: ReplayQueue;
  readonly #events: EventQueue;
  readonly #silence: Alarm;
  readonly #refill: Alarm;
  #connection: Connection | null = null;
  #window = 0;
  #inFlightCount = 0;
  #patienceMs = patienceMinMs;
  #heardAtMs = 0;

  constructor(ports: DrainPorts) {
    this.#ports = ports;
    this.#bucket = new TokenBucket(ports.clock.now().monoMs, ports.eventsPerSecondMax);
    this.#replays = new ReplayQueue(ports);
    this.#events = new EventQueue(ports.outbox, unackedMax);
    this.#silence = new Alarm(ports.clock);
    this.#refill = new Alarm(ports.clock);
  }

  /** A new connection knows nothing: begins after the last event that the centre has acknowledged. */
  start(connection: Connection): void {
    this.#connection = connection;
    this.#window = Math.min(windowMax, connection.limits.receiveMax);
    this.#inFlightCount = 0;
    this.#patienceMs = patienceMinMs;
    this.#heard();
    this.#events.rewind();
    this.#pump();
  }

  stop(): void {
    this.#connection = null;
    this.#replays.clear();
    this.#silence.cancel();
    this.#refill.cancel();
  }

  /** There may be something new to send. */
  wake(): void {
    this.#pump();
  }

  /** The centre's ack has moved the outbox on. */
  progressed(): void {
    this.#events.catchUp();
    if (this.#patienceMs !== patienceMinMs) this.#silence.cancel();
    this.#patienceMs = patienceMinMs;
    this.#heard();
    this.#pump();
  }

  /** Sends a range again, before anything new; false if as much as bearable is waiting already. */
  replay(range: ReplayRange): boolean {
    const isTaken = this.#replays.add(range);
    this.#pump();
    return isTaken;
  }

  #pump(): void {
    const connection = this.#connection;
    if (connection === null) return;
    while (this.#inFlightCount < this.#window && this.#sendNext(connection));
    this.#listenForSilence();
  }

  /** Sends one; false where nothing can be sent now. */
  #sendNext(connection: Connection): boolean {
    const source = this.#replays.peek() === null ? this.#events : this.#replays;
    const next = source.peek();
    if (next === null) return false;
    const { topic, onTooLarge, clock } = this.#ports;
    const publication = { topic, payload: next.body, retained: false, contentType: contentTypes.cloudEvent };
    if (!connection.fits(publication)) {
      onTooLarge(next.seq);
      return false;
    }
    if (!this.#bucket.take(clock.now().monoMs)) {
      this.#refill.set(this.#bucket.waitMs(), () => this.#pump());
      return false;
    }
    source.shift();
    this.#inFlightCount += 1;
    void this.#settle(connection, connection.publish(publication));
    return true;
  }

  async #settle(connection: Connection, publishing: Promise<PublishOutcome>): Promise<void> {
    const outcome = await publishing;
    if (connection !== this.#connection || outcome === 'lost') return;
    this.#inFlightCount -= 1;
    // After a refusal the silence of the centre leads to the resend; hurrying would only be refused again.
    if (outcome === 'puback') this.#heard();
    this.#pump();
  }

  #heard(): void {
    this.#heardAtMs = this.#ports.clock.now().monoMs;
  }

  /** One alarm at a time, set anew when it rings: a timer per PUBACK would cost more than the events. */
  #listenForSilence(): void {
    if (this.#silence.isSet || !this.#events.hasUnacked) return;
    const sinceMs = this.#ports.clock.now().monoMs - this.#heardAtMs;
    this.#silence.set(this.#patienceMs - sinceMs, () => {
      const silentMs = this.#ports.clock.now().monoMs - this.#heardAtMs;
      if (this.#events.hasUnacked && silentMs >= this.#patienceMs) this.#resend();
      this.#listenForSilence();
    });
  }

  #resend(): void {
    const { sentSeq, ackedSeq } = this.#events;
    this.#ports.log.warn({ sentSeq, ackedSeq }, 'The centre is silent; events are sent again.');
    this.#patienceMs = Math.min(patienceMaxMs, this.#patienceMs * 2);
    this.#heard();
    this.#events.rewind();
    this.#pump();
  }
}
