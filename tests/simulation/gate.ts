import { expect, it } from 'vitest';
import { depthOf } from '#simulator/harness/virtual/campaign';
import { playStationDays } from '#simulator/harness/virtual/station-day';

/** A quarter of a day with its people and troubles: what 300 seeds may cost in the gate. */
const days = 0.25;
/** Of a hundred seeds, five go down to the bytes; they live through fifteen minutes and a quiet end. */
const shareBytes = 5;
const blockSize = 10;
const blockMsMax = 120_000;

/** Plays so many seeds from one on, a block a test, so that a slow one is seen. */
export function playSeeds(from: number, count: number): void {
  const blocks = Array.from({ length: count / blockSize }, (_, index) => from + index * blockSize);
  it.each(blocks)(
    `I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11 I12 I13 I14 I15 I16 hold in ${String(blockSize)} seeds from %i on`,
    async (first) => {
      for (let seed = first; seed < first + blockSize; seed += 1) {
        const { eventCount } = await playStationDays({ seed, days, depth: depthOf(seed, shareBytes) });
        expect(eventCount).toBeGreaterThan(0);
      }
    },
    blockMsMax,
  );
}
