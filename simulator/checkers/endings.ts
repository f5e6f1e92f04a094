import { eachEvent } from './each-event.ts';
import type { Checker } from './witness.ts';

/** I9: one deposit completed for each placement and one ending for each stay, also across restarts. */
export function watchEndings(): Checker {
  const completed = new Set<string>();
  const ended = new Set<string>();

  return {
    name: 'endings',
    see(witnessed) {
      if (witnessed.kind !== 'commit') return null;
      return eachEvent(witnessed, (event, before, after) => {
        if (event.type === 'deposit.completed') {
          if (completed.has(event.stay)) return `the deposit of ${event.waybill} was completed twice`;
          completed.add(event.stay);
        }
        if (before.stays === after.stays) return null;
        for (const { id, waybill } of before.stays) {
          if (after.stays.some((stay) => stay.id === id)) continue;
          if (ended.has(id)) return `the stay of ${waybill} ended twice`;
          ended.add(id);
        }
        const risen = after.stays.find(({ id }) => ended.has(id));
        return risen === undefined ? null : `the stay of ${risen.waybill} goes on after its end`;
      });
    },
  };
}
