import { feeOf } from '#domain/fees';
import type { Stay } from '#domain/state';
import type { Checker, Witnessed } from './witness.ts';

const hourMs = 3_600_000;
type Commit = Extract<Witnessed, { kind: 'commit' }>;

/**
 * I15: whoever comes within the free period is asked for no fee. It begins when the recipient was told, and
 * is measured here by the true time, whatever the clock of the station says.
 */
export function watchFees(): Checker {
  const toldMs = new Map<string, number>();

  function judge({ id, waybill, keeping }: Stay, atMs: number): string | null {
    const freeMs = (keeping.hours + keeping.extraHours) * hourMs;
    const sinceMs = toldMs.get(id);
    const isBeyond = sinceMs !== undefined && atMs - sinceMs >= freeMs;
    return isBeyond ? null : `a fee was asked for ${waybill} within its free period`;
  }

  function judgeAll({ events, after, at, atMs }: Commit): string | null {
    for (const event of events) {
      if (event.type !== 'visit.entitled') continue;
      const asked = event.parcels.flatMap(({ stay }) => after.stays.filter(({ id }) => id === stay));
      const wrong = asked
        .filter((stay) => feeOf(stay, at) !== null)
        .map((stay) => judge(stay, atMs))
        .find((text) => text !== null);
      if (wrong !== undefined) return wrong;
    }
    return null;
  }

  return {
    name: 'fees',
    see(witnessed) {
      if (witnessed.kind === 'told' && !toldMs.has(witnessed.stay))
        toldMs.set(witnessed.stay, witnessed.atMs);
      return witnessed.kind === 'commit' ? judgeAll(witnessed) : null;
    },
  };
}
