import { textOf } from './story.ts';
import type { StoryEvent } from './story.ts';

/** A time without the centre, or without the station (R-CN-12: begin, end and how many parcels it met). */
export type Outage = {
  readonly cause: 'link' | 'station';
  readonly from: string;
  /** Null while it lasted at the end of the log. */
  readonly to: string | null;
  readonly parcelsInside: number;
};

/** A station that loses its link every hour of a month has fewer. */
const outageCountMax = 1_000;

const inward: ReadonlySet<string> = new Set(['deposit.completed', 'drop-off.accepted', 'shelf.placed']);
const outward: ReadonlySet<string> = new Set([
  'pickup.completed',
  'recall.completed',
  'deposit.cancelled',
  'drop-off.collected',
  'parcel.adjudicated',
  'shelf.released',
  'shelf.handed-over',
]);

/** Follows the whole log, because what began before a month may end in it. */
export class OutageWatch {
  readonly #from: string;
  readonly #to: string;
  readonly #found: Outage[] = [];
  readonly #inside = new Set<string>();
  #link: Outage | null = null;
  #lastTime: string | null = null;
  #leftOutCount = 0;

  /** Instants between which an outage must have lasted, at least in part. */
  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  take(event: StoryEvent): void {
    const stay = textOf(event, 'stay');
    if (stay !== null && inward.has(event.kind)) this.#inside.add(stay);
    if (stay !== null && outward.has(event.kind)) this.#inside.delete(stay);
    if (textOf(event, 'fault') === 'uplink-down') this.#followLink(event);
    if (event.kind === 'station.started' && this.#lastTime !== null) {
      this.#keep(this.#begin('station', this.#lastTime), event.time);
    }
    this.#lastTime = event.time;
  }

  end(): { readonly outages: readonly Outage[]; readonly leftOutCount: number } {
    if (this.#link !== null) this.#keep(this.#link, null);
    return { outages: this.#found, leftOutCount: this.#leftOutCount };
  }

  #followLink({ kind, time }: StoryEvent): void {
    if (kind === 'fault.raised') this.#link = this.#begin('link', time);
    if (kind !== 'fault.cleared' || this.#link === null) return;
    this.#keep(this.#link, time);
    this.#link = null;
  }

  #begin(cause: Outage['cause'], from: string): Outage {
    return { cause, from, to: null, parcelsInside: this.#inside.size };
  }

  #keep(outage: Outage, to: string | null): void {
    if (outage.from >= this.#to || (to !== null && to < this.#from)) return;
    if (this.#found.length < outageCountMax) this.#found.push({ ...outage, to });
    else this.#leftOutCount += 1;
  }
}
