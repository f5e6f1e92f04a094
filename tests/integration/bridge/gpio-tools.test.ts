import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GpioOutput, InputWiring, OutputWiring } from '#bridge/gpio/gpio-port';
import { openToolsPort } from '#bridge/gpio/tools-port';
import { packageRoot } from '#config/package-root';
import type { BoardId, CompartmentLabel } from '#domain/words';
import { builtFile } from './gpio-machine-process.ts';
import type { StationInput } from './gpio-station.ts';
import { PlayedTools } from './gpio-tools.ts';

const soon = { timeout: 20_000, interval: 20 };
const lock: OutputWiring = { chip: 'pinctrl-bcm2711', offset: 17, activeLow: true };
const door: InputWiring = { chip: 'pinctrl-bcm2711', offset: 27, activeLow: true, bias: 'pull-up' };

let folder: string;
const outputs: GpioOutput[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-gpio-'));
});

afterEach(async () => {
  for (const output of outputs.splice(0)) await output.release();
  rmSync(folder, { recursive: true });
});

describe.each([1, 2] as const)('the programs of libgpiod %i', (major) => {
  async function claim(tools: PlayedTools, line = lock): Promise<GpioOutput> {
    const output = await (await openToolsPort({ path: tools.path })).claimOutput(line);
    outputs.push(output);
    return output;
  }

  test('R5 hold a lock at rest, and pulse it once for each order', async () => {
    const tools = new PlayedTools(folder, major);
    const output = await claim(tools);
    expect(tools.history(17)).toEqual(['1']);
    output.energise(100);
    output.rest();
    const pulsed = ['1', 'released', '0', ...(major === 1 ? [] : ['1']), 'released', '1'];
    await expect.poll(() => tools.history(17), soon).toEqual(pulsed);
    await output.release();
    expect(tools.history(17)).toEqual([...pulsed, 'released', '1', 'released']);
  });

  test('R5 finish the pulse that runs when the station goes', async () => {
    const tools = new PlayedTools(folder, major);
    const output = await claim(tools);
    output.energise(300);
    await expect.poll(() => tools.history(17), soon).toContain('0');
    await output.release();
    expect(tools.history(17).slice(-2)).toEqual(['1', 'released']);
  });

  test('refuse a line that somebody else holds, with what they said', async () => {
    const tools = new PlayedTools(folder, major);
    tools.occupy(17);
    await expect(claim(tools)).rejects.toThrow('pinctrl-bcm2711 line 17: Device or resource busy');
  });

  test('refuse a line that the chip does not have', async () => {
    await expect(claim(new PlayedTools(folder, major), { ...lock, offset: 58 })).rejects.toThrow(
      'pinctrl-bcm2711 line 58: the chip has the lines 0 to 57',
    );
  });

  test('read door switches with and without a pull resistor', async () => {
    const tools = new PlayedTools(folder, major);
    const port = await openToolsPort({ path: tools.path });
    const inputs = await port.claimInputs([
      door,
      { ...door, offset: 22, bias: 'as-is' },
      { ...door, offset: 23, activeLow: false },
    ]);
    tools.apply(22, 1);
    tools.apply(23, 1);
    expect(await inputs.read([0, 1, 2])).toEqual([true, false, true]);
    expect(await inputs.read([1])).toEqual([false]);
    expect(inputs.watch(() => undefined)).toBe(false);
    await inputs.release();
  });

  test('say where a lock is, for whoever has to put it to rest', async () => {
    const tools = new PlayedTools(folder, major);
    const port = await openToolsPort({ path: tools.path });
    expect(port.name).toBe(`gpiod ${major === 1 ? '1.6.3' : '2.2.1'}`);
    expect(await port.locate(lock)).toEqual({
      through: 'gpiod',
      address: ['gpiochip0', '17'],
      restsAt: 'high',
    });
  });

  test.each(['SIGKILL', 'SIGSTOP'] as const)('R5 end the pulse of a station that got %s', async (signal) => {
    const tools = new PlayedTools(folder, major);
    const lineList = join(folder, 'gpio.lines');
    const station = startStation(tools, lineList);
    await expect.poll(() => station.lines.includes('{"kind":"started"}'), soon).toBe(true);
    station.child.stdin.write('G01\n');
    await expect.poll(() => tools.history(17), soon).toContain('0');
    station.child.kill(signal);
    await expect.poll(() => tools.history(17).at(-1), soon).toBe(signal === 'SIGKILL' ? 'released' : '1');
    expect(tools.history(17).filter((level) => level === '0')).toHaveLength(1);

    // The supervisor puts the line to rest once more, for boards whose lines float when nobody holds them.
    const gone = once(station.child, 'exit');
    station.child.kill('SIGKILL');
    if (signal === 'SIGSTOP') await gone;
    await expect.poll(() => tools.history(17).at(-1), soon).toBe('released');
    const { status } = spawnSync(join(packageRoot(), 'packaging/release-lines'), [lineList], {
      env: { ...process.env, PATH: tools.path },
    });
    expect(status).toBe(0);
    expect(tools.history(17).slice(-2)).toEqual(['1', 'released']);
  });
});

describe('R26 a machine without the programs', () => {
  test('R26 is told which package brings them', async () => {
    await expect(openToolsPort({ path: folder })).rejects.toThrow(
      'GPIO is not available on this machine: gpiodetect is not installed; apt-get install gpiod',
    );
  });
});

function startStation(tools: PlayedTools, lineList: string) {
  const input: StationInput = {
    board: {
      id: 'relays',
      port: 'gpiod',
      channels: [{ lock, door }],
      timing: { pulseMs: 400, settleMs: 100, openDetectMs: 1000, debounceMs: 50 },
      solenoidsAtOnceMax: 1,
      protection: 'none',
    },
    compartments: [
      {
        label: 'G01' as CompartmentLabel,
        board: 'relays' as BoardId,
        channel: 1,
        doorSensor: true,
        occupancySensor: false,
      },
    ],
    lineList,
    guardProgram: 'no guard is needed where gpioset ends every pulse',
  };
  const child = spawn(process.execPath, [builtFile('gpio-station'), JSON.stringify(input)], {
    env: { ...process.env, PATH: tools.path },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return { child, lines };
}
