import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findNumber, readChips } from '#bridge/gpio/sysfs-chips';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

type Chip = {
  readonly label: string;
  readonly first: number;
  readonly count: number;
  readonly serial?: string;
};

/** A folder as `/sys/class/gpio` shows it, with the device of each chip behind a link. */
function sysfsOf(chips: readonly Chip[]): string {
  const root = mkdtempSync(join(tmpdir(), 'latchkey-gpio-'));
  folders.push(root);
  mkdirSync(join(root, 'gpio'));
  for (const [index, { label, first, count, serial }] of chips.entries()) {
    const folder = join(root, 'gpio', `gpiochip${String(first)}`);
    const device = join(root, 'devices', `1-1.${String(index)}`);
    mkdirSync(folder);
    mkdirSync(device, { recursive: true });
    writeFileSync(join(folder, 'label'), `${label}\n`);
    writeFileSync(join(folder, 'base'), `${String(first)}\n`);
    writeFileSync(join(folder, 'ngpio'), `${String(count)}\n`);
    if (serial !== undefined) writeFileSync(join(device, 'uevent'), `DRIVER=cp2112\nHID_UNIQ=${serial}\n`);
    symlinkSync(device, join(folder, 'device'));
  }
  return join(root, 'gpio');
}

const header = (first: number): Chip => ({ label: 'pinctrl-bcm2711', first, count: 58 });
const twins: readonly Chip[] = [
  { label: 'cp2112_gpio', first: 600, count: 8, serial: '0A01' },
  { label: 'cp2112_gpio', first: 608, count: 8, serial: '0B02' },
];

async function numberOf(chips: readonly Chip[], line: Parameters<typeof findNumber>[0]): Promise<number> {
  return findNumber(line, await readChips(sysfsOf(chips)));
}

describe('the number of a line', () => {
  test.each([
    ['an old Raspberry Pi kernel', 0, 17],
    ['one from 6.6 on', 512, 529],
    ['a Raspberry Pi 5', 571, 588],
  ])('is counted from where the chip lies on %s', async (_, first, expected) => {
    const others = [{ label: 'raspberrypi-exp-gpio', first: 700, count: 8 }];
    expect(await numberOf([header(first), ...others], { chip: 'pinctrl-bcm2711', offset: 17 })).toBe(
      expected,
    );
  });

  test('is told apart by serial number where labels repeat', async () => {
    expect(await numberOf(twins, { chip: 'cp2112_gpio', offset: 3, unit: '0B02' })).toBe(611);
  });

  test('is told apart by a part of the path of the device', async () => {
    expect(await numberOf(twins, { chip: 'cp2112_gpio', offset: 3, unit: '1-1.0' })).toBe(603);
  });

  test('is refused where labels repeat and nothing tells them apart', async () => {
    await expect(numberOf(twins, { chip: 'cp2112_gpio', offset: 3 })).rejects.toThrow(
      /2 chips match; tell them apart with "unit": gpiochip600 \(0A01, .*\); gpiochip608 \(0B02, .*\)/,
    );
  });

  test('is refused for a unit that no chip of this label has', async () => {
    await expect(numberOf(twins, { chip: 'cp2112_gpio', offset: 3, unit: '0C03' })).rejects.toThrow(
      'no chip of this label has the unit 0C03',
    );
  });

  test('is refused for a label that this machine does not have, with those that it has', async () => {
    await expect(numberOf([header(512)], { chip: 'pinctrl-rp1', offset: 17 })).rejects.toThrow(
      'pinctrl-rp1 line 17: this machine has no chip of this label; it has: pinctrl-bcm2711',
    );
  });

  test('is refused beyond the lines of the chip', async () => {
    await expect(numberOf([header(512)], { chip: 'pinctrl-bcm2711', offset: 58 })).rejects.toThrow(
      'pinctrl-bcm2711 line 58: the chip has the lines 0 to 57',
    );
  });

  test('R26 is not available without GPIO files, and the reason names the other way', async () => {
    await expect(readChips(join(tmpdir(), 'latchkey-no-such-folder'))).rejects.toThrow(
      /^GPIO is not available on this machine: the kernel offers no .*"port: gpiod"/,
    );
  });
});
