import { writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { join } from 'node:path';
import { loadCouriers } from '#config/couriers';
import { formatProblem } from '#config/problem';
import { describe, expect, it } from 'vitest';
import { folder } from './written-station.ts';

async function loadText(text: string) {
  const file = join(folder, 'couriers.yaml');
  await writeFile(file, text);
  return loadCouriers(file);
}

const list = `version: 7
couriers:
  - { courier: C-17, carrier: example-express, badge: "04A2B3C4" }
  - { courier: C-18, carrier: other-post, badge: "99887766" }
`;

describe('the local list of couriers', () => {
  it('finds a courier by the badge and nobody by any other', async () => {
    const loaded = await loadText(list);
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect(loaded.couriers.version).toBe(7);
    expect(loaded.couriers.count).toBe(2);
    expect(loaded.couriers.findByBadge('04A2B3C4')).toEqual({ id: 'C-17', carrier: 'example-express' });
    expect(loaded.couriers.findByBadge('99887766')).toEqual({ id: 'C-18', carrier: 'other-post' });
    expect(loaded.couriers.findByBadge('04a2b3c4')).toBeNull();
    expect(loaded.couriers.findByBadge('')).toBeNull();
  });

  it('keeps no badge in clear', async () => {
    const loaded = await loadText(list);
    expect(inspect(loaded, { depth: null, showHidden: true })).not.toContain('04A2B3C4');
  });

  it('is refused when two couriers have one badge, without saying which', async () => {
    const loaded = await loadText(list.replace('99887766', '04A2B3C4'));
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([
      expect.stringMatching(
        /:4:\d+ couriers\.1\.badge: expected a badge that one courier has, found the badge of/,
      ),
    ]);
  });

  it('is refused without repeating a badge that is written wrongly', async () => {
    const loaded = await loadText(list.replace('"04A2B3C4"', '4711'));
    const text = loaded.ok ? '' : loaded.problems.map(formatProblem).join('\n');
    expect(text).toContain('couriers.0.badge: expected text, found something else');
    expect(text).not.toContain('4711');
  });
});
