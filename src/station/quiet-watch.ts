import { isQuietAt } from '#domain/quiet-hours';
import type { StationControl } from './control.ts';
import type { Clock } from './ports.ts';

export type QuietWatchParts = {
  readonly control: Pick<StationControl, 'state' | 'ask'>;
  readonly clock: Clock;
  /** Minutes since local midnight; null where nobody said where the station stands. */
  readonly minuteOfDay: (wallMs: number) => number | null;
};

/** Quiet hours are told in hours and minutes; half of one may pass before they are kept. */
const lookMs = 30_000;

/** Tells the core when quiet hours begin and end: it knows no time zone. */
export class QuietWatch {
  readonly #parts: QuietWatchParts;
  #cancel: () => void = () => undefined;

  constructor(parts: QuietWatchParts) {
    this.#parts = parts;
  }

  /** To be called once, when the station serves. */
  start(): void {
    this.#look();
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const { control, clock } = this.#parts;
    const isQuiet = this.#isQuiet();
    if (isQuiet !== control.state().isQuiet) void control.ask({ do: 'change-quiet', isQuiet });
    this.#cancel = clock.after(lookMs, () => this.#look());
  }

  /** A clock that nobody believes makes no night: tones help a person who cannot see the screen. */
  #isQuiet(): boolean {
    const { control, clock, minuteOfDay } = this.#parts;
    const now = clock.now();
    const { quietHours } = control.state().policy;
    const minute = now.clock === 'unknown' ? null : minuteOfDay(now.wallMs);
    return quietHours !== null && minute !== null && isQuietAt(quietHours, minute);
  }
}
