import { join } from 'node:path';
import { codeDelegated, codeIssued, codeJoined } from '#contract/events/code-events';
import { openedData } from '#contract/cloud-event';
import type { PublishedEvent } from '#contract/cloud-event';
import { topicsOf } from '#contract/topics';
import type { CentreKeys } from './keys.ts';
import { NotifiedStays } from './notified-stays.ts';
import { openNotice } from './notifier.ts';
import type { OpenedNotice, Sealed } from './notifier.ts';
import { sign } from './seals.ts';
import type { Jwk } from './seals.ts';

/** After these nobody waits for a parcel any more. */
const endings: ReadonlySet<string> = new Set([
  'latchkey.pickup.completed.v1',
  'latchkey.recall.completed.v1',
  'latchkey.shelf.released.v1',
  'latchkey.shelf.handed-over.v1',
  'latchkey.deposit.cancelled.v1',
]);

/** What somebody has to be told, and about which stay; the subject is the stay, or the delegate's code. */
const tellings = new Map<string, (data: unknown) => Omit<Sealed, 'station'>>([
  ['latchkey.code.issued.v1', (data) => codeIssued.parse(data)],
  ['latchkey.code.joined.v1', (data) => codeJoined.parse(data)],
  [
    'latchkey.code.delegated.v1',
    (data) => {
      const { stays, maskedContact, notice } = codeDelegated.parse(data);
      return { stay: stays[0] ?? '', maskedContact, notice };
    },
  ],
]);

export type NotificationPorts = {
  readonly station: string;
  readonly directory: string;
  readonly keys: CentreKeys;
  readonly wallMs: () => number;
  readonly stationKey: (station: string) => Promise<Jwk | null>;
  readonly publish: (topic: string, payload: string, retained: boolean) => void;
  /** Tells the recipient. */
  readonly tell: (notice: OpenedNotice) => void;
  /** Whom to tell, should the code have to be issued anew; the contact stays sealed. */
  readonly learned: (stay: string, contact: { readonly sealed: string; readonly masked: string }) => void;
  /** A notice could not be opened. */
  readonly doubted: () => void;
};

/** Tells recipients, and tells the station that they were told: retention runs from then (rule R13). */
export class Notification {
  readonly #ports: NotificationPorts;
  readonly #notified: NotifiedStays;
  readonly #waiting = new Map<string, PublishedEvent>();
  /** The stay that each code was issued for. */
  readonly #stays = new Map<string, string>();
  #working: Promise<void> | null = null;
  #isOpen = false;

  private constructor(ports: NotificationPorts, notified: NotifiedStays) {
    this.#ports = ports;
    this.#notified = notified;
  }

  static async open(ports: NotificationPorts): Promise<Notification> {
    const path = join(ports.directory, `${ports.station}.parcels.json`);
    return new Notification(ports, await NotifiedStays.open(path, ports.station));
  }

  /** An event that is on disk, in order; also those of an earlier run. */
  follow(event: PublishedEvent): void {
    const { subject: stay = '' } = event;
    this.#forgetLostCode(event);
    if (endings.has(event.type)) {
      this.#waiting.delete(stay);
      this.#notified.forget(stay);
    } else if (isOpenNotice(event) && !this.#notified.has(stay)) {
      this.#waiting.set(stay, event);
      if (this.#isOpen) this.#work();
    }
  }

  /** Rule R23: a station that lost its keys issues codes anew, so that who was told is told once more. */
  #forgetLostCode({ type, subject = '', data }: PublishedEvent): void {
    const { codeId } = data;
    if (type === 'latchkey.code.issued.v1' && typeof codeId === 'string') this.#stays.set(codeId, subject);
    if (!this.#isOpen || type !== 'latchkey.code.revoked.v1' || data['cause'] !== 'key-lost') return;
    const stay = typeof codeId === 'string' ? this.#stays.get(codeId) : undefined;
    if (stay !== undefined) this.#notified.forget(stay);
  }

  /** From now on recipients are told, first those whom an earlier run has left waiting. */
  begin(): void {
    this.#isOpen = true;
    this.#work();
  }

  /** Puts the document on its retained topic again: the broker may have lost it. */
  async repeat(): Promise<void> {
    const { station, keys, publish } = this.#ports;
    const { document } = this.#notified;
    const jws = await sign(document, keys.centre.privateKey);
    // A newer version may have been signed meanwhile.
    if (document === this.#notified.document) publish(topicsOf(station).desired('parcels'), jws, true);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#working;
  }

  #work(): void {
    this.#working ??= this.#tellAll().finally(() => (this.#working = null));
  }

  async #tellAll(): Promise<void> {
    for (let next = first(this.#waiting); next !== null && this.#isOpen; next = first(this.#waiting)) {
      const [stay, event] = next;
      this.#waiting.delete(stay);
      await this.#tellOne(stay, event);
    }
  }

  async #tellOne(subject: string, event: PublishedEvent): Promise<void> {
    const { station, keys, stationKey, wallMs, tell, learned, doubted } = this.#ports;
    const read = tellings.get(event.type);
    if (read === undefined) return;
    const { stay, maskedContact, notice } = read(openedData(event));
    const key = await stationKey(station);
    const sealed = { station, stay, maskedContact, notice };
    const opened = key === null ? null : await openNotice(sealed, keys.notifier.privateKey, key);
    if (opened === null) {
      doubted();
      return;
    }
    const { told, sealedContact } = opened;
    if (told.code !== null) tell(told);
    if (subject !== stay) return;
    learned(stay, { sealed: sealedContact, masked: maskedContact });
    await this.#notified.add(stay, wallMs());
    await this.repeat();
  }
}

/** A notice that the station has purged belongs to a stay that is over. */
function isOpenNotice({ type, personal }: PublishedEvent): boolean {
  return tellings.has(type) && personal !== undefined;
}

function first<Key, Value>(map: ReadonlyMap<Key, Value>): readonly [Key, Value] | null {
  for (const entry of map) return entry;
  return null;
}
