import type { Clock } from '#station/ports';
import { Alarm } from './alarm.ts';
import type { ConnectionLimits, Loss } from './connection.ts';
import type { Reports } from './fault-reports.ts';

/** A shorter outage is not worth anybody's attention. */
const outageMs = 60_000;
/** After this long without a second client, the takeover is over. */
const undisturbedMs = 600_000;
/** Rule R25: an event with its sealed notice has to fit. */
export const packetSizeNeeded = 4_096;

/** What the station is told about its link; an outage of any length changes nothing else for the kiosk. */
export class Outage {
  readonly #reports: Reports;
  readonly #down: Alarm;
  readonly #undisturbed: Alarm;

  constructor(clock: Clock, reports: Reports) {
    this.#reports = reports;
    this.#down = new Alarm(clock);
    this.#undisturbed = new Alarm(clock);
    this.#countDown();
  }

  connected(limits: ConnectionLimits): void {
    const reports = this.#reports;
    this.#down.cancel();
    reports.clear('uplink-down', 'broker');
    this.#watchForDisturbance();
    if (limits.packetSizeMax < packetSizeNeeded) {
      // Events cannot leave, so for a deposit the link is as good as down (rule R13).
      reports.raise('packet-limit', 'broker');
      return;
    }
    reports.clear('packet-limit', 'broker');
    reports.link('up');
  }

  disconnected(loss: Loss): void {
    this.#undisturbed.cancel();
    this.#reports.link('down');
    if (loss === 'taken-over') this.#reports.raise('identity-duplicated', 'client');
    this.#countDown();
  }

  /** Somebody else speaks in the name of this station; not every broker tells a takeover when it happens. */
  impersonated(): void {
    this.#reports.raise('identity-duplicated', 'client');
    if (this.#undisturbed.isSet) this.#watchForDisturbance();
  }

  end(): void {
    this.#down.cancel();
    this.#undisturbed.cancel();
  }

  #watchForDisturbance(): void {
    this.#undisturbed.set(undisturbedMs, () => this.#reports.clear('identity-duplicated', 'client'));
  }

  #countDown(): void {
    this.#down.set(outageMs, () => this.#reports.raise('uplink-down', 'broker'));
  }
}
