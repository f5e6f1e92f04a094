import { dropOffsDocument } from '#contract/documents';
import type { DropOffsDocument } from '#contract/documents';
import { readWaybill } from '#domain/waybill';
import type { CodeMac, StayId } from '#domain/words';
import { DesiredDocument } from './desired-document.ts';
import type { DocumentPorts } from './desired-document.ts';

/** `desired/drop-offs`: which codes entitle senders to hand in, and true numbers of what was handed in. */
export class DropOffs extends DesiredDocument<DropOffsDocument> {
  constructor(ports: DocumentPorts) {
    super('drop-offs', dropOffsDocument, ports);
  }

  /** The document is the whole list, and a number is given once, so that repeating it changes nothing. */
  protected async apply({ sendings, numbered }: DropOffsDocument): Promise<void> {
    await this.ports.control.ask({
      do: 'record-sendings',
      sendings: sendings.map(({ code, waybill, ...rest }) => ({
        ...rest,
        code: code as CodeMac,
        waybill: waybill === null ? null : readWaybill(waybill),
      })),
      numbered: numbered.flatMap(({ stay, waybill: text }) => {
        const waybill = readWaybill(text);
        return waybill === null ? [] : [{ stay: stay as StayId, waybill }];
      }),
    });
  }
}
