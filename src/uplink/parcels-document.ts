import { parcelsDocument } from '#contract/documents';
import type { ParcelsDocument, ReportedDocument } from '#contract/documents';
import { parseInstant } from '#contract/instant';
import type { Topics } from '#contract/topics';
import type { StayId } from '#domain/words';
import type { StationControl } from '#station/control';
import type { Log, Outbox } from '#station/ports';
import { readAdvice } from './parcel-advice.ts';
import type { Retained } from './retained.ts';
import { readSigned } from './signatures.ts';
import type { PublicKey, Verify } from './signatures.ts';

const name = 'parcels';

export type ParcelsPorts = {
  readonly station: string;
  readonly topics: Topics;
  readonly control: Pick<StationControl, 'state' | 'ask'>;
  readonly outbox: Pick<Outbox, 'documentVersion' | 'keepDocumentVersion' | 'keepAdvices'>;
  readonly retained: Pick<Retained, 'show'>;
  readonly verify: Verify;
  readonly centreKey: PublicKey;
  readonly log: Log;
};

type Rejection = NonNullable<ReportedDocument['rejected']>;

/**
 * `desired/parcels`: which recipients were told, from which retention runs, and what is on its way. The
 * advices and the version are kept in one transaction, so that half a document is never the truth.
 */
export class Parcels {
  readonly #ports: ParcelsPorts;

  constructor(ports: ParcelsPorts) {
    this.#ports = ports;
  }

  /** Shows which version is applied. */
  report(rejected: Rejection | null = null): void {
    const { retained, topics, outbox } = this.#ports;
    const reported: ReportedDocument = { document: name, version: outbox.documentVersion(name), rejected };
    void retained.show(topics.reported(name), JSON.stringify(reported));
  }

  async take(payload: string): Promise<void> {
    const { station, outbox, verify, centreKey } = this.#ports;
    const content = await readSigned(verify, payload, centreKey);
    if (content === null) return this.#reject('signature', null);
    const parsed = parcelsDocument.safeParse(content);
    if (!parsed.success) return this.#reject('malformed', null);
    const { version } = parsed.data;
    const applied = outbox.documentVersion(name);
    if (parsed.data.station !== station) return this.#reject('other-station', version);
    // The retained document comes again at each connection; the applied one is not news.
    if (version === applied) return this.report();
    if (version < applied) return this.#reject('version-old', version);
    await this.#apply(parsed.data);
  }

  #reject(reason: Rejection['reason'], version: number | null): void {
    this.#ports.log.warn({ reason, version }, 'A parcels document was rejected.');
    this.report({ reason, version });
  }

  /** Repeating a document repeats only what is missing, so a crash in between needs no undoing. */
  async #apply({ notified, advice, version }: ParcelsDocument): Promise<void> {
    const { control, outbox, log } = this.#ports;
    try {
      for (const { stay, at } of notified) {
        const isWaiting = control
          .state()
          .stays.some((known) => known.id === stay && known.notifiedAt === null);
        const notifiedAtMs = parseInstant(at);
        if (!isWaiting || notifiedAtMs === null) continue;
        await control.ask({ do: 'record-notified', stay: stay as StayId, notifiedAtMs });
      }
    } catch (error) {
      // A station that is stopping takes no more commands; the document comes again at the next start.
      log.warn({ version, reason: String(error) }, 'A parcels document could not be applied.');
      return;
    }
    if (advice === undefined) outbox.keepDocumentVersion(name, version);
    else outbox.keepAdvices(name, version, advice.map(readAdvice));
    this.report();
  }
}
