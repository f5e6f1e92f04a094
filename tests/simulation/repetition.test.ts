import { describe, expect, it } from 'vitest';
import { playStationDays } from '#simulator/harness/virtual/station-day';

describe('a seed', () => {
  it.each(['ports', 'bytes'] as const)(
    'played twice at the %s writes the same log, byte for byte',
    async (depth) => {
      const first = await playStationDays({ seed: 4711, days: 0.5, depth });
      const second = await playStationDays({ seed: 4711, days: 0.5, depth });
      expect(first.eventCount).toBeGreaterThan(50);
      expect(second).toEqual(first);
    },
  );

  it('differs from another one', async () => {
    const one = await playStationDays({ seed: 1, days: 0.25, depth: 'ports' });
    const other = await playStationDays({ seed: 2, days: 0.25, depth: 'ports' });
    expect(other.lastHash).not.toBe(one.lastHash);
  });

  it('that fails tells its story, who found it, and the line that plays it again', async () => {
    const broken = playStationDays({
      seed: 5,
      days: 0.5,
      depth: 'ports',
      alterations: {
        doors: (real) => ({
          start: (report) => real.start(report),
          unlock(intention, compartment) {
            real.unlock(intention, compartment);
            real.unlock(intention, compartment);
          },
          attend: (compartments) => real.attend(compartments),
          stop: () => real.stop(),
        }),
      },
    });
    await expect(broken).rejects.toThrow(/^authority: /);
    await expect(broken).rejects.toThrow('The coil of');
    await expect(broken).rejects.toThrow('npm run simulate -- --replay 5 --days 0.5 --share-bytes 0');
  });
});
