import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  GpioUnavailable,
  LineRefused,
  reasonOf,
  type GpioInputs,
  type GpioLine,
  type GpioOutput,
  type GpioPort,
  type InputWiring,
  type OutputPlace,
  type OutputWiring,
} from './gpio-port.ts';
import { findChip } from './sysfs-chips.ts';
import { ScriptEnded, ShellScript } from './tools-process.ts';
import {
  keeperScript,
  readDetected,
  readerScript,
  readVersion,
  type DetectedChip,
  type ToolsVersion,
} from './tools-version.ts';

const run = promisify(execFile);

export type ToolsOptions = {
  /** Where the programs are looked for; the PATH of this process if absent. */
  readonly path?: string;
};

type Chip = DetectedChip & { readonly units: readonly string[] };

/**
 * GPIO through the character device by the programs of the Debian package gpiod, of libgpiod 1 and 2 alike
 * (decision 15). Rejects with `GpioUnavailable` where they are not installed.
 */
export async function openToolsPort({ path }: ToolsOptions = {}): Promise<GpioPort> {
  const said = await detect(['--version'], path);
  const version = readVersion(said);
  if (version === null) throw new GpioUnavailable(`gpiodetect is of an unknown version: ${said.trim()}`);
  return new ToolsPort(version, path);
}

async function detect(args: readonly string[], path: string | undefined): Promise<string> {
  const env = path === undefined ? process.env : { ...process.env, PATH: path };
  try {
    return (await run('gpiodetect', [...args], { env })).stdout;
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new GpioUnavailable(
      isAbsent ? 'gpiodetect is not installed; apt-get install gpiod' : reasonOf(error).trim(),
    );
  }
}

class ToolsPort implements GpioPort {
  readonly name: string;
  readonly #version: ToolsVersion;
  readonly #path: string | undefined;

  constructor(version: ToolsVersion, path: string | undefined) {
    this.name = `gpiod ${version.text}`;
    this.#version = version;
    this.#path = path;
  }

  async locate(line: OutputWiring): Promise<OutputPlace> {
    const chip = await this.#find(line);
    const restsAt = line.activeLow ? 'high' : 'low';
    return { through: 'gpiod', address: [chip.name, String(line.offset)], restsAt };
  }

  async claimOutput(line: OutputWiring): Promise<GpioOutput> {
    const { name } = await this.#find(line);
    const [rest, active] = line.activeLow ? ['1', '0'] : ['0', '1'];
    const args = [name, String(line.offset), rest, active];
    const keeper = new ShellScript(keeperScript(this.#version), args, this.#path);
    try {
      await keeper.hear();
    } catch (error) {
      throw new LineRefused(line, reasonOf(error));
    }
    return new KeptOutput(keeper);
  }

  async claimInputs(lines: readonly InputWiring[]): Promise<GpioInputs> {
    // Found first, so that nothing was started when one of them cannot be had.
    const chips: Chip[] = [];
    for (const line of lines) chips.push(await this.#find(line));
    const readers = new Map<string, ChipReader>();
    const wired = lines.map((line, index): WiredInput => {
      const name = chips[index]?.name ?? '';
      const bias = line.bias === 'as-is' ? '' : line.bias;
      const key = `${name} ${bias}`;
      const reader =
        readers.get(key) ??
        new ChipReader(new ShellScript(readerScript(this.#version), [name, bias], this.#path));
      readers.set(key, reader);
      return { reader, offset: line.offset, activeLow: line.activeLow };
    });
    return new ReadInputs(wired);
  }

  async #find(line: GpioLine): Promise<Chip> {
    const detected = readDetected(await detect([], this.#path));
    const chip = findChip(line, await Promise.all(detected.map(withUnits)));
    if (line.offset < chip.lineCount) return chip;
    throw new LineRefused(line, `the chip has the lines 0 to ${String(chip.lineCount - 1)}`);
  }
}

/** Serial number and path of the device behind a chip, as the kernel's tree of devices has them. */
async function withUnits(chip: DetectedChip): Promise<Chip> {
  const path = await realpath(join('/sys/bus/gpio/devices', chip.name)).catch(() => '');
  const uevent = await readFile(join(dirname(path), 'uevent'), 'utf8').catch(() => '');
  const serial = /^HID_UNIQ=(.+)$/m.exec(uevent)?.[1];
  const parts = path.split('/').filter((part) => part !== '');
  return { ...chip, units: [...(serial === undefined ? [] : [serial]), ...parts] };
}

/** A pulse ends by the clock of `gpioset`; putting the line to rest is what the keeper does anyway. */
class KeptOutput implements GpioOutput {
  readonly #keeper: ShellScript;

  constructor(keeper: ShellScript) {
    this.#keeper = keeper;
  }

  energise(pulseMs: number): void {
    if (this.#keeper.isOver)
      throw new ScriptEnded(`the keeper of the line ended: ${this.#keeper.lastComplaint}`);
    this.#keeper.say(String(pulseMs));
  }

  rest(): void {
    // A pulse cannot be cut short here, and it is never longer than it was asked for.
  }

  /** Resolves when a pulse that runs has ended. */
  release(): Promise<void> {
    return this.#keeper.finish();
  }
}

/** Asks for lines of one chip, one question at a time. */
class ChipReader {
  readonly #script: ShellScript;

  constructor(script: ShellScript) {
    this.#script = script;
  }

  async read(offsets: readonly number[]): Promise<readonly (0 | 1)[]> {
    const answer = this.#script.hear();
    this.#script.say(offsets.join(' '));
    const values = (await answer).trim().split(' ');
    const isWhole = values.length === offsets.length && values.every((value) => /^[01]$/.test(value));
    if (!isWhole) throw new GpioUnavailable(this.#script.lastComplaint || values.join(' '));
    return values.map((value) => (value === '1' ? 1 : 0));
  }

  finish(): Promise<void> {
    return this.#script.finish();
  }
}

type WiredInput = { readonly reader: ChipReader; readonly offset: number; readonly activeLow: boolean };

class ReadInputs implements GpioInputs {
  readonly #lines: readonly WiredInput[];

  constructor(lines: readonly WiredInput[]) {
    this.#lines = lines;
  }

  async read(indices: readonly number[]): Promise<readonly boolean[]> {
    const levels = new Map<number, boolean>();
    for (const reader of new Set(this.#lines.map((line) => line.reader))) {
      const own = indices.filter((index) => this.#lines[index]?.reader === reader);
      if (own.length === 0) continue;
      const values = await reader.read(own.map((index) => this.#lines[index]?.offset ?? 0));
      for (const [place, index] of own.entries()) {
        levels.set(index, (values[place] === 1) !== this.#lines[index]?.activeLow);
      }
    }
    return indices.map((index) => levels.get(index) === true);
  }

  watch(): boolean {
    return false;
  }

  mute(): void {
    // There are no edges to mute.
  }

  async release(): Promise<void> {
    await Promise.all([...new Set(this.#lines.map(({ reader }) => reader))].map((reader) => reader.finish()));
  }
}
