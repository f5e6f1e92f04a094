import type { PublishedEvent } from '#contract/cloud-event';
import type { RestoreDocument } from '#contract/documents';

type BookedStay = RestoreDocument['present'][number];
type Entry = Omit<BookedStay, 'contact' | 'recipient'> & { readonly isInside: boolean };

/** From these on a parcel is expected; what is laid on a shelf is there at once. */
const beginnings: ReadonlySet<string> = new Set(['deposit.started', 'shelf.placed', 'stay.restored']);

/** After these nobody waits for the parcel any more. */
const endings: ReadonlySet<string> = new Set([
  'deposit.cancelled',
  'parcel.adjudicated',
  'pickup.completed',
  'recall.completed',
  'shelf.released',
  'shelf.handed-over',
  'stay.closed',
]);

/**
 * What a centre knows of the stays of one station from its events alone: the snapshot that a station asks for
 * when its ledger was restored, is older than it was, or is gone (rule R23).
 */
export class StayBook {
  readonly #entries = new Map<string, Entry>();
  readonly #ended = new Set<string>();
  readonly #contacts = new Map<string, BookedStay['contact']>();

  follow({ type, subject, data }: PublishedEvent): void {
    const stay = subject ?? '';
    const kind = type.replace(/^latchkey\.|\.v1$/g, '');
    const entry = this.#entries.get(stay);
    if (beginnings.has(kind)) {
      this.#entries.set(stay, readEntry(stay, data, kind !== 'deposit.started'));
      this.#ended.delete(stay);
    } else if (kind === 'deposit.completed' && entry !== undefined) {
      this.#entries.set(stay, { ...entry, isInside: true });
    } else if (endings.has(kind)) {
      this.#entries.delete(stay);
      this.#ended.add(stay);
    }
    const { to, toSize } = data as Readonly<Record<string, unknown>>;
    const isMoved = /^(deposit|shelf)\./.test(kind) && typeof to === 'string';
    if (!isMoved || entry === undefined) return;
    const size = typeof toSize === 'string' ? (toSize as Entry['size']) : entry.size;
    this.#entries.set(stay, { ...entry, compartment: to, size });
  }

  /** Whom to tell of a new code, sealed to the notifier. */
  setContact(stay: string, contact: BookedStay['contact']): void {
    this.#contacts.set(stay, contact);
  }

  /** What is inside and what has ended. */
  snapshot(): Pick<RestoreDocument, 'present' | 'ended'> {
    const present = [...this.#entries.values()].flatMap(({ isInside, ...entry }): BookedStay[] => {
      const contact = this.#contacts.get(entry.stay) ?? null;
      return isInside ? [{ ...entry, contact, recipient: null }] : [];
    });
    return { present, ended: [...this.#ended] };
  }
}

function readEntry(stay: string, data: PublishedEvent['data'], isInside: boolean): Entry {
  const { waybill, compartment, courier, carrier, size } = data as Readonly<Record<string, unknown>>;
  return {
    stay,
    waybill: String(waybill),
    compartment: String(compartment),
    courier: typeof courier === 'string' ? courier : null,
    carrier: String(carrier),
    size: size as Entry['size'],
    isInside,
  };
}
