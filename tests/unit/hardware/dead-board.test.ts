import { expect, test } from 'vitest';
import { profile as cu16 } from '../bridge/board-farm.ts';
import type { IntentionId } from '#domain/words';
import { createDice } from '#simulator/dice';
import { createTwin, isUnlock, labelOf, watchRequests } from './twin.ts';

const unlockCount = 1500;

/**
 * Opens doors of a living board at random moments, beside three other boards on the line, and returns how
 * long each frame took from the wish to its last bit, in simulated milliseconds, sorted.
 */
async function unlockTimes(deadBoard: number | null): Promise<readonly number[]> {
  const twin = createTwin({ profile: cu16, buses: [[0, 1, 2, 3]], turnaroundMs: 5 });
  await twin.start();
  const dice = createDice(7);
  if (deadBoard !== null) twin.station.boards.get(`b0-${String(deadBoard)}`)?.setFault({ kind: 'silent' });
  await twin.clock.advance(120_000);
  const unlocks = watchRequests(twin, 0, isUnlock);
  const taken: number[] = [];
  for (let count = 0; count < unlockCount; count += 1) {
    const label = labelOf(0, 0, 1 + (count % 16));
    await twin.clock.advance(dice.between(100, 900));
    twin.doors.attend([label]);
    await twin.clock.advance(dice.between(1, 200));
    const wishedAt = twin.clock.nowMs();
    twin.doors.unlock(`i${String(count)}` as IntentionId, label);
    await twin.clock.advance(1_000);
    taken.push((unlocks.times.at(-1) ?? Number.NaN) - wishedAt);
    twin.station.cabinet.find(label)?.closeDoor();
    twin.doors.attend([]);
  }
  expect(unlocks.times).toHaveLength(unlockCount);
  return taken.toSorted((one, other) => one - other);
}

test('a dead board changes the unlocks of its neighbours by less than a fifth, in the middle and at p99', async () => {
  const sound = await unlockTimes(null);
  const besideDead = await unlockTimes(1);
  for (const share of [0.5, 0.99]) {
    const index = Math.floor(unlockCount * share);
    const ratio = (besideDead[index] ?? Number.NaN) / (sound[index] ?? Number.NaN);
    expect(ratio).toBeLessThan(1.2);
    expect(ratio).toBeGreaterThan(0.5);
  }
  // Who asks at the very moment at which the dead board is asked waits for its timeout, and no longer.
  expect(besideDead.at(-1)).toBeLessThan(cu16.timing.readTimeoutMs + 20);
});
