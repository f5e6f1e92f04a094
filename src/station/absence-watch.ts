import { surelyElapsedMs } from '#domain/moment';
import type { Moment } from '#domain/moment';
import { absenceMs } from '#domain/policy';
import type { StationControl } from './control.ts';
import type { Clock } from './ports.ts';

export type AbsenceWatchParts = {
  readonly control: Pick<StationControl, 'ask'>;
  readonly clock: Clock;
  /** When the station last said that it is there; null where nobody knows. */
  readonly lastSeenAt: Moment | null;
};

/** A clock is usually believed within a minute of the start, if anything sets it at all. */
const lookMs = 30_000;

/**
 * A station that stood without its controller for more than a week was alone with whoever had a key: somebody
 * looks into every compartment before the next deposit. How long it was shows only when the clock is
 * believed, and what this run lasts already counts for nothing.
 */
export class AbsenceWatch {
  readonly #parts: AbsenceWatchParts;
  #cancel: () => void = () => undefined;

  constructor(parts: AbsenceWatchParts) {
    this.#parts = parts;
  }

  /** To be called once, when the station serves. */
  start(): void {
    const { lastSeenAt, clock } = this.#parts;
    // A moment that nobody believed when it was written tells nothing, however long one waits.
    if (lastSeenAt?.clock !== 'trusted' || lastSeenAt.boot === clock.now().boot) return;
    this.#look(lastSeenAt);
  }

  stop(): void {
    this.#cancel();
  }

  #look(lastSeenAt: Moment): void {
    const { control, clock } = this.#parts;
    const now = clock.now();
    if (now.clock !== 'trusted') {
      this.#cancel = clock.after(lookMs, () => this.#look(lastSeenAt));
      return;
    }
    const awayMs = surelyElapsedMs(lastSeenAt, now) - now.monoMs;
    if (awayMs >= absenceMs) void control.ask({ do: 'demand-audit', cause: 'long-absence' });
  }
}
