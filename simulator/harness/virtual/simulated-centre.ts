import { maskContact } from '#kiosk/contact';
import { openedData, publishedEvent, rangeTombstone } from '#contract/cloud-event';
import type { PublishedEvent, RangeTombstone } from '#contract/cloud-event';
import type { ParcelAdvice, ParcelsDocument, RestoreDocument } from '#contract/documents';
import { formatInstant } from '#contract/instant';
import { topicsOf } from '#contract/topics';
import { EpochBook } from '../../centre/epoch-book.ts';
import type { Received } from '../../centre/epoch-book.ts';
import { Pace } from '../../centre/pace.ts';
import { StayBook } from '../../centre/stay-book.ts';
import type { Agenda } from './agenda.ts';
import type { SeededSecrets, JoinedContent, NoticeContent } from './seeded-vault.ts';
import type { SimulatedBroker } from './simulated-broker.ts';

/** Notices that somebody has to get. */
const tellings: ReadonlySet<string> = new Set([
  'latchkey.code.issued.v1',
  'latchkey.code.joined.v1',
  'latchkey.code.delegated.v1',
]);

const ackIntervalMs = 100;
const replayIntervalMs = 1_000;
const documentIntervalMs = 250;
/** After these nobody waits for a parcel any more. */
const endings: ReadonlySet<string> = new Set([
  'latchkey.pickup.completed.v1',
  'latchkey.shelf.released.v1',
  'latchkey.shelf.handed-over.v1',
  'latchkey.deposit.cancelled.v1',
]);

export type SimulatedCentreParts = {
  readonly station: string;
  readonly agenda: Agenda;
  readonly broker: SimulatedBroker;
  readonly secrets: SeededSecrets;
  readonly wallMs: () => number;
  /** Called for each event that the centre has on its disk, once and in order. */
  readonly stored: (event: PublishedEvent) => void;
  /** Called for each document that the centre publishes. */
  readonly sent: (document: ParcelsDocument) => void;
  /** Stands for the message to the recipient. */
  readonly tell: (notice: NoticeContent) => void;
};

/**
 * The tracking centre of a virtual world: it books events as the real one does (`EpochBook` is the same),
 * with a disk that is an array, and hands notices to the notifier.
 */
/** A parcel on its way: what is not said of it is plain. */
export type AnnouncedParcel = { readonly waybill: string; readonly contact: string } & Partial<
  Omit<ParcelAdvice, 'waybill' | 'contact'>
>;

const plainAdvice: Omit<ParcelAdvice, 'waybill' | 'station' | 'contact'> = {
  recipient: null,
  consent: null,
  senderNamedLocker: true,
  method: 'locker',
  goods: { fresh: false, valuable: false, fragile: false },
  goodsAgreed: false,
  declaredWeightG: null,
  notBefore: null,
  notAfter: null,
  sizeHint: null,
  needsReach: false,
};

export class SimulatedCentre {
  readonly tally = { stored: 0, duplicate: 0, gap: 0, mismatched: 0 };
  readonly #parts: SimulatedCentreParts;
  readonly #books = new Map<string, EpochBook>();
  readonly #acks: Pace;
  readonly #replays: Pace;
  readonly #documents: Pace;
  readonly #told = new Set<string>();
  readonly #stays = new StayBook();
  readonly #advice = new Map<string, ParcelAdvice>();
  readonly #notified = new Map<string, string>();
  #current: EpochBook | null = null;
  #documentVersion = 0;
  #isWorking = true;
  #isSilentOnLoss = false;

  constructor(parts: SimulatedCentreParts) {
    this.#parts = parts;
    this.#acks = new Pace(parts.agenda, ackIntervalMs, () => this.#acknowledge());
    this.#replays = new Pace(parts.agenda, replayIntervalMs, () => this.#askForMissing());
    this.#documents = new Pace(parts.agenda, documentIntervalMs, () => this.#publishParcels());
    const { events } = topicsOf(parts.station);
    parts.broker.serve(
      ({ payload }) => this.#receive(payload),
      (topic) => topic === events,
    );
  }

  /** How far the centre has the newest epoch that it knows; 0 before anything arrived. */
  get lastSeq(): number {
    return this.#current?.lastSeq ?? 0;
  }

  get lastEpoch(): string | null {
    return this.#current?.epoch ?? null;
  }

  /** A centre that is down loses what arrives meanwhile; the broker's queue for it is not believed in. */
  setWorking(isWorking: boolean): void {
    this.#isWorking = isWorking;
    if (isWorking) this.#acks.ask();
  }

  /** A centre that does not say what it knows when a station has lost its ledger. */
  keepBooksShut(): void {
    this.#isSilentOnLoss = true;
  }

  /**
   * The sealed notice came another way than by the broker, on the phone of the courier (rule R13). The
   * station hears of it when the event has come too: then the stay is in the books of the centre.
   */
  takeNotice(notice: string): void {
    this.#tellRecipient(this.#parts.secrets.openNotice(notice));
  }

  #receive(payload: string): void {
    if (!this.#isWorking) return;
    const message: unknown = JSON.parse(payload);
    const event = publishedEvent.safeParse(message);
    if (event.success) this.#take({ event: event.data, body: payload });
    else this.#leaveOut(rangeTombstone.safeParse(message).data);
  }

  #leaveOut(tombstone: RangeTombstone | undefined): void {
    if (tombstone === undefined) this.tally.mismatched += 1;
    else this.#store(this.#bookOf(tombstone.epoch).leaveOut(tombstone.data));
  }

  #bookOf(epoch: string): EpochBook {
    const book = this.#books.get(epoch) ?? new EpochBook(epoch);
    this.#books.set(epoch, book);
    return book;
  }

  #take(received: Received): void {
    const book = this.#bookOf(received.event.epoch);
    // What is left of an epoch that is over comes between the events of the present one.
    if (received.event.historical !== true || this.#current === null) this.#current = book;
    const finding = book.take(received);
    if (finding.kind === 'mismatch') {
      this.tally.mismatched += 1;
      // What was acknowledged is said again: it tells a station that it has become older (rule R22).
      this.#acks.ask();
    }
    if (finding.kind === 'held') this.#replays.ask();
    if (finding.kind === 'duplicate') {
      this.tally.duplicate += 1;
      this.#acks.ask();
    }
    if (finding.kind === 'next') this.#store(finding.entries);
  }

  #store(entries: readonly Received[]): void {
    for (const { event } of entries) {
      this.tally.stored += 1;
      this.#parts.stored(event);
      this.#follow(event);
    }
    if (entries.length > 0) this.#acks.ask();
  }

  #follow(event: PublishedEvent): void {
    const { type, subject = '' } = event;
    this.#stays.follow(event);
    if (type === 'latchkey.epoch.begun.v1') {
      this.#answerLoss(event);
      this.#askForEarlier(event);
    }
    if (endings.has(type)) this.#notified.delete(subject);
    if (!tellings.has(type) || event.personal === undefined) return;
    const { notice } = openedData(event);
    if (typeof notice !== 'string') return;
    const content = this.#parts.secrets.openNotice(notice);
    this.#tellRecipient(content);
    if (type === 'latchkey.code.delegated.v1') return;
    this.#stays.setContact(content.stay, this.#sealed(content.contact));
    this.#notify(content.stay);
  }

  /** Rule R23: what the books say, for the epoch that has just begun. */
  #answerLoss({ epoch }: PublishedEvent): void {
    const { station, secrets, broker } = this.#parts;
    if (this.#books.size < 2 || this.#isSilentOnLoss) return;
    this.#documentVersion += 1;
    const { present, ended } = this.#stays.snapshot();
    const version = this.#documentVersion;
    const document: RestoreDocument = { document: 'restore', station, version, epoch, present, ended };
    broker.publish(topicsOf(station).desired('restore'), secrets.sign(document, 'centre'), true);
  }

  /** Rule R22: events that the epoch before had and that never arrived, as far as the copy holds them. */
  #askForEarlier({ data }: PublishedEvent): void {
    const { previousEpoch: epoch, previousSeq: to } = data;
    if (typeof epoch !== 'string' || typeof to !== 'number') return;
    const from = (this.#books.get(epoch)?.lastSeq ?? 0) + 1;
    if (from > to) return;
    const { station, secrets, broker } = this.#parts;
    const content = { station, epoch, from, to };
    broker.publish(topicsOf(station).replays, secrets.sign(content, 'centre'), false);
  }

  #sealed(contact: string): { readonly sealed: string; readonly masked: string } {
    return { sealed: this.#parts.secrets.seal(contact), masked: maskContact(contact) };
  }

  /** A person is told once. */
  #tellRecipient(content: NoticeContent | JoinedContent): void {
    if (content.code === null || this.#told.has(content.code)) return;
    this.#parts.tell(content);
    this.#told.add(content.code);
  }

  #notify(stay: string): void {
    this.#notified.set(stay, formatInstant(this.#parts.wallMs()));
    this.#documents.ask();
  }

  /** What is on its way; `contact` is sealed here, as the centre does. */
  announce(parcel: AnnouncedParcel): void {
    const { waybill, contact, ...changes } = parcel;
    this.#advice.set(waybill, {
      ...plainAdvice,
      station: this.#parts.station,
      waybill,
      ...changes,
      contact: this.#sealed(contact),
    });
    this.#publishParcels();
  }

  #publishParcels(): void {
    const { station, secrets, broker } = this.#parts;
    this.#documentVersion += 1;
    const document: ParcelsDocument = {
      document: 'parcels',
      station,
      version: this.#documentVersion,
      notified: [...this.#notified].map(([stay, at]) => ({ stay, at })),
      advice: [...this.#advice.values()],
    };
    this.#parts.sent(document);
    broker.publish(topicsOf(station).desired('parcels'), secrets.sign(document, 'centre'), true);
  }

  #acknowledge(): void {
    const book = this.#current;
    if (book?.lastHash == null || book.lastSeq === 0 || !this.#isWorking) return;
    const { station, secrets, broker } = this.#parts;
    const content = { station, epoch: book.epoch, upTo: book.lastSeq, hash: book.lastHash };
    broker.publish(topicsOf(station).acks, secrets.sign(content, 'ack'), false);
  }

  #askForMissing(): void {
    const missing = this.#current?.missing() ?? null;
    if (this.#current === null || missing === null) return;
    const { station, secrets, broker } = this.#parts;
    this.tally.gap += 1;
    this.#replays.ask();
    const content = { station, epoch: this.#current.epoch, ...missing };
    broker.publish(topicsOf(station).replays, secrets.sign(content, 'centre'), false);
  }
}
