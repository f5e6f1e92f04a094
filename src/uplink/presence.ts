import type { Chance } from '#domain/chance';
import { formatInstant } from '#contract/instant';
import { stationPresence } from '#contract/state';
import type { StationBirth, StationLost, StationPresence } from '#contract/state';
import type { Topics } from '#contract/topics';
import type { Clock, Outbox } from '#station/ports';
import { Alarm } from './alarm.ts';
import type { Retained } from './retained.ts';
import { TokenBucket } from './token-bucket.ts';

/** Rule R16. */
const nonceLifeMs = 120_000;
/** Somebody who keeps saying that we are lost gets one answer a second. */
const contradictionsPerSecondMax = 1;

export type PresencePorts = {
  readonly retained: Retained;
  readonly topics: Topics;
  readonly outbox: Pick<Outbox, 'position'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly bootId: string;
  readonly bootReason: StationBirth['bootReason'];
  readonly softwareVersion: string;
};

/** What stands on `state`: what the station says about itself, and what the broker says in its place. */
export class Presence {
  readonly #ports: PresencePorts;
  readonly #renewal: Alarm;
  readonly #contradictions: TokenBucket;
  #connectionId = '';
  #connectionCount = 0;
  #commandNonce = '';
  #announced: StationBirth['state'] = 'init';

  constructor(ports: PresencePorts) {
    this.#ports = ports;
    this.#renewal = new Alarm(ports.clock);
    this.#contradictions = new TokenBucket(ports.clock.now().monoMs, contradictionsPerSecondMax);
  }

  /** Draws the identity of the connection that is about to be made; the will carries it (rule R24). */
  nextWill(): { topic: string; payload: string } {
    const { chance, bootId, topics } = this.#ports;
    this.#connectionId = chance.id();
    const will: StationLost = { state: 'lost', bootId, connectionId: this.#connectionId };
    return { topic: topics.state, payload: JSON.stringify(will) };
  }

  /** A new connection: a new nonce, and `init` until the present has been published. */
  begin(): void {
    this.#connectionCount += 1;
    this.#renewNonce();
    void this.announce('init');
  }

  end(): void {
    this.#renewal.cancel();
  }

  /** Resolves when the broker has it, or will never have it. */
  announce(state: StationBirth['state']): Promise<void> {
    const { retained, topics, outbox, clock, bootId, bootReason, softwareVersion } = this.#ports;
    this.#announced = state;
    const birth: StationBirth = {
      state,
      bootId,
      connectionId: this.#connectionId,
      ...outbox.position(),
      bootReason,
      softwareVersion,
      commandNonce: this.#commandNonce,
      since: formatInstant(clock.now().wallMs),
    };
    return retained.show(topics.state, JSON.stringify(birth));
  }

  /** Says a state only if it is news. */
  update(state: StationBirth['state']): void {
    if (state !== this.#announced) void this.announce(state);
  }

  /**
   * Somebody has said something about this station. `lost`, often said by the broker on behalf of our last
   * connection, is contradicted. A birth of another process means that somebody else uses our identity, told
   * by `impersonated`; only what was kept from before our own first birth may be by an earlier run.
   */
  meet(payload: string, isRetained: boolean, impersonated: () => void): void {
    const said = readPresence(payload);
    if (said === null) return;
    if (said.state === 'lost') this.#contradict();
    else if (said.bootId !== this.#ports.bootId && !(isRetained && this.#connectionCount < 2)) impersonated();
  }

  #contradict(): void {
    const { clock, retained, topics } = this.#ports;
    if (this.#contradictions.take(clock.now().monoMs)) void retained.repeat(topics.state);
  }

  #renewNonce(): void {
    this.#commandNonce = drawNonce(this.#ports.chance);
    this.#renewal.set(nonceLifeMs, () => {
      this.#renewNonce();
      void this.announce(this.#announced);
    });
  }
}

function readPresence(payload: string): StationPresence | null {
  try {
    return stationPresence.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    // Whoever may write to this topic may write nonsense.
    return null;
  }
}

/** 128 random bits in hexadecimal, from decimal digits: 10^45 is 2^149, so the bias is below 2^-21. */
function drawNonce(chance: Chance): string {
  const bits = BigInt.asUintN(128, BigInt(chance.digits(45)));
  return bits.toString(16).padStart(32, '0');
}
