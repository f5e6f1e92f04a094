import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatProblem } from '#config/problem';
import { checkProfile, loadProfiles, profilesDirectory } from '#config/profiles';
import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { boardProfile, cabinetProfile, folder, profiles } from './written-station.ts';

async function check(id: string, profile: object): Promise<readonly string[]> {
  const file = join(await mkdtemp(join(folder, 'one-')), `${id}.yaml`);
  await writeFile(file, stringify(profile));
  const checked = await checkProfile(file);
  return checked.ok
    ? []
    : checked.problems.map(({ path, expected, found }) => `${path}: ${expected}; ${found}`);
}

describe('hardware profiles', () => {
  it('are found by kind and id below a directory', async () => {
    const loaded = await loadProfiles(profiles);
    if (!loaded.ok) expect.fail(loaded.problems.map(formatProblem).join('\n'));
    expect([...loaded.profiles.boards.keys()].toSorted()).toEqual([
      'blind',
      'relays',
      'sixteen',
      'slow',
      'wide',
    ]);
    expect([...loaded.profiles.cabinets.keys()].toSorted()).toEqual([
      'exit',
      'fifty',
      'large',
      'three',
      'trap',
    ]);
  });

  it('that come with the program are right', async () => {
    const loaded = await loadProfiles(profilesDirectory());
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([]);
    expect(loaded.ok && loaded.profiles.boards.size).toBeGreaterThan(0);
    expect(loaded.ok && loaded.profiles.cabinets.size).toBeGreaterThan(0);
  });

  it('are refused under another name than their id', async () => {
    expect(await check('other', boardProfile('sixteen'))).toEqual([
      'id: "other", the name of the file; "sixteen"',
    ]);
  });

  it('are refused with an address range that is empty', async () => {
    expect(await check('x', boardProfile('x', { address: { min: 5, max: 4 } }))).toEqual([
      'address.max: at least 5, the lowest address; 4',
    ]);
  });

  it('are refused with a compartment named twice or drawn over another', async () => {
    expect(await check('x', cabinetProfile('x', 2, { name: '01', row: 0 }))).toEqual([
      'compartments.1.name: a name that is used once; "01"',
      'compartments.1: a place of its own in the drawing; "column 0, row 0 a second time"',
    ]);
  });

  it('of shelves are refused with a shelf or a layer named twice', async () => {
    const layer = { name: '1', aboveFloorMm: 0, clearHeightMm: 300, depthMm: 400, positionCount: 10 };
    const shelves = [
      { name: '1', layers: [layer, layer] },
      { name: '1', layers: [layer] },
    ];
    const provenance = [{ source: 'written for a test', confidence: 'high' }];
    const profile = { kind: 'shelves', id: 'x', name: 'x', shelves, provenance, caveats: [] };
    expect(await check('x', profile)).toEqual([
      'shelves.1.name: a name that is used once; "1"',
      'shelves.0.layers.1.name: a name that is used once; "1"',
    ]);
  });

  it('of shelves are refused with numbers that four digits cannot hold', async () => {
    const layer = { name: '1', aboveFloorMm: 0, clearHeightMm: 300, depthMm: 400, positionCount: 10 };
    const shelves = [{ name: '1', layers: [{ ...layer, firstNumber: 9_991 }] }];
    const provenance = [{ source: 'written for a test', confidence: 'high' }];
    const profile = { kind: 'shelves', id: 'x', name: 'x', shelves, provenance, caveats: [] };
    expect(await check('x', profile)).toEqual([
      'shelves.0.layers.0.positionCount: numbers up to 9999; "the last is 10000"',
    ]);
  });

  it('are refused with a value of the wrong kind, named in plain words', async () => {
    expect(await check('x', boardProfile('x', { channels: 'many' }))).toEqual(['channels: a number; "many"']);
  });
});
