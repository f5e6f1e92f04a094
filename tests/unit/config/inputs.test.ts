import { expect, it } from 'vitest';
import { load, plain, problemsOf } from './written-station.ts';

const withScale = (written: string): string =>
  plain.replace('couriers:', `inputs:\n  scale: ${written}\ncouriers:`);

it('R34 a scale is settled with what most scales are set to', async () => {
  const loaded = await load(withScale('{ path: /dev/ttyS3 }'));
  if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
  expect(loaded.settings.inputs).toEqual({
    camera: null,
    scale: { path: '/dev/ttyS3', baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1, staleMs: 2_000 },
  });
});

it("R34 a scale on the port of a bus is refused, because they would eat each other's bytes", async () => {
  expect(await problemsOf(withScale('{ path: /dev/ttyS9 }'))).toEqual([
    '17:18 inputs.scale.path: expected a port that nothing else uses, found "/dev/ttyS9"',
  ]);
});
