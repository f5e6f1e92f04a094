import { describe, expect, test } from 'vitest';
import { profile as cu16 } from '../bridge/board-farm.ts';
import type { IntentionId } from '#domain/words';
import { createTwin, isReadOf, isUnlock, labelOf, longestGap, watchRequests, type Twin } from './twin.ts';

const ten = Array.from({ length: 10 }, (_, address) => address);
const patient = { ...cu16, timing: { ...cu16.timing, readTimeoutMs: 200 } };

/** A scan of ten boards takes 900 ms at 1600 baud: with doors in use the line cannot carry all of it. */
async function startSlowly(): Promise<Twin> {
  const twin = createTwin({ profile: patient, buses: [ten], baud: 1600, turnaroundMs: 0 });
  await twin.start();
  return twin;
}

const gapsOf = (times: readonly number[]): readonly number[] =>
  times.slice(1).map((at, index) => at - (times[index] ?? at));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('R31 the pace of a line', () => {
  test('a line with room to spare reads ten boards at rest once a second', async () => {
    const twin = createTwin({ profile: cu16, buses: [ten], turnaroundMs: 5 });
    await twin.start();
    const reads = ten.map((address) => watchRequests(twin, 0, isReadOf(address)));
    await twin.clock.advance(60_000);
    for (const { times } of reads) {
      expect(longestGap(times)).toBeLessThanOrEqual(1_000);
      expect(times.length).toBeLessThanOrEqual(67);
    }
  });

  test('a full line still reads boards at rest once a second, and doors in use with what remains', async () => {
    const twin = await startSlowly();
    const { clock, doors } = twin;
    doors.attend([labelOf(0, 3, 1)]);
    await clock.advance(5_000);
    const reads = ten.map((address) => watchRequests(twin, 0, isReadOf(address)));
    await clock.advance(60_000);
    const [attended, ...atRest] = [reads[3], ...reads.filter((_, address) => address !== 3)];
    // One exchange of 90 ms may be under way when the second is over, and another board may be first.
    for (const one of atRest) expect(longestGap(one?.times ?? [])).toBeLessThanOrEqual(1_090);
    const meanOfOthers = mean(atRest.map((one) => mean(gapsOf(one?.times ?? []))));
    expect(meanOfOthers).toBeLessThanOrEqual(1_000);
    expect(mean(gapsOf(attended?.times ?? []))).toBeLessThan(meanOfOthers / 2);
  });

  test('an unlock waits for the exchange that is under way and for no other', async () => {
    const twin = createTwin({ profile: cu16, buses: [ten] });
    await twin.start();
    const doors = ten.map((address) => labelOf(0, address, 1));
    twin.doors.attend(doors);
    const all = watchRequests(twin, 0, () => true);
    const unlocks = watchRequests(twin, 0, isUnlock);
    for (let count = 0; count < 40; count += 1) {
      await twin.clock.advance(1_000 + count * 1.7);
      all.times.splice(0);
      unlocks.times.splice(0);
      const askedAt = twin.clock.nowMs();
      twin.doors.unlock(`i${String(count)}` as IntentionId, labelOf(0, count % 10, 1 + (count % 16)));
      await twin.clock.advance(30);
      expect(unlocks.times).toHaveLength(1);
      const before = all.times.filter((at) => at > askedAt && at < (unlocks.times[0] ?? askedAt));
      // The frame of a request that was being written at that moment is still seen to pass.
      expect(before.length).toBeLessThanOrEqual(1);
    }
  });
});

describe('a board that does not answer', () => {
  const absent = 1;

  async function startWithout(): Promise<{ twin: Twin; probes: number[]; gaps: () => readonly number[] }> {
    const twin = createTwin({ profile: cu16, buses: [[0, absent, 2]] });
    await twin.start();
    twin.station.boards.get(`b0-${String(absent)}`)?.setFault({ kind: 'silent' });
    await twin.clock.advance(4_000);
    const { times: probes } = watchRequests(twin, 0, isReadOf(absent));
    return { twin, probes, gaps: () => gapsOf(probes).map((gapMs) => Math.round(gapMs / 1000)) };
  }

  test('is asked ever more seldom, and every eight seconds at last while nobody is at a door', async () => {
    const { twin, gaps } = await startWithout();
    await twin.clock.advance(60_000);
    expect(gaps()).toEqual([4, 8, 8, 8, 8, 8, 8]);
  });

  test('costs the others half a percent of their time at most while somebody is at a door', async () => {
    const { twin, gaps, probes } = await startWithout();
    twin.doors.attend([labelOf(0, 2, 1)]);
    await twin.clock.advance(150_000);
    expect(gaps().slice(0, 7)).toEqual([4, 8, 16, 20, 20, 20, 20]);
    const leftAt = twin.clock.nowMs();
    twin.doors.attend([]);
    await twin.clock.advance(9_000);
    expect(probes.some((at) => at >= leftAt)).toBe(true);
  });

  test('is not asked because somebody comes to a door of another board or leaves it', async () => {
    const { twin, probes } = await startWithout();
    await twin.clock.advance(60_000);
    probes.splice(0);
    for (let count = 0; count < 100; count += 1) {
      twin.doors.attend(count % 2 === 0 ? [labelOf(0, 2, 1)] : []);
      await twin.clock.advance(150);
    }
    expect(probes.length).toBeLessThanOrEqual(2);
  });

  test('is asked every two seconds while the whole line is dead, because nobody is held up', async () => {
    const { twin, probes } = await startWithout();
    for (const board of twin.station.boards.values()) board.setFault({ kind: 'silent' });
    await twin.clock.advance(60_000);
    probes.splice(0);
    await twin.clock.advance(60_000);
    expect(probes.length).toBeGreaterThanOrEqual(25);
  });

  test('is seen within ten seconds of its repair, and its pace is the usual one again', async () => {
    const { twin, probes } = await startWithout();
    await twin.clock.advance(3_600_000);
    twin.reports.splice(0);
    twin.station.boards.get(`b0-${String(absent)}`)?.clearFaults();
    await twin.clock.advance(10_000);
    expect(twin.reports[0]).toMatchObject({ kind: 'board-answering' });
    probes.splice(0);
    await twin.clock.advance(10_000);
    expect(longestGap(probes)).toBeLessThanOrEqual(1_000);
    expect(probes.length).toBeGreaterThanOrEqual(10);
  });
});
