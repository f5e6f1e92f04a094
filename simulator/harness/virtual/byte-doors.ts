import type { Doors } from '#station/ports';
import type { Life } from './life.ts';
import type { VirtualWorld } from './virtual-world.ts';

export function openByteDoors(world: VirtualWorld, life: Life): Doors {
  void world;
  void life;
  throw new RangeError('bytes');
}
