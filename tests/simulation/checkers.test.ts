import { describe, expect, it } from 'vitest';
import { everyChecker } from '#simulator/checkers/every-checker';
import { Scene } from '#simulator/harness/virtual/scene';
import { brokenWorlds } from './broken-worlds.ts';
import type { BrokenWorld } from './broken-worlds.ts';

const hourMs = 3_600_000;

describe('every checker', () => {
  it.each(brokenWorlds)('named $checker finds out $what', async (broken) => {
    const checkers = everyChecker().filter(({ name }) => name === broken.checker);
    expect(checkers).toHaveLength(1);
    await expect(play(broken, checkers)).rejects.toThrow(new RegExp(`^${broken.checker}: `));
  });

  it('has a world that it finds out', () => {
    const proved = new Set(brokenWorlds.map(({ checker }) => checker));
    expect(everyChecker().map(({ name }) => name)).toEqual(expect.arrayContaining([...proved]));
    expect(proved.size).toBe(everyChecker().length);
  });

  it('has nothing to say of the same stories in a world that works', async () => {
    const names = new Set(['entitlement', 'delivery', 'fees', 'ceiling', 'validity']);
    for (const { story, checker } of brokenWorlds) {
      if (names.has(checker)) continue;
      await expect(play({ story }, everyChecker())).resolves.toBeUndefined();
    }
  });
});

async function play(
  { story, alterations = {}, policy = {} }: Pick<BrokenWorld, 'story' | 'alterations' | 'policy'>,
  checkers: ReturnType<typeof everyChecker>,
): Promise<void> {
  const scene = await Scene.open({ seed: 1, alterations, policy }, checkers);
  try {
    await story(scene);
    await scene.world.run(hourMs);
    scene.world.judge();
  } finally {
    scene.world.close();
  }
}
