import { describe, expect, test } from 'vitest';
import { profile as cu16 } from '../bridge/board-farm.ts';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { SupplyWiring } from '#hardware/wiring';
import type { IntentionId } from '#domain/words';
import { createTwin, isUnlock, labelOf, watchRequests, type Twin } from './twin.ts';

const twoAtOnce: BoardProfile = { ...cu16, solenoidsAtOnceMax: 2 };
const { pulseMs } = cu16.timing;

/** Two buses with two boards each. */
async function startOn(profile: BoardProfile, supplies: readonly SupplyWiring[] = []): Promise<Twin> {
  const twin = createTwin({
    profile,
    buses: [
      [0, 1],
      [0, 1],
    ],
    supplies,
  });
  await twin.start();
  return twin;
}

/** Opens the first three doors of every board at once; returns when each pulse began, by bus. */
async function openMany(twin: Twin): Promise<readonly (readonly number[])[]> {
  const watched = [0, 1].map((bus) => watchRequests(twin, bus, isUnlock));
  for (const channel of [1, 2, 3]) {
    for (const bus of [0, 1]) {
      for (const address of [0, 1]) {
        const id = `${String(bus)}${String(address)}${String(channel)}` as IntentionId;
        twin.doors.unlock(id, labelOf(bus, address, channel));
      }
    }
  }
  await twin.clock.advance(30_000);
  const outcomes = twin.reports.filter((report) => report.kind === 'unlock');
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 12 }, () => 'opened'));
  return watched.map(({ times }) => times);
}

/** Most pulses that were under way at the same time. */
function atOnce(times: readonly number[]): number {
  return Math.max(...times.map((at) => times.filter((other) => other <= at && other > at - pulseMs).length));
}

describe('coils on one supply', () => {
  test('each bus is a supply of its own unless the station file says otherwise', async () => {
    const [left = [], right = []] = await openMany(await startOn(cu16));
    expect([atOnce(left), atOnce(right)]).toEqual([1, 1]);
    expect(atOnce([...left, ...right])).toBe(2);
  });

  test('a frame that nothing holds up leaves in the same turn as its decision', async () => {
    const twin = await startOn(cu16);
    // The round of polling that runs now ends first: a line carries one exchange at a time.
    await twin.clock.advance(200);
    const before = twin.transports[0]?.line.written.length ?? Number.NaN;
    twin.doors.unlock('first' as IntentionId, labelOf(0, 0, 1));
    expect(twin.transports[0]?.line.written.slice(before).map(isUnlock)).toEqual([true]);
  });

  test('a supply that spans both buses lets one coil at a time be energised in all', async () => {
    const boards = ['b0-0', 'b0-1', 'b1-0', 'b1-1'];
    const twin = await startOn(cu16, [{ id: 'cabinet', boards, solenoidsAtOnceMax: 1 }]);
    const [left = [], right = []] = await openMany(twin);
    expect(atOnce([...left, ...right])).toBe(1);
  });

  test('a strong supply does not make a board stronger than its fuse', async () => {
    const boards = ['b0-0', 'b0-1'];
    const twin = await startOn(cu16, [{ id: 'strong', boards, solenoidsAtOnceMax: 8 }]);
    const first = watchRequests(twin, 0, (frame) => isUnlock(frame) && (frame[1] ?? 0) >> 4 === 0);
    const [left = []] = await openMany(twin);
    expect(atOnce(left)).toBe(2);
    expect(atOnce(first.times)).toBe(1);
  });

  test('a weak supply holds back a strong board, and leaves the boards beside it alone', async () => {
    const twin = await startOn(twoAtOnce, [{ id: 'weak', boards: ['b0-0', 'b1-0'], solenoidsAtOnceMax: 1 }]);
    const weak = [0, 1].map((bus) =>
      watchRequests(twin, bus, (frame) => isUnlock(frame) && (frame[1] ?? 0) >> 4 === 0),
    );
    const [left = []] = await openMany(twin);
    expect(atOnce(weak.flatMap(({ times }) => times))).toBe(1);
    expect(atOnce(left)).toBeGreaterThanOrEqual(2);
  });
});
