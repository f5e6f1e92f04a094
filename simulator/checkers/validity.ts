import type { Checker } from './witness.ts';

const hourMs = 3_600_000;

/**
 * I14, for couriers: what a courier may do only for a while is over when the true time is, whatever the clock
 * of the station says. A parcel of the own hands goes back on a courier's word for so many hours only.
 */
export function watchValidity(): Checker {
  const depositedMs = new Map<string, number>();

  return {
    name: 'validity',
    see(witnessed) {
      if (witnessed.kind !== 'commit') return null;
      const { events, atMs, after } = witnessed;
      for (const event of events) {
        if (event.type === 'deposit.completed') depositedMs.set(event.stay, atMs);
        if (event.type !== 'recall.due' || event.cause !== 'wrong') continue;
        const agedMs = atMs - (depositedMs.get(event.stay) ?? Number.NEGATIVE_INFINITY);
        if (agedMs > after.policy.takeBackHours * hourMs) {
          return `${event.waybill} was given back to its courier after ${String(agedMs)} ms`;
        }
      }
      return null;
    },
  };
}
