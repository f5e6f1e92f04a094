import { formatInstant, parseInstant } from '#contract/instant';
import type { BusReadings, StationHealth, StationReadings } from '#contract/health';
import type { Topics } from '#contract/topics';
import type { StationControl } from '#station/control';
import type { Clock, Outbox } from '#station/ports';
import { Alarm } from './alarm.ts';
import type { Retained } from './retained.ts';

const everyMs = 60_000;

export type HealthPorts = {
  readonly retained: Retained;
  readonly topics: Topics;
  readonly outbox: Pick<Outbox, 'position' | 'read'>;
  readonly clock: Clock;
  readonly control: Pick<StationControl, 'state'>;
  /** What the machine and the lines say of themselves at this moment. */
  readonly readings: () => StationReadings;
};

type Exchanges = { readonly requests: number; readonly timeouts: number };
const noExchanges: Exchanges = { requests: 0, timeouts: 0 };

/** What stands on `health` while there is a connection. */
export class Health {
  readonly #ports: HealthPorts;
  readonly #next: Alarm;
  /** Counters of the report before, by bus and by bus and board. */
  #before: ReadonlyMap<string, Exchanges> = new Map();
  #connectedAt = 0;
  #lossCount = 0;

  constructor(ports: HealthPorts) {
    this.#ports = ports;
    this.#next = new Alarm(ports.clock);
  }

  /** A new connection. */
  begin(): void {
    this.#connectedAt = this.#ports.clock.now().wallMs;
    this.#report();
  }

  lose(): void {
    this.#lossCount += 1;
    this.end();
  }

  end(): void {
    this.#next.cancel();
  }

  #report(): void {
    const { retained, topics, clock, control, outbox } = this.#ports;
    const now = clock.now();
    const readings = this.#ports.readings();
    const report: StationHealth = {
      ...readings,
      at: formatInstant(now.wallMs),
      clock: now.clock,
      outbox: outboxHealth(outbox),
      link: { since: formatInstant(this.#connectedAt), lossCount: this.#lossCount },
      interlocks: Object.fromEntries(
        control.state().interlocks.map(({ interlock, count }) => [interlock, count]),
      ),
      buses: readings.buses.map((bus) => this.#rate(bus)),
    };
    this.#before = exchangesOf(readings.buses);
    void retained.show(topics.health, JSON.stringify(report));
    this.#next.set(everyMs, () => this.#report());
  }

  #rate(bus: BusReadings): StationHealth['buses'][number] {
    const boards = bus.boards.map((board) => ({
      ...board,
      errorRate: this.#rateOf(keyOf(bus.bus, board.board), board.line),
    }));
    return { ...bus, boards, errorRate: this.#rateOf(bus.bus, bus.line) };
  }

  #rateOf(key: string, now: Exchanges): number | null {
    const before = this.#before.get(key) ?? noExchanges;
    const requests = now.requests - before.requests;
    return requests === 0 ? null : Math.min(1, (now.timeouts - before.timeouts) / requests);
  }
}

function exchangesOf(buses: readonly BusReadings[]): ReadonlyMap<string, Exchanges> {
  const exchanges = new Map<string, Exchanges>();
  for (const { bus, line, boards } of buses) {
    exchanges.set(bus, line);
    for (const board of boards) exchanges.set(keyOf(bus, board.board), board.line);
  }
  return exchanges;
}

/** Ids hold no slash. */
function keyOf(bus: string, board: string): string {
  return `${bus}/${board}`;
}

function outboxHealth(outbox: HealthPorts['outbox']): StationHealth['outbox'] {
  const { lastSeq, ackedSeq } = outbox.position();
  if (ackedSeq >= lastSeq) return { length: 0, oldestAt: null };
  const [oldest] = outbox.read(ackedSeq, 1);
  const { time } = oldest === undefined ? {} : (JSON.parse(oldest.body) as { readonly time?: unknown });
  const isTime = typeof time === 'string' && parseInstant(time) !== null;
  return { length: lastSeq - ackedSeq, oldestAt: isTime ? time : null };
}
