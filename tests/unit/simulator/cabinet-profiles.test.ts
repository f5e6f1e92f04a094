import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cabinetProfile } from '#bridge/profiles/schema';
import type { CabinetProfile } from '#bridge/profiles/schema';

function load(name: string): CabinetProfile {
  const file = new URL(`../../../hardware-profiles/cabinets/${name}.yaml`, import.meta.url);
  return cabinetProfile.parse(parse(readFileSync(file, 'utf8')));
}

describe.each([
  ['cabinet-16-mixed', 16],
  ['cabinet-24-plain', 24],
])('the cabinet %s', (name, doorCount) => {
  const cabinet = load(name);

  it('is the profile that its file name says, with as many doors, each with a name of its own', () => {
    expect(cabinet.id).toBe(name);
    expect(cabinet.compartments).toHaveLength(doorCount);
    expect(new Set(cabinet.compartments.map((one) => one.name)).size).toBe(doorCount);
  });

  it('R4 has a door sensor at every door', () => {
    expect(cabinet.compartments.filter((one) => !one.doorSensor)).toEqual([]);
  });

  it('lets no two compartments of a column overlap and numbers the rows from the top', () => {
    for (const column of new Set(cabinet.compartments.map((one) => one.column))) {
      const stack = cabinet.compartments
        .filter((one) => one.column === column)
        .toSorted((one, other) => other.aboveFloorMm - one.aboveFloorMm);
      expect(stack.map((one) => one.row)).toEqual(stack.map((_, index) => index));
      for (const [index, below] of stack.slice(1).entries()) {
        expect(below.aboveFloorMm + below.heightMm).toBeLessThanOrEqual(stack[index]?.aboveFloorMm ?? 0);
      }
    }
  });
});
