import type { StoredEvent } from '#station/archive';
import { listOf, readStory, textOf } from './story.ts';
import type { StoryEvent } from './story.ts';

/** `place` counts all events of the log, of whatever epoch. */
export type Selected = {
  readonly place: number;
  readonly stored: StoredEvent;
  readonly event: StoryEvent;
};

/** Events that say how far the others can be believed, and name no parcel and no person. */
const stationKinds: ReadonlySet<string> = new Set(['epoch.begun', 'station.started']);

/** Holds the notice, and in it, sealed, the code and the contact: nobody but the notifier needs that. */
const keptBackKind = 'code.issued';

/** Events after which a compartment is no longer about this parcel. */
const endKinds: ReadonlySet<string> = new Set([
  'deposit.cancelled',
  'drop-off.cancelled',
  'drop-off.collected',
  'parcel.adjudicated',
  'pickup.completed',
  'recall.completed',
  'shelf.released',
  'shelf.handed-over',
  'stay.closed',
]);

/** Events after which it is in another one, or in its first. */
const doorKinds: ReadonlySet<string> = new Set([
  'deposit.started',
  'deposit.moved',
  'drop-off.started',
  'drop-off.moved',
  'shelf.placed',
  'shelf.moved',
  'stay.restored',
]);

/**
 * The events about one waybill, picked while the whole log passes by once: its stays, their visits, doors,
 * cases and faults. What belongs to another parcel is never picked, also where it shares a visit or a door.
 */
export class Selection {
  readonly #waybills: ReadonlySet<string>;
  readonly #stays = new Set<string>();
  readonly #visits = new Set<string>();
  readonly #cases = new Set<string>();
  /** The compartment of each stay that is in the station now. */
  readonly #doors = new Map<string, string>();
  readonly #picked: Selected[] = [];
  #visitBegun: Selected | null = null;
  #place = 0;

  /** All numbers of the one parcel. */
  constructor(waybills: ReadonlySet<string>) {
    this.#waybills = waybills;
  }

  get stays(): readonly string[] {
    return [...this.#stays];
  }

  get cases(): readonly string[] {
    return [...this.#cases];
  }

  /** In the order of the log. */
  get picked(): readonly Selected[] {
    return this.#picked.toSorted((one, other) => one.place - other.place);
  }

  take(stored: StoredEvent): void {
    this.#place += 1;
    const event = readStory(stored);
    const selected = { place: this.#place, stored, event };
    if (event.kind === 'visit.started') this.#visitBegun = selected;
    this.#meet(event);
    if (event.kind === keptBackKind) return;
    if (!this.#concerns(event) || this.#namesOthers(event.data)) return;
    this.#pickVisitBegun(event);
    this.#picked.push(selected);
    this.#follow(event);
  }

  /** A stay or a case of this waybill begins. */
  #meet(event: StoryEvent): void {
    if (!this.#waybills.has(textOf(event, 'waybill') ?? '')) return;
    const [stay, opened] = [textOf(event, 'stay'), textOf(event, 'case')];
    if (stay !== null) this.#stays.add(stay);
    if (opened !== null) this.#cases.add(opened);
  }

  #concerns(event: StoryEvent): boolean {
    const [stay, waybill, opened] = [textOf(event, 'stay'), textOf(event, 'waybill'), textOf(event, 'case')];
    if (stay !== null) return this.#stays.has(stay);
    if (waybill !== null) return this.#waybills.has(waybill);
    if (opened !== null) return this.#cases.has(opened);
    const visit = textOf(event, 'visit');
    if (visit !== null) return this.#visits.has(visit);
    if (this.#doors.size > 0 && stationKinds.has(event.kind)) return true;
    const doors = new Set(this.#doors.values());
    const compartment = textOf(event, 'compartment');
    if (compartment !== null) return doors.has(compartment);
    return event.kind.startsWith('fault.') && listOf(event, 'compartments').some((label) => doors.has(label));
  }

  /**
   * Also an event about this parcel may name another one, for example what a courier scanned instead of it,
   * or all that a courier took along: then its place in the chain is kept and its text is not shown.
   */
  #namesOthers(value: unknown, field = ''): boolean {
    if (typeof value === 'string') return this.#isOther(field, value);
    if (Array.isArray(value)) return value.some((entry) => this.#namesOthers(entry, field));
    if (typeof value !== 'object' || value === null) return false;
    return Object.entries(value).some(([name, entry]) => this.#namesOthers(entry, name));
  }

  #isOther(field: string, value: string): boolean {
    if (field === 'stay' || field === 'stays') return !this.#stays.has(value);
    const isWaybill = field === 'waybill' || field === 'waybills' || field === 'found';
    return isWaybill && !this.#waybills.has(value);
  }

  /** The visit of a stay begins before the station knows what it will be about. */
  #pickVisitBegun(event: StoryEvent): void {
    const visit = textOf(event, 'visit');
    if (visit === null || textOf(event, 'stay') === null || this.#visits.has(visit)) return;
    this.#visits.add(visit);
    const begun = this.#visitBegun;
    if (begun !== null && textOf(begun.event, 'visit') === visit) this.#picked.push(begun);
  }

  #follow(event: StoryEvent): void {
    const [stay, opened] = [textOf(event, 'stay'), textOf(event, 'case')];
    if (opened !== null) this.#cases.add(opened);
    if (stay === null) return;
    const door = textOf(event, 'to') ?? textOf(event, 'compartment');
    if (endKinds.has(event.kind)) this.#doors.delete(stay);
    else if (door !== null && doorKinds.has(event.kind)) {
      this.#doors.set(stay, door);
    }
  }
}
