import type { Connection, ConnectionListener, Dial, PublishOutcome, Publication } from '#uplink/connection';
import type { Dice } from '../../dice.ts';
import type { Agenda } from './agenda.ts';
import type { Life } from './life.ts';

/** MQTT gives this to a client whose will waits (rule R24). */
const willDelayMs = 30_000;
const wireMs = { low: 8, high: 90 } as const;

export type Post = { readonly topic: string; readonly payload: string; readonly retained: boolean };

type Client = {
  readonly life: Life;
  readonly listener: ConnectionListener;
  readonly filters: readonly string[];
  readonly will: { readonly topic: string; readonly payload: string };
  isUp: boolean;
  /** Times at which what is on the wire arrives: nothing on one wire overtakes. */
  upAtMs: number;
  downAtMs: number;
};

/** What goes wrong between station, broker and centre; shares are from 0 to 1. */
export type BrokerFaults = {
  /** A publication that the broker took and lost, as brokers with full queues do after PUBACK. */
  droppedShare: number;
  /** A publication that is handed to the centre a second time. */
  doubledShare: number;
  /** A message of the centre that never reaches the station. */
  deafShare: number;
};

/** The broker of a virtual world. Nothing overtakes on one wire; everything else may go wrong. */
export class SimulatedBroker {
  readonly faults: BrokerFaults = { droppedShare: 0, doubledShare: 0, deafShare: 0 };
  readonly #agenda: Agenda;
  readonly #dice: Dice;
  readonly #retained = new Map<string, string>();
  readonly #taps = new Set<(post: Post) => void>();
  #toCentre: (post: Post) => void = () => undefined;
  #isForCentre: (topic: string) => boolean = () => false;
  #toCentreAtMs = 0;
  #client: Client | null = null;
  #isReachable = true;

  constructor(agenda: Agenda, dice: Dice) {
    this.#agenda = agenda;
    this.#dice = dice;
  }

  get isReachable(): boolean {
    return this.#isReachable;
  }

  /** What the broker holds on a topic; null for nothing. */
  retained(topic: string): string | null {
    return this.#retained.get(topic) ?? null;
  }

  /** Somebody who may read everything that passes the broker. */
  tap(listener: (post: Post) => void): void {
    this.#taps.add(listener);
  }

  /** `isWanted`: the topics that the centre subscribes to. */
  serve(toCentre: (post: Post) => void, isWanted: (topic: string) => boolean): void {
    this.#toCentre = toCentre;
    this.#isForCentre = isWanted;
  }

  cut(): void {
    this.#isReachable = false;
    const client = this.#client;
    if (client !== null) this.#lose(client, true);
  }

  restore(): void {
    this.#isReachable = true;
  }

  /** The station's process has ended without a word. */
  forget(life: Life): void {
    if (this.#client?.life === life) this.#lose(this.#client, false);
  }

  dialFor(life: Life): Dial {
    return async (wish, listener, abort) => {
      await new Promise<void>((resolve) => void life.after(this.#wireMs() * 3, resolve));
      if (abort.aborted || !this.#isReachable) return { ok: false, reason: 'nobody there' };
      if (this.#client !== null) this.#lose(this.#client, false);
      const nowMs = this.#agenda.nowMs();
      const client: Client = {
        life,
        listener,
        filters: wish.subscriptions,
        will: wish.will,
        isUp: true,
        upAtMs: nowMs,
        downAtMs: nowMs,
      };
      this.#client = client;
      for (const [topic, payload] of this.#retained)
        this.#deliver(client, { topic, payload, retained: true });
      return { ok: true, connection: this.#connectionOf(client) };
    };
  }

  /** From the centre to the station. */
  publish(topic: string, payload: string, retained: boolean): void {
    this.#keep({ topic, payload, retained });
    const isHeard = this.#dice.between(0, 1) >= this.faults.deafShare;
    if (this.#client !== null && isHeard) this.#deliver(this.#client, { topic, payload, retained: false });
  }

  #connectionOf(client: Client): Connection {
    return {
      limits: { receiveMax: 1_000, packetSizeMax: 1_048_576 },
      fits: () => true,
      publish: (publication) => this.#carry(client, publication),
      close: () => {
        client.isUp = false;
        if (this.#client === client) this.#client = null;
        return Promise.resolve();
      },
    };
  }

  #carry(client: Client, { topic, payload, retained }: Publication): Promise<PublishOutcome> {
    if (!client.isUp) return Promise.resolve('lost');
    client.upAtMs = Math.max(client.upAtMs, this.#agenda.nowMs() + this.#wireMs());
    return new Promise((resolve) => {
      this.#agenda.after(client.upAtMs - this.#agenda.nowMs(), () => {
        const settle = (outcome: PublishOutcome): void => {
          if (client.life.isOn) resolve(outcome);
        };
        if (!client.isUp) return settle('lost');
        this.#arrive({ topic, payload, retained });
        client.life.after(this.#wireMs(), () => settle(client.isUp ? 'puback' : 'lost'));
      });
    });
  }

  #arrive(post: Post): void {
    this.#keep(post);
    for (const tap of this.#taps) tap(post);
    if (!this.#isForCentre(post.topic)) return;
    const fate = this.#dice.between(0, 1);
    if (fate < this.faults.droppedShare) return;
    const count = fate > 1 - this.faults.doubledShare ? 2 : 1;
    for (let sent = 0; sent < count; sent += 1) {
      const nowMs = this.#agenda.nowMs();
      this.#toCentreAtMs = Math.max(this.#toCentreAtMs, nowMs + this.#wireMs());
      this.#agenda.after(this.#toCentreAtMs - nowMs, () => this.#toCentre(post));
    }
  }

  #keep({ topic, payload, retained }: Post): void {
    if (!retained) return;
    if (payload === '') this.#retained.delete(topic);
    else this.#retained.set(topic, payload);
  }

  #deliver(client: Client, { topic, payload, retained }: Post): void {
    if (!client.filters.some((filter) => matches(filter, topic))) return;
    const nowMs = this.#agenda.nowMs();
    client.downAtMs = Math.max(client.downAtMs, nowMs + this.#wireMs());
    client.life.after(client.downAtMs - nowMs, () => {
      if (client.isUp) client.listener.received(topic, payload, retained);
    });
  }

  /** `isNoticed`: the station hears of it at once; a process that is gone hears nothing. */
  #lose(client: Client, isNoticed: boolean): void {
    client.isUp = false;
    if (this.#client === client) this.#client = null;
    if (isNoticed) client.life.after(this.#wireMs(), () => client.listener.lost('closed'));
    this.#agenda.after(willDelayMs, () => {
      // A new connection of the same station has cancelled the will.
      if (this.#client !== null) return;
      this.#arrive({ ...client.will, retained: true });
    });
  }

  #wireMs(): number {
    return Math.round(this.#dice.between(wireMs.low, wireMs.high));
  }
}

/** `+` stands for one level; this contract needs no more of MQTT's filters. */
function matches(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  const [wanted, given] = [filter.split('/'), topic.split('/')];
  return (
    wanted.length === given.length && wanted.every((level, index) => level === '+' || level === given[index])
  );
}
