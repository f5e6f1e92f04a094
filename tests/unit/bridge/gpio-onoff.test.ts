import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Worker } from 'node:worker_threads';
import type { OutputWiring } from '#bridge/gpio/gpio-port';
import { openSysfsPort } from '#bridge/gpio/sysfs-port';

type Options = { readonly activeLow: boolean };

/** Stands where onoff stands and writes down how it is called; `obeys` is what becomes of a line. */
class CalledGpio {
  static calls: unknown[] = [];
  static obeys = true;
  static hasEdge = true;
  readonly #direction: string;
  #level: 0 | 1;

  constructor(number: number, direction: string, edge: string, options: Options) {
    CalledGpio.calls.push([number, direction, edge, options]);
    this.#direction = CalledGpio.obeys && direction !== 'in' ? 'out' : 'in';
    this.#level = direction === 'high' && CalledGpio.obeys ? 1 : 0;
  }

  readSync(): 0 | 1 {
    return this.#level;
  }

  writeSync(level: 0 | 1): void {
    CalledGpio.calls.push(level);
    this.#level = level;
  }

  direction(): string {
    return this.#direction;
  }

  edge(): string {
    return CalledGpio.hasEdge ? 'both' : 'none';
  }

  watch(): void {
    CalledGpio.calls.push('watch');
  }

  unwatch(): void {
    CalledGpio.calls.push('unwatch');
  }

  unexport(): void {
    CalledGpio.calls.push('unexport');
  }
}

const line = (activeLow: boolean): OutputWiring => ({ chip: 'pinctrl-bcm2711', offset: 17, activeLow });
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-gpio-'));
  const chip = join(root, 'gpiochip512');
  mkdirSync(chip);
  writeFileSync(join(chip, 'label'), 'pinctrl-bcm2711\n');
  writeFileSync(join(chip, 'base'), '512\n');
  writeFileSync(join(chip, 'ngpio'), '58\n');
  CalledGpio.calls = [];
  CalledGpio.obeys = true;
  CalledGpio.hasEdge = true;
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const open = () => openSysfsPort({ root, load: () => Promise.resolve({ Gpio: CalledGpio }) });

describe('an output through onoff', () => {
  test.each([
    ['active-high', false, 'low', 1, 0],
    ['active-low', true, 'high', 0, 1],
  ])(
    'R5 that is %s is claimed at rest in one step and pulsed by two writes',
    async (_, activeLow, claim, on, off) => {
      const output = await (await open()).claimOutput(line(activeLow));
      output.energise(500);
      output.rest();
      expect(CalledGpio.calls).toEqual([[529, claim, 'none', { activeLow: false }], on, off]);
    },
  );

  test('R5 stays driven at rest when it is given back', async () => {
    const output = await (await open()).claimOutput(line(true));
    await output.release();
    expect(CalledGpio.calls.slice(1)).toEqual([1]);
  });

  test('is refused when it was exported before and does not obey', async () => {
    CalledGpio.obeys = false;
    await expect((await open()).claimOutput(line(true))).rejects.toThrow(
      'pinctrl-bcm2711 line 17: it was exported before and does not let itself be driven',
    );
  });

  test('leaves nothing behind at the exit of the process once it is given back, however many there are', async () => {
    const before = process.listenerCount('exit');
    const port = await open();
    const outputs = await Promise.all(Array.from({ length: 16 }, () => port.claimOutput(line(false))));
    expect(process.listenerCount('exit')).toBeLessThanOrEqual(before + 1);
    await Promise.all(outputs.map((output) => output.release()));
    expect(process.listenerCount('exit')).toBe(before);
  });
});

describe('inputs through onoff', () => {
  const input = { ...line(true), bias: 'as-is' } as const;

  test('are active as they are wired', async () => {
    const inputs = await (await open()).claimInputs([input, { ...input, offset: 18, activeLow: false }]);
    expect(await inputs.read([0, 1])).toEqual([true, false]);
    expect(await inputs.read([1])).toEqual([false]);
  });

  test('say when the chip tells no edges', async () => {
    CalledGpio.hasEdge = false;
    const inputs = await (await open()).claimInputs([input]);
    expect(inputs.watch(() => undefined)).toBe(false);
    expect(CalledGpio.calls).not.toContain('watch');
  });

  test('are listened to again after they were muted', async () => {
    const inputs = await (await open()).claimInputs([input]);
    expect(inputs.watch(() => undefined)).toBe(true);
    inputs.mute(0, true);
    inputs.mute(0, false);
    await inputs.release();
    expect(CalledGpio.calls.slice(1)).toEqual(['watch', 'unwatch', 'watch', 'unwatch', 'unexport']);
  });

  test('are refused with a pull resistor, and what was claimed before is given back', async () => {
    const port = await open();
    await expect(port.claimInputs([input, { ...input, offset: 18, bias: 'pull-up' }])).rejects.toThrow(
      'pinctrl-bcm2711 line 18: sysfs cannot switch a pull resistor on',
    );
    expect(CalledGpio.calls.slice(1)).toEqual(['unexport']);
  });
});

describe('R26 a machine without GPIO', () => {
  const built = new URL('../../../dist/firmware-bridge/gpio/', import.meta.url);
  const attempt = 'openSysfsPort().then(() => "it opened", (error) => error.message)';

  /** What a process says that runs the built adapter from a folder with other packages, or with none. */
  function sayElsewhere(onoff: string | null): string {
    const elsewhere = join(root, 'elsewhere');
    mkdirSync(join(elsewhere, 'node_modules/onoff'), { recursive: true });
    for (const name of ['gpio-port.js', 'sysfs-chips.js', 'sysfs-port.js']) {
      copyFileSync(new URL(name, built), join(elsewhere, name));
    }
    writeFileSync(join(elsewhere, 'package.json'), '{"type":"module"}');
    if (onoff === null) rmSync(join(elsewhere, 'node_modules'), { recursive: true });
    else writeFileSync(join(elsewhere, 'node_modules/onoff/index.js'), onoff);
    const code = `import { openSysfsPort } from './sysfs-port.js'; console.log(await ${attempt});`;
    writeFileSync(join(elsewhere, 'main.js'), code);
    return execFileSync(process.execPath, [join(elsewhere, 'main.js')], { encoding: 'utf8' }).trim();
  }

  test('R26 says that onoff is not installed, and what it needs', () => {
    expect(sayElsewhere(null)).toBe(
      'GPIO is not available on this machine: the optional package onoff is not installed; it needs make, g++ ' +
        'and python3 when the program is installed',
    );
  });

  test('R26 says that the addon of onoff was not compiled', () => {
    const broken = 'throw new Error("Could not locate the bindings file. Tried:\\n  build/epoll.node");';
    expect(sayElsewhere(broken)).toBe(
      'GPIO is not available on this machine: the addon of onoff does not load (Could not locate the bindings ' +
        'file. Tried:); it needs make, g++ and python3 when the program is installed',
    );
  });

  test('R26 says that onoff is refused in a worker, where its addon crashes', async () => {
    const source = new URL('sysfs-port.js', built).href;
    const code = `import(${JSON.stringify(source)}).then(({ openSysfsPort }) => ${attempt})
      .then((said) => require('node:worker_threads').parentPort.postMessage(said));`;
    const worker = new Worker(code, { eval: true });
    const message = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    expect(message).toBe('GPIO is not available on this machine: onoff works in the main thread only');
  });
});
