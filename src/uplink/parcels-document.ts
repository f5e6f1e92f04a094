import { adviceCountMax, parcelsDocument } from '#contract/documents';
import type { ParcelsDocument } from '#contract/documents';
import { parseInstant } from '#contract/instant';
import type { Command } from '#domain/commands';
import type { Stay, StationState } from '#domain/state';
import { DesiredDocument } from './desired-document.ts';
import type { DocumentPorts } from './desired-document.ts';
import { readAdvice } from './parcel-advice.ts';

/**
 * `desired/parcels`: whose recipient was told, so that retention runs; who has more time; what goes back;
 * what is on its way. The advices and the version are kept in one transaction, so that half a document is
 * never the truth.
 */
export class Parcels extends DesiredDocument<ParcelsDocument> {
  constructor(ports: DocumentPorts) {
    super('parcels', parcelsDocument, ports);
  }

  /** While the advices are written nothing else is decided, not even that a door opens again (rule R1). */
  protected override objectTo({ advice = [] }: ParcelsDocument): 'too-many' | null {
    return advice.length > adviceCountMax ? 'too-many' : null;
  }

  /** Repeating a document repeats only what is missing, so a crash in between needs no undoing. */
  protected async apply(content: ParcelsDocument): Promise<void> {
    const { control, outbox } = this.ports;
    const { advice, version } = content;
    for (const command of wishesOf(content, control.state())) await control.ask(command);
    if (advice !== undefined) outbox.keepAdvices(this.name, version, advice.map(readAdvice));
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
