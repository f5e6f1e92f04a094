import { isClassB } from '#domain/events';
import type { Checker } from './witness.ts';

/**
 * I8 and rule R20: within an epoch the centre stores each sequence number once and in order, and when the
 * world has come to rest it has every class A event that the station ever wrote down, and the station knows.
 */
export function watchDelivery(): Checker {
  const lastSeqs = new Map<string, number>();
  let writtenCount = 0;
  let storedCount = 0;
  let isWhole = true;

  return {
    name: 'delivery',
    see(witnessed) {
      if (witnessed.kind === 'card') isWhole = false;
      if (witnessed.kind === 'commit') {
        writtenCount += witnessed.events.filter(({ type }) => !isClassB(type)).length;
      }
      if (witnessed.kind !== 'stored') return null;
      const { epoch, seq } = witnessed.event;
      const expected = (lastSeqs.get(epoch) ?? 0) + 1;
      lastSeqs.set(epoch, seq);
      storedCount += 1;
      return seq === expected ? null : `the centre stored seq ${String(seq)} instead of ${String(expected)}`;
    },
    end(_truth, { outbox, centre }) {
      if (centre.epoch !== outbox.epoch) return 'the centre does not know the epoch of the station';
      const { lastSeq, ackedSeq } = outbox;
      if (centre.lastSeq !== lastSeq) {
        return `the centre has ${String(centre.lastSeq)} of ${String(lastSeq)} events`;
      }
      if (ackedSeq !== lastSeq)
        return `only ${String(ackedSeq)} of ${String(lastSeq)} events are acknowledged`;
      // A card that was put back has taken events with it that nobody can deliver any more.
      if (isWhole && storedCount !== writtenCount) {
        return `${String(writtenCount)} events were written down and ${String(storedCount)} arrived`;
      }
      return null;
    },
  };
}
