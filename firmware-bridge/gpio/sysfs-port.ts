import { isMainThread } from 'node:worker_threads';
import {
  GpioUnavailable,
  LineRefused,
  reasonOf,
  type GpioInputs,
  type GpioOutput,
  type GpioPort,
  type InputWiring,
  type OutputPlace,
  type OutputWiring,
} from './gpio-port.ts';
import { findNumber, readChips, sysfsRoot } from './sysfs-chips.ts';

type Level = 0 | 1;

/** What is used of one line of onoff. */
interface Gpio {
  readSync(): Level;
  writeSync(level: Level): void;
  watch(changed: () => void): void;
  unwatch(): void;
  direction(): string;
  edge(): string;
  unexport(): void;
}

/** What is used of onoff; declared here, because the package is optional (rule R26). */
export type Onoff = {
  readonly Gpio: new (
    number: number,
    direction: 'in' | 'high' | 'low',
    edge: 'none' | 'both',
    options: { readonly activeLow: boolean },
  ) => Gpio;
};

export type SysfsOptions = {
  /** Where the chips are looked up. onoff itself knows no other place than `/sys/class/gpio`. */
  readonly root?: string;
  /** Loads onoff; replaced where a test has to see every call. */
  readonly load?: () => Promise<Onoff>;
};

/**
 * GPIO through `/sys/class/gpio` by onoff. Rejects with `GpioUnavailable`, and says why, where onoff is not
 * installed or not compiled or the kernel offers no sysfs GPIO (rule R26).
 *
 * Lines are driven at the level of the wire, never by the `active_low` of sysfs: with it, onoff's `out` would
 * pull an active-low relay the moment the line is claimed.
 */
export async function openSysfsPort(options: SysfsOptions = {}): Promise<GpioPort> {
  const { root = sysfsRoot, load = loadOnoff } = options;
  const onoff = await load();
  await readChips(root);
  return new SysfsPort(onoff, root);
}

async function loadOnoff(): Promise<Onoff> {
  // The addon of epoll crashes the process when it is loaded into a worker.
  if (!isMainThread) throw new GpioUnavailable('onoff works in the main thread only');
  try {
    return await import('onoff');
  } catch (error) {
    const isAbsent = /Cannot find package 'onoff'/.test(reasonOf(error));
    const what = isAbsent
      ? 'the optional package onoff is not installed'
      : `the addon of onoff does not load (${firstLineOf(reasonOf(error))})`;
    throw new GpioUnavailable(`${what}; it needs make, g++ and python3 when the program is installed`);
  }
}

function firstLineOf(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

class SysfsPort implements GpioPort {
  readonly name = 'onoff';
  readonly #onoff: Onoff;
  readonly #watchable: ReturnType<typeof makeWatchable>;
  readonly #root: string;

  constructor(onoff: Onoff, root: string) {
    this.#onoff = onoff;
    this.#watchable = makeWatchable(onoff);
    this.#root = root;
  }

  async locate(line: OutputWiring): Promise<OutputPlace> {
    const number = findNumber(line, await readChips(this.#root));
    return { through: 'sysfs', address: [String(number)], restsAt: line.activeLow ? 'high' : 'low' };
  }

  async claimOutput(line: OutputWiring): Promise<GpioOutput> {
    const number = findNumber(line, await readChips(this.#root));
    const rest: Level = line.activeLow ? 1 : 0;
    try {
      // `high` and `low` set direction and level in one step; `out` would begin low.
      const gpio = new this.#onoff.Gpio(number, rest === 1 ? 'high' : 'low', 'none', { activeLow: false });
      // onoff keeps silent about a line that was exported before and cannot be set.
      if (gpio.direction() === 'out' && gpio.readSync() === rest) return new SysfsOutput(gpio, rest);
    } catch (error) {
      throw new LineRefused(line, reasonOf(error));
    }
    throw new LineRefused(line, 'it was exported before and does not let itself be driven');
  }

  async claimInputs(lines: readonly InputWiring[]): Promise<GpioInputs> {
    const chips = await readChips(this.#root);
    const claimed: SysfsInput[] = [];
    try {
      for (const line of lines) claimed.push(this.#claimInput(line, findNumber(line, chips)));
    } catch (error) {
      for (const { gpio } of claimed) gpio.unexport();
      throw error;
    }
    return new SysfsInputs(claimed);
  }

  #claimInput(line: InputWiring, number: number): SysfsInput {
    if (line.bias !== 'as-is') throw new LineRefused(line, 'sysfs cannot switch a pull resistor on');
    const active: Level = line.activeLow ? 0 : 1;
    try {
      return { gpio: this.#openInput(number), active, isWatched: false };
    } catch (error) {
      throw new LineRefused(line, reasonOf(error));
    }
  }

  #openInput(number: number): WatchableGpio {
    const open = (): WatchableGpio => new this.#watchable(number, 'in', 'both', { activeLow: false });
    try {
      return open();
    } catch {
      // A chip without interrupts has no `edge` file. Once exported, onoff takes the line as it is.
      return open();
    }
  }
}

const driven = new Set<SysfsOutput>();

/** The last moment of a process that ends by itself or by a defect; a killed one has the supervisor. */
function restAtExit(): void {
  for (const output of driven) {
    try {
      output.rest();
    } catch {
      // The chip is gone, and with it the coil.
    }
  }
}

class SysfsOutput implements GpioOutput {
  readonly #gpio: Gpio;
  readonly #rest: Level;

  constructor(gpio: Gpio, rest: Level) {
    this.#gpio = gpio;
    this.#rest = rest;
    // One listener for all of them: from the eleventh on, Node.js warns of a leak.
    if (driven.size === 0) process.on('exit', restAtExit);
    driven.add(this);
  }

  energise(): void {
    this.#gpio.writeSync(this.#rest === 1 ? 0 : 1);
  }

  rest(): void {
    this.#gpio.writeSync(this.#rest);
  }

  /** Stays exported and driven: a line that is given back floats, and a floating input may pull a relay. */
  release(): Promise<void> {
    driven.delete(this);
    if (driven.size === 0) process.off('exit', restAtExit);
    try {
      this.rest();
    } catch {
      // The line went away with its chip: all that is left is to close the file.
      this.#gpio.unexport();
    }
    return Promise.resolve();
  }
}

/**
 * onoff reads a line inside the handler of its edge. When the chip was pulled out, that read throws where
 * nobody can catch it and would end the process; here the failure is kept for whoever reads next.
 */
function makeWatchable(onoff: Onoff) {
  return class extends onoff.Gpio {
    lost: unknown = null;

    override readSync(): Level {
      try {
        return super.readSync();
      } catch (error) {
        this.lost = error;
        return 0;
      }
    }
  };
}

type WatchableGpio = InstanceType<ReturnType<typeof makeWatchable>>;
type SysfsInput = { readonly gpio: WatchableGpio; readonly active: Level; isWatched: boolean };

class SysfsInputs implements GpioInputs {
  readonly #lines: readonly SysfsInput[];
  #edge: ((index: number) => void) | null = null;

  constructor(lines: readonly SysfsInput[]) {
    this.#lines = lines;
  }

  /** Reading sysfs costs microseconds, so that it is done at once. */
  read(indices: readonly number[]): Promise<readonly boolean[]> {
    const levels = indices.map((index) => this.#lines[index]?.gpio.readSync());
    const lost = this.#lines.find(({ gpio }) => gpio.lost !== null);
    if (lost !== undefined) return Promise.reject(new GpioUnavailable(reasonOf(lost.gpio.lost)));
    return Promise.resolve(levels.map((level, place) => level === this.#lines[indices[place] ?? -1]?.active));
  }

  watch(edge: (index: number) => void): boolean {
    this.#edge = edge;
    return this.#lines.every((line) => this.#listen(line));
  }

  mute(index: number, isMuted: boolean): void {
    const line = this.#lines[index];
    if (line === undefined) return;
    if (isMuted) ignore(line);
    else this.#listen(line);
  }

  release(): Promise<void> {
    this.#edge = null;
    for (const line of this.#lines) {
      ignore(line);
      line.gpio.unexport();
    }
    return Promise.resolve();
  }

  /** False where the line tells no edges. */
  #listen(line: SysfsInput): boolean {
    if (line.isWatched || this.#edge === null) return true;
    const index = this.#lines.indexOf(line);
    try {
      if (line.gpio.edge() !== 'both') return false;
      // Forgets what happened while nobody listened.
      line.gpio.readSync();
      line.gpio.watch(() => this.#edge?.(index));
      line.isWatched = true;
      return true;
    } catch {
      return false;
    }
  }
}

function ignore(line: SysfsInput): void {
  if (!line.isWatched) return;
  line.isWatched = false;
  line.gpio.unwatch();
}
