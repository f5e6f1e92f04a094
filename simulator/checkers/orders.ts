import type { ParcelsDocument } from '#contract/documents';
import type { Command } from '#domain/commands';
import type { DomainEvent } from '#domain/events';
import type { Checker } from './witness.ts';

type Wish = 'notified' | 'recall' | 'extension' | 'policy';
const everyParcel = 'every parcel';

/**
 * I5: what only the centre may want happens only after the centre wanted it. Whatever else comes over the
 * link, signed by another key, meant for another station or sent once more, changes nothing.
 */
export function watchOrders(): Checker {
  const wished = new Set<string>();
  const wish = (what: Wish, stay: string): void => void wished.add(`${what} ${stay}`);

  function read({ notified, recalls = [], extensions = [], extended }: ParcelsDocument): void {
    for (const { stay } of notified) wish('notified', stay);
    for (const stay of recalls) wish('recall', stay);
    for (const { stay } of extensions) wish('extension', stay);
    if (extended !== undefined) wish('policy', everyParcel);
  }

  /** A story may let the centre speak without its documents. */
  function hear(command: Command): void {
    if (command.do === 'record-notified') wish('notified', command.stay);
    if (command.do === 'recall-parcel') wish('recall', command.stay);
    if (command.do === 'extend-retention') wish('extension', command.stay);
    if (command.do === 'extend-policy') wish('policy', everyParcel);
  }

  return {
    name: 'orders',
    see(witnessed) {
      if (witnessed.kind === 'sent') read(witnessed.document);
      if (witnessed.kind === 'pressed') hear(witnessed.command);
      if (witnessed.kind !== 'commit') return null;
      const strange = witnessed.events
        .map(wishBehind)
        .find((behind) => behind !== null && !wished.has(`${behind.what} ${behind.stay}`));
      return strange == null ? null : `${strange.what} of ${strange.stay}, which the centre never wanted`;
    },
  };
}

function wishBehind(event: DomainEvent): { readonly what: Wish; readonly stay: string } | null {
  switch (event.type) {
    case 'retention.started':
      return { what: 'notified', stay: event.stay };
    case 'recall.due':
      return event.cause === 'ordered' ? { what: 'recall', stay: event.stay } : null;
    case 'retention.extended':
      return { what: 'extension', stay: event.stay };
    case 'policy.extended':
      return { what: 'policy', stay: everyParcel };
    default:
      return null;
  }
}
