import { contentTypes } from '#contract/topics';
import type { Clock, Log } from '#station/ports';
import { Alarm } from './alarm.ts';
import type { Connection, Publication } from './connection.ts';

/** A broker that does not keep retained messages gets them a second time, for those who subscribed late. */
const againAfterMs = 2_000;

type Shown = { readonly payload: string; readonly meaning: string };
const nothing: Shown = { payload: '', meaning: '' };

/**
 * The present of the station on retained topics: whatever the backlog of events, a new subscriber sees how
 * things stand now. Only what changed is published, and all of it after each connection.
 */
export class Retained {
  readonly #log: Log;
  readonly #again: Alarm;
  readonly #shown: Map<string, Shown>;
  #connection: Connection | null = null;

  /** `firstTopic` is published before all others: the birth. */
  constructor(clock: Clock, log: Log, firstTopic: string) {
    this.#log = log;
    this.#again = new Alarm(clock);
    // A map keeps the order of its first insertions.
    this.#shown = new Map([[firstTopic, nothing]]);
  }

  start(connection: Connection): void {
    this.#connection = connection;
    this.#publishAll();
    this.#again.set(againAfterMs, () => this.#publishAll());
  }

  stop(): void {
    this.#again.cancel();
    this.#connection = null;
  }

  /**
   * Shows a payload on a topic; resolves when the broker has it. `meaning` decides whether it changed: a
   * payload may carry where the ledger stands without being news.
   */
  async show(topic: string, payload: string, meaning: string = payload): Promise<void> {
    if (this.#shown.get(topic)?.meaning === meaning) return;
    this.#shown.set(topic, { payload, meaning });
    await this.#publish(topic, payload);
  }

  /** Removes a retained message, also one that an earlier run of the process has left. */
  async clear(topic: string): Promise<void> {
    this.#shown.set(topic, nothing);
    await this.#publish(topic, '');
  }

  /** Whether something other than nothing is shown on a topic. */
  shows(topic: string): boolean {
    return (this.#shown.get(topic) ?? nothing).payload !== '';
  }

  /** Publishes once more what is shown. */
  async repeat(topic: string): Promise<void> {
    await this.#publish(topic, (this.#shown.get(topic) ?? nothing).payload);
  }

  #publishAll(): void {
    for (const [topic, { payload }] of this.#shown) void this.#publish(topic, payload);
  }

  async #publish(topic: string, payload: string): Promise<void> {
    const publication: Publication = { topic, payload, retained: true, contentType: contentTypes.json };
    if (this.#connection === null) return;
    if (!this.#connection.fits(publication)) {
      this.#log.warn({ topic }, 'The broker does not take a packet of this size.');
      return;
    }
    const outcome = await this.#connection.publish(publication);
    if (outcome === 'refused') this.#log.warn({ topic }, 'The broker refused a retained message.');
    if (outcome === 'puback' && payload === '' && !this.shows(topic)) this.#shown.delete(topic);
  }
}
