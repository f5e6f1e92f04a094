import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readMachine } from '#platform/machine';

const directory = mkdtempSync(join(tmpdir(), 'latchkey-machine-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const sensor = join(directory, 'temp');

describe('the machine', () => {
  it('says what it has and what is left of it', () => {
    const { load, memory, disk, uptimeSeconds } = readMachine(directory, sensor);
    expect(Number.isInteger(uptimeSeconds)).toBe(true);
    expect(load.processorCount).toBeGreaterThanOrEqual(1);
    expect(memory.processBytes).toBeGreaterThan(10_000_000);
    expect(memory.processBytes).toBeLessThan(memory.totalBytes);
    expect(memory.freeBytes).toBeLessThan(memory.totalBytes);
    expect(disk?.totalBytes).toBeGreaterThan(0);
    expect(disk?.freeBytes).toBeLessThanOrEqual(disk?.totalBytes ?? 0);
  });

  it('reads the temperature where there is a sensor', () => {
    expect(readMachine(directory, sensor).temperatureCelsius).toBeNull();
    writeFileSync(sensor, '48312\n');
    expect(readMachine(directory, sensor).temperatureCelsius).toBe(48.312);
    writeFileSync(sensor, 'nonsense');
    expect(readMachine(directory, sensor).temperatureCelsius).toBeNull();
  });

  it('goes without the disk where it cannot be asked', () => {
    expect(readMachine(join(directory, 'missing'), sensor).disk).toBeNull();
  });
});
