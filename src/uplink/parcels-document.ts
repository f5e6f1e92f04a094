import { parcelsDocument } from '#contract/documents';
import type { ParcelsDocument } from '#contract/documents';
import { parseInstant } from '#contract/instant';
import type { StayId } from '#domain/words';
import { DesiredDocument } from './desired-document.ts';
import type { DocumentPorts } from './desired-document.ts';

/** `desired/parcels`: today only the confirmation that recipients were told, from which retention runs. */
export class Parcels extends DesiredDocument<ParcelsDocument> {
  constructor(ports: DocumentPorts) {
    super('parcels', parcelsDocument, ports);
  }

  /** Repeating a document repeats only what is missing, so a crash in between needs no undoing. */
  protected async apply({ notified }: ParcelsDocument): Promise<void> {
    const { control } = this.ports;
    for (const { stay, at } of notified) {
      const isWaiting = control.state().stays.some((known) => known.id === stay && known.notifiedAt === null);
      const notifiedAtMs = parseInstant(at);
      if (!isWaiting || notifiedAtMs === null) continue;
      await control.ask({ do: 'record-notified', stay: stay as StayId, notifiedAtMs });
    }
  }
}
