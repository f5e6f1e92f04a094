import { parcelsDocument } from '#contract/documents';
import type { ParcelsDocument } from '#contract/documents';
import { parseInstant } from '#contract/instant';
import type { StayId } from '#domain/words';
import { DesiredDocument } from './desired-document.ts';
import type { DocumentPorts } from './desired-document.ts';
import { readAdvice } from './parcel-advice.ts';

/**
 * `desired/parcels`: which recipients were told, from which retention runs, and what is on its way. The
 * advices and the version are kept in one transaction, so that half a document is never the truth.
 */
export class Parcels extends DesiredDocument<ParcelsDocument> {
  constructor(ports: DocumentPorts) {
    super('parcels', parcelsDocument, ports);
  }

  /** Repeating a document repeats only what is missing, so a crash in between needs no undoing. */
  protected async apply({ notified, advice, version }: ParcelsDocument): Promise<void> {
    const { control, outbox } = this.ports;
    for (const { stay, at } of notified) {
      const isWaiting = control.state().stays.some((known) => known.id === stay && known.notifiedAt === null);
      const notifiedAtMs = parseInstant(at);
      if (!isWaiting || notifiedAtMs === null) continue;
      await control.ask({ do: 'record-notified', stay: stay as StayId, notifiedAtMs });
    }
    if (advice !== undefined) outbox.keepAdvices(this.name, version, advice.map(readAdvice));
  }
}
