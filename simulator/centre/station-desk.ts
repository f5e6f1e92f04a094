import { join } from 'node:path';
import { publishedEvent, rangeTombstone } from '#contract/cloud-event';
import type { PublishedEvent } from '#contract/cloud-event';
import { stationPresence } from '#contract/state';
import { topicsOf } from '#contract/topics';
import type { SimulatorClock } from '../clock.ts';
import { EpochBook } from './epoch-book.ts';
import type { Received } from './epoch-book.ts';
import { Journal } from './journal.ts';
import type { CentreKeys } from './keys.ts';
import { sign } from './seals.ts';
import { emptyTally } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import { Pace } from './pace.ts';

const ackIntervalMs = 100;
const replayIntervalMs = 1_000;

export type DeskPorts = {
  readonly station: string;
  readonly directory: string;
  readonly keys: CentreKeys;
  readonly clock: SimulatorClock;
  readonly publish: (topic: string, payload: string, retained: boolean) => void;
  /** Called once for each event, in order, after it is on disk. */
  readonly stored: (event: PublishedEvent) => void;
};

/** One station's events at the centre: checked, put on disk, acknowledged, asked for where missing. */
export class StationDesk {
  readonly tally = emptyTally();
  readonly #ports: DeskPorts;
  readonly #journal: Journal;
  readonly #books = new Map<string, EpochBook>();
  readonly #acks: Pace;
  readonly #replays: Pace;
  #current: EpochBook | null = null;
  #durable: { readonly epoch: string; readonly upTo: number; readonly hash: string } | null = null;
  #pending: Received[] = [];
  #writing: Promise<void> | null = null;

  private constructor(ports: DeskPorts, journal: Journal) {
    this.#ports = ports;
    this.#journal = journal;
    this.#acks = new Pace(ports.clock, ackIntervalMs, () => void this.#acknowledge());
    this.#replays = new Pace(ports.clock, replayIntervalMs, () => void this.#askForMissing());
  }

  /** Reads what was stored before; `stored` is called for those events too. */
  static async open(ports: DeskPorts): Promise<StationDesk> {
    const { journal, lines } = await Journal.open(join(ports.directory, `${ports.station}.events.jsonl`));
    const desk = new StationDesk(ports, journal);
    for (const body of lines) desk.#recall(body);
    return desk;
  }

  get verdict(): Verdict {
    return { ...this.tally, lastSeq: this.#durable?.upTo ?? 0 };
  }

  /** A message on `events`. */
  receive(body: string): void {
    const message = parse(body);
    const tombstone = rangeTombstone.safeParse(message);
    const event = publishedEvent.safeParse(message);
    if (tombstone.success) this.#store(this.#bookOf(tombstone.data.epoch).leaveOut(tombstone.data.data));
    else if (event.success && event.data.source === `/stations/${this.#ports.station}`) {
      this.#take({ event: event.data, body });
    } else this.tally.mismatched += 1;
  }

  /**
   * A message on `state` as it is published. `init` is said once a connection and before its events: a ledger
   * that has less than is known was rolled back (rule R22). Other births may repeat what was true earlier.
   */
  meet(payload: string): void {
    const presence = stationPresence.safeParse(parse(payload));
    if (!presence.success || presence.data.state !== 'init') return;
    const { epoch, lastSeq } = presence.data;
    if (lastSeq < (this.#books.get(epoch)?.lastSeq ?? 0)) this.tally.mismatched += 1;
  }

  /** Says again what the station may have missed while there was no connection. */
  repeat(): void {
    this.#acks.ask();
  }

  async close(): Promise<void> {
    this.#acks.stop();
    this.#replays.stop();
    await this.#writing;
    await this.#journal.close();
  }

  #bookOf(epoch: string): EpochBook {
    const book = this.#books.get(epoch) ?? new EpochBook(epoch);
    this.#books.set(epoch, book);
    return book;
  }

  #recall(body: string): void {
    const event = publishedEvent.parse(JSON.parse(body));
    const book = this.#bookOf(event.epoch);
    // What a tombstone has left out is not in the journal; the journal itself is in order.
    if (event.seq > book.lastSeq + 1) book.leaveOut({ from: book.lastSeq + 1, to: event.seq - 1 });
    book.take({ event, body });
    this.#count(event);
  }

  #take(received: Received): void {
    const book = this.#bookOf(received.event.epoch);
    this.#current = book;
    const finding = book.take(received);
    if (finding.kind === 'mismatch') {
      this.tally.mismatched += 1;
      // What was acknowledged is said again: it tells a station that it has become older (rule R22).
      this.#acks.ask();
    }
    if (finding.kind === 'duplicate') {
      this.tally.duplicate += 1;
      // The station has not heard the last ack, or it would not have sent this again.
      this.#acks.ask();
    }
    if (finding.kind === 'held') this.#replays.ask();
    if (finding.kind === 'next') {
      if (finding.isReordered) this.tally.reordered += 1;
      this.#store(finding.entries);
    }
  }

  #store(entries: readonly Received[]): void {
    this.#pending.push(...entries);
    if (this.#pending.length > 0) this.#writing ??= this.#write().finally(() => (this.#writing = null));
  }

  /** Whatever has arrived while the disk was busy is flushed together. */
  async #write(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending;
      this.#pending = [];
      await this.#journal.append(batch.map(({ body }) => body));
      for (const { event } of batch) this.#count(event);
      this.#acks.ask();
    }
  }

  #count(event: PublishedEvent): void {
    this.tally.stored += 1;
    this.#durable = { epoch: event.epoch, upTo: event.seq, hash: event.hash };
    this.#ports.stored(event);
  }

  async #acknowledge(): Promise<void> {
    if (this.#durable === null) return;
    const { station, keys, publish } = this.#ports;
    const jws = await sign({ station, ...this.#durable }, keys.ack.privateKey);
    publish(topicsOf(station).acks, jws, false);
  }

  async #askForMissing(): Promise<void> {
    const book = this.#current;
    const missing = book?.missing() ?? null;
    if (book === null || missing === null) return;
    const { station, keys, publish } = this.#ports;
    this.tally.gap += 1;
    // Asked again every second for as long as the hole is there.
    this.#replays.ask();
    const jws = await sign({ station, epoch: book.epoch, ...missing }, keys.centre.privateKey);
    publish(topicsOf(station).replays, jws, false);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
