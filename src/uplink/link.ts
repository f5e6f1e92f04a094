import type { Chance } from '#domain/chance';
import type { Clock, Log } from '#station/ports';
import { Alarm } from './alarm.ts';
import { backOffMs, fraction } from './back-off.ts';
import type { Connection, ConnectionWish, Dial, Loss } from './connection.ts';

/** A connection that lasted this long was a good one: the next back-off starts small again. */
const steadyMs = 10_000;
/** After a takeover the other client would be thrown out in turn; both must not dance (rule R24). */
const takeoverPauseMs = 60_000;

export type LinkListener = {
  /** Asked anew for each connection, because the will carries its id. */
  readonly wish: () => ConnectionWish;
  readonly up: (connection: Connection) => void;
  readonly received: (topic: string, payload: string, retained: boolean) => void;
  readonly down: (loss: Loss) => void;
};

export type LinkPorts = {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
};

/** Keeps one connection to the broker for as long as the process wants it. */
export class Link {
  readonly #ports: LinkPorts;
  readonly #listener: LinkListener;
  readonly #retry: Alarm;
  readonly #abort = new AbortController();
  #current: Connection | null = null;
  #failureCount = 0;
  #upSinceMs = 0;

  constructor(ports: LinkPorts, listener: LinkListener) {
    this.#ports = ports;
    this.#listener = listener;
    this.#retry = new Alarm(ports.clock);
  }

  get isUp(): boolean {
    return this.#current !== null;
  }

  start(): void {
    void this.#attempt();
  }

  /** Says goodbye to the broker; resolves within a second. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#retry.cancel();
    const last = this.#current;
    this.#current = null;
    await last?.close();
  }

  async #attempt(): Promise<void> {
    const { dial, log } = this.#ports;
    let isLostEarly = false;
    const lost = (loss: Loss) => {
      if (this.#current === null) isLostEarly = true;
      else this.#fall(loss);
    };
    const { received, wish } = this.#listener;
    const outcome = await dial(wish(), { received, lost }, this.#abort.signal);
    if (!outcome.ok) {
      log.warn({ reason: outcome.reason, failureCount: this.#failureCount }, 'The broker cannot be reached.');
      this.#tryAgain(0);
    } else if (this.#abort.signal.aborted) await outcome.connection.close();
    else if (isLostEarly) this.#tryAgain(0);
    else this.#rise(outcome.connection);
  }

  #rise(connection: Connection): void {
    this.#current = connection;
    this.#upSinceMs = this.#ports.clock.now().monoMs;
    this.#ports.log.info({ ...connection.limits }, 'Connected to the broker.');
    this.#listener.up(connection);
  }

  #fall(loss: Loss): void {
    this.#current = null;
    if (this.#ports.clock.now().monoMs - this.#upSinceMs >= steadyMs) this.#failureCount = 0;
    this.#ports.log.warn({ loss }, 'The connection to the broker was lost.');
    this.#listener.down(loss);
    this.#tryAgain(loss === 'taken-over' ? takeoverPauseMs * (1 + fraction(this.#ports.chance)) : 0);
  }

  #tryAgain(atLeastMs: number): void {
    if (this.#abort.signal.aborted) return;
    const delayMs = Math.max(atLeastMs, backOffMs(this.#failureCount, this.#ports.chance));
    this.#failureCount += 1;
    this.#retry.set(delayMs, () => void this.#attempt());
  }
}
