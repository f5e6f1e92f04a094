import { parcelsDocument } from '#contract/documents';
import type { ParcelsDocument, ReportedDocument } from '#contract/documents';
import { parseInstant } from '#contract/instant';
import type { Topics } from '#contract/topics';
import type { Command } from '#domain/commands';
import type { Stay, StationState } from '#domain/state';
import type { StationControl } from '#station/control';
import type { Log, Outbox } from '#station/ports';
import type { Retained } from './retained.ts';
import { readSigned } from './signatures.ts';
import type { PublicKey, Verify } from './signatures.ts';

const name = 'parcels';

export type ParcelsPorts = {
  readonly station: string;
  readonly topics: Topics;
  readonly control: Pick<StationControl, 'state' | 'ask'>;
  readonly outbox: Pick<Outbox, 'documentVersion' | 'keepDocumentVersion'>;
  readonly retained: Pick<Retained, 'show'>;
  readonly verify: Verify;
  readonly centreKey: PublicKey;
  readonly log: Log;
};

type Rejection = NonNullable<ReportedDocument['rejected']>;

/** `desired/parcels`: whose recipient was told, so that retention runs; who has more time; what goes back. */
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
  async #apply(content: ParcelsDocument): Promise<void> {
    const { control, outbox, log } = this.#ports;
    const { version } = content;
    try {
      for (const command of wishesOf(content, control.state())) await control.ask(command);
    } catch (error) {
      // A station that is stopping takes no more commands; the document comes again at the next start.
      log.warn({ version, reason: String(error) }, 'A parcels document could not be applied.');
      return;
    }
    outbox.keepDocumentVersion(name, version);
    this.report();
  }
}

/** What the document wants of parcels that are here and do not have it yet. */
function wishesOf(content: ParcelsDocument, { stays }: StationState): readonly Command[] {
  const { notified, extensions = [], extended, recalls = [] } = content;
  const here = new Map<string, Stay>(stays.map((stay) => [stay.id, stay]));
  const told = notified.flatMap(({ stay, at }): Command[] => {
    const known = here.get(stay);
    const notifiedAtMs = parseInstant(at);
    if (known?.notifiedAt !== null || notifiedAtMs === null) return [];
    return [{ do: 'record-notified', stay: known.id, notifiedAtMs }];
  });
  const longer = extensions.flatMap(({ stay, extraHours }): Command[] => {
    const known = here.get(stay);
    const isNews = known !== undefined && known.keeping.extraHours < extraHours;
    return isNews ? [{ do: 'extend-retention', stay: known.id, extraHours }] : [];
  });
  const all: Command[] = extended === undefined ? [] : [{ do: 'extend-policy', ...extended }];
  const back = recalls.flatMap((stay): Command[] => {
    const known = here.get(stay);
    return known?.recall === null ? [{ do: 'recall-parcel', stay: known.id }] : [];
  });
  return [...told, ...longer, ...all, ...back];
}
