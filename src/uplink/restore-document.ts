import { restoreDocument } from '#contract/documents';
import type { RestoreDocument } from '#contract/documents';
import { readWaybill } from '#domain/waybill';
import type { CompartmentLabel, CourierId, StayId } from '#domain/words';
import { DesiredDocument } from './desired-document.ts';
import type { DocumentPorts } from './desired-document.ts';

/**
 * `desired/restore`: what is inside and what has ended by the books of the centre, for a ledger that was
 * restored or lost (rule R23). The versions that were applied went back with the ledger, so that the document
 * names the epoch that it answers: one that is retained from an earlier loss confirms nothing.
 */
export class Restore extends DesiredDocument<RestoreDocument> {
  constructor(ports: DocumentPorts) {
    super('restore', restoreDocument, ports);
  }

  protected override objectTo({ epoch }: RestoreDocument): 'other-epoch' | null {
    return epoch === this.ports.outbox.position().epoch ? null : 'other-epoch';
  }

  /** What is confirmed is left alone, so that repeating the document changes nothing. */
  protected async apply({ present, ended }: RestoreDocument): Promise<void> {
    await this.ports.control.ask({
      do: 'compare-stays',
      present: present.flatMap(({ waybill: text, ...booked }) => {
        const waybill = readWaybill(text);
        if (waybill === null) return [];
        return {
          ...booked,
          stay: booked.stay as StayId,
          compartment: booked.compartment as CompartmentLabel,
          courier: booked.courier as CourierId | null,
          waybill,
        };
      }),
      ended: ended as readonly string[] as readonly StayId[],
    });
  }
}
