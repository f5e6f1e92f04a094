import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { GpioUnavailable, LineRefused, reasonOf, type GpioLine } from './gpio-port.ts';

export const sysfsRoot = '/sys/class/gpio';

/** A chip as sysfs shows it. Its lines have the numbers from `firstNumber` on. */
export type SysfsChip = {
  readonly name: string;
  readonly label: string;
  readonly firstNumber: number;
  readonly lineCount: number;
  /** Serial number of the device, if it has one, and the parts of its path. */
  readonly units: readonly string[];
};

/** Reads every chip below `root`. Rejects with `GpioUnavailable` where the kernel offers none this way. */
export async function readChips(root: string = sysfsRoot): Promise<readonly SysfsChip[]> {
  const entries = await readdir(root).catch((error: unknown) => {
    throw new GpioUnavailable(
      `the kernel offers no ${root} (${reasonOf(error)}); kernels without it have the character device, ` +
        'which the setting "port: gpiod" uses',
    );
  });
  const names = entries.filter((entry) => /^gpiochip\d+$/.test(entry)).toSorted();
  return Promise.all(names.map((name) => readChip(join(root, name), name)));
}

async function readChip(folder: string, name: string): Promise<SysfsChip> {
  const text = async (file: string): Promise<string> => (await readFile(join(folder, file), 'utf8')).trim();
  const [label, first, count] = await Promise.all([text('label'), text('base'), text('ngpio')]);
  const device = join(folder, 'device');
  const [uevent, path] = await Promise.all([
    readFile(join(device, 'uevent'), 'utf8').catch(() => ''),
    realpath(device).catch(() => ''),
  ]);
  const serial = /^HID_UNIQ=(.+)$/m.exec(uevent)?.[1];
  const units = [...(serial === undefined ? [] : [serial]), ...path.split('/').filter((part) => part !== '')];
  return { name, label, firstNumber: Number(first), lineCount: Number(count), units };
}

/**
 * The number of a line in sysfs. Numbers are nobody's to guess: Raspberry Pi kernels from 6.6 on count from
 * 512, a Pi 5 from wherever its chip came to lie, other boards differently at every start. Throws
 * `LineRefused`.
 */
export function findNumber(line: GpioLine, chips: readonly SysfsChip[]): number {
  const chip = findChip(line, chips);
  if (line.offset >= chip.lineCount) {
    throw new LineRefused(line, `the chip has the lines 0 to ${String(chip.lineCount - 1)}`);
  }
  return chip.firstNumber + line.offset;
}

type NamedChip = Pick<SysfsChip, 'name' | 'label' | 'units'>;

/** The one chip of this label, or of this label and unit. Throws `LineRefused` for none and for several. */
export function findChip<Chip extends NamedChip>(line: GpioLine, chips: readonly Chip[]): Chip {
  const { chip: label, unit } = line;
  const labelled = chips.filter((chip) => chip.label === label);
  const found = unit === undefined ? labelled : labelled.filter((chip) => chip.units.includes(unit));
  const [first, second] = found;
  if (first === undefined) throw new LineRefused(line, explainAbsence(chips, labelled, unit));
  if (second === undefined) return first;
  const choices = found.map((chip) => `${chip.name} (${chip.units.join(', ') || 'no unit'})`).join('; ');
  throw new LineRefused(line, `${String(found.length)} chips match; tell them apart with "unit": ${choices}`);
}

function explainAbsence(
  chips: readonly NamedChip[],
  labelled: readonly NamedChip[],
  unit: string | undefined,
): string {
  if (labelled.length > 0) {
    const units = labelled.map((chip) => chip.units.join(', ') || 'no unit').join('; ');
    return `no chip of this label has the unit ${String(unit)}; there are: ${units}`;
  }
  const labels = chips.map((chip) => chip.label).join(', ') || 'none';
  return `this machine has no chip of this label; it has: ${labels}`;
}
