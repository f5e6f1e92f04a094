import type { Checker } from '../../checkers/witness.ts';

/** What happened in a world, in numbers. */
export type Counts = { visitCount: number; eventCount: number; pulseCount: number; startCount: number };

export function emptyCounts(): Counts {
  return { visitCount: 0, eventCount: 0, pulseCount: 0, startCount: 0 };
}

export function countInto(counts: Counts): Checker {
  return {
    name: 'counting',
    see(witnessed) {
      if (witnessed.kind === 'pulse') counts.pulseCount += 1;
      if (witnessed.kind === 'power' && witnessed.power === 'on') counts.startCount += 1;
      if (witnessed.kind !== 'commit') return null;
      counts.eventCount += witnessed.events.length;
      counts.visitCount += witnessed.events.filter(({ type }) => type === 'visit.started').length;
      return null;
    },
  };
}
