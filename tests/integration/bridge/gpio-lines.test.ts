import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '#config/package-root';
import type { BoardId, CompartmentLabel } from '#domain/words';
import type { CompartmentWiring } from '#hardware/wiring';
import { builtFile, GpioMachine, type PipedProcess } from './gpio-machine-process.ts';
import type { StationInput } from './gpio-station.ts';

const chip = 'pinctrl-bcm2711';
const releaseLines = join(packageRoot(), 'packaging/release-lines');
const soon = { timeout: 20_000, interval: 20 };

/** G01 hangs on a relay board that pulls when its line is high, G02 on one that pulls when it is low. */
const wired = [
  { label: 'G01', lock: 17, door: 27, activeLow: false },
  { label: 'G02', lock: 18, door: 22, activeLow: true },
];
const restOf = ({ activeLow }: (typeof wired)[number]): 0 | 1 => (activeLow ? 1 : 0);

type Report = { readonly kind: string; readonly compartment?: string; readonly door?: string };
type Station = { readonly child: PipedProcess; readonly reports: Report[] };
type Change = { readonly protection?: 'none' | 'timed-by-hardware'; readonly pulseMs?: number };

let machine: GpioMachine;
let folder: string;
let lineList: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-gpio-'));
  lineList = join(folder, 'gpio.lines');
  machine = await GpioMachine.start({ chip, lineCount: 58, compartments: wired });
});

afterEach(async () => {
  await machine.stop();
  rmSync(folder, { recursive: true });
});

function inputOf({ protection = 'none', pulseMs = 1000 }: Change): StationInput {
  const line = (offset: number, activeLow: boolean) => ({ chip, offset, activeLow });
  return {
    board: {
      id: 'relays',
      port: 'sysfs',
      channels: wired.map(({ lock, door, activeLow }) => ({
        lock: line(lock, activeLow),
        door: { ...line(door, true), bias: 'as-is' },
      })),
      timing: { pulseMs, settleMs: 100, openDetectMs: 3000, debounceMs: 50 },
      solenoidsAtOnceMax: 2,
      protection,
    },
    compartments: wired.map(({ label }, index): CompartmentWiring => ({
      label: label as CompartmentLabel,
      board: 'relays' as BoardId,
      channel: index + 1,
      doorSensor: true,
      occupancySensor: false,
    })),
    lineList,
    guardProgram: releaseLines,
  };
}

async function startStation(change: Change = {}): Promise<Station> {
  const child = machine.run(process.execPath, [builtFile('gpio-station'), JSON.stringify(inputOf(change))]);
  const reports: Report[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => reports.push(JSON.parse(line) as Report));
  await expect.poll(() => reports.some(({ kind }) => kind === 'started'), soon).toBe(true);
  reports.splice(
    reports.findIndex(({ kind }) => kind === 'started'),
    1,
  );
  return { child, reports };
}

/** Begins a pulse on both locks and waits until both lines are energised. */
async function energiseBoth({ child }: Station): Promise<void> {
  child.stdin.write('G01\nG02\n');
  for (const one of wired) await expect.poll(() => machine.level(one.lock), soon).not.toBe(restOf(one));
}

async function expectRest(): Promise<void> {
  for (const one of wired) await expect.poll(() => machine.level(one.lock), soon).toBe(restOf(one));
}

async function kill({ child }: Station): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Writes that put an energising level on a lock's line. */
async function energisingWrites(): Promise<readonly unknown[]> {
  const writes = await machine.writes();
  return writes.filter(({ path, text }) =>
    wired.some(({ lock, activeLow }) => {
      const energising = activeLow ? ['0', 'low', 'out', 'in'] : ['1', 'high', 'in'];
      const isOfLock =
        path === `/gpio${String(512 + lock)}/value` || path.endsWith(`gpio${String(512 + lock)}/direction`);
      return isOfLock && energising.includes(text);
    }),
  );
}

function releaseByHand(): number | null {
  const { status } = spawnSync('nsenter', [...machine.inside, releaseLines, lineList], { stdio: 'inherit' });
  return status;
}

const reading = (compartment: string, door: string) => ({ kind: 'reading', compartment, door });

describe('real onoff on the files of a kernel', () => {
  test('finds its lines by label and offset, opens one door and reads it by edges', async () => {
    const station = await startStation({ pulseMs: 200 });
    expect(station.reports.splice(0)).toMatchObject([reading('G01', 'closed'), reading('G02', 'closed')]);
    station.child.stdin.write('G02\n');
    await expect.poll(() => station.reports.length, soon).toBe(2);
    expect(station.reports.splice(0)).toMatchObject([reading('G02', 'open'), { outcome: 'opened' }]);
    await machine.order({ do: 'open-by-hand', compartment: 'G01' });
    await expect.poll(() => station.reports.length, soon).toBe(1);
    expect(station.reports).toMatchObject([reading('G01', 'open')]);
    expect(await machine.coils()).toMatchObject([{ compartment: 'G02' }]);
    const writes = (await machine.writes()).map(({ path, text }) => `${path} ${text}`);
    expect(writes.filter((write) => write.startsWith('/gpio530/'))).toEqual([
      '/gpio530/active_low 0',
      '/gpio530/direction high',
      '/gpio530/value 0',
      '/gpio530/value 1',
    ]);
  });

  test('a switch that chatters a thousand times a second is told of at most once a second', async () => {
    const station = await startStation();
    const begunAt = performance.now();
    await machine.order({ do: 'chatter', offset: 27, isOn: true });
    await expect
      .poll(() => station.reports, soon)
      .toContainEqual(expect.objectContaining(reading('G01', 'unknown')));
    await machine.order({ do: 'open-by-hand', compartment: 'G02' });
    await expect
      .poll(() => station.reports, soon)
      .toContainEqual(expect.objectContaining(reading('G02', 'open')));
    await machine.order({ do: 'chatter', offset: 27, isOn: false });
    await machine.order({ do: 'apply', offset: 27, level: 0 });
    await expect.poll(() => station.reports.at(-1), soon).toMatchObject(reading('G01', 'closed'));
    const secondCount = Math.ceil((performance.now() - begunAt) / 1000);
    const told = station.reports.filter(({ compartment }) => compartment === 'G01');
    // The first one is what the start read.
    expect(told.length - 1).toBeLessThanOrEqual(secondCount);
  });

  test('a chip that is pulled out makes a silent board, and its return a board at rest', async () => {
    const station = await startStation();
    station.reports.splice(0);
    await machine.order({ do: 'present', isPresent: false });
    const kinds = (): readonly string[] => station.reports.map(({ kind }) => kind);
    await expect.poll(kinds, soon).toContain('board-silent');
    await machine.order({ do: 'present', isPresent: true });
    await expect.poll(kinds, soon).toContain('board-answering');
    await expect.poll(() => station.reports.at(-1), soon).toMatchObject(reading('G02', 'closed'));
    expect(await energisingWrites()).toEqual([]);
  });
});

describe('R5 a lock on a line', () => {
  test('R5 is never energised by power-up, by a restart or by claiming its line', async () => {
    const first = await startStation();
    await kill(first);
    const second = await startStation();
    second.child.stdin.write('stop\n');
    await once(second.child, 'exit');
    await startStation();
    expect(await energisingWrites()).toEqual([]);
    expect(await machine.coils()).toEqual([]);
    await expectRest();
  });

  test.each(['stop', 'exit', 'defect'])(
    'R5 is at rest after the process ended in mid-pulse by: %s',
    async (word) => {
      const station = await startStation({ protection: 'timed-by-hardware', pulseMs: 20_000 });
      await energiseBoth(station);
      const gone = once(station.child, 'exit');
      station.child.stdin.write(`${word}\n`);
      await gone;
      for (const one of wired) expect(await machine.level(one.lock)).toBe(restOf(one));
    },
  );

  test('R5 is put to rest by the guard after SIGKILL', async () => {
    const station = await startStation({ pulseMs: 20_000 });
    await energiseBoth(station);
    await kill(station);
    await expectRest();
  });

  test('R5 is put to rest by the guard after SIGSTOP, and works again after SIGCONT', async () => {
    const station = await startStation();
    station.reports.splice(0);
    await energiseBoth(station);
    station.child.kill('SIGSTOP');
    await expectRest();
    station.child.kill('SIGCONT');
    await expect.poll(() => station.reports.filter(({ kind }) => kind === 'unlock').length, soon).toBe(2);
    await expectRest();
  });

  test('R5 stays energised after SIGKILL where nothing guards it, until the supervisor or the next start', async () => {
    const station = await startStation({ protection: 'timed-by-hardware', pulseMs: 20_000 });
    await energiseBoth(station);
    await kill(station);
    for (const one of wired) expect(await machine.level(one.lock)).not.toBe(restOf(one));
    expect(releaseByHand()).toBe(0);
    await expectRest();

    const next = await startStation({ protection: 'timed-by-hardware', pulseMs: 20_000 });
    await energiseBoth(next);
    await kill(next);
    const before = await energisingWrites();
    await startStation({ protection: 'timed-by-hardware' });
    await expectRest();
    expect(await energisingWrites()).toEqual(before);
  });

  test('R5 is left alone by the list of another boot, whose numbers mean other lines', async () => {
    const station = await startStation({ protection: 'timed-by-hardware', pulseMs: 20_000 });
    await energiseBoth(station);
    await kill(station);
    writeFileSync(lineList, readFileSync(lineList, 'utf8').replace(/^boot .*$/m, 'boot another'));
    expect(releaseByHand()).toBe(0);
    for (const one of wired) expect(await machine.level(one.lock)).not.toBe(restOf(one));
  });

  test('R5 gets no pulse where its guard cannot be started', async () => {
    const input = { ...inputOf({}), guardProgram: join(folder, 'no-such-program') };
    const child = machine.run(process.execPath, [builtFile('gpio-station'), JSON.stringify(input)]);
    const reports: Report[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => reports.push(JSON.parse(line) as Report));
    child.stdin.write('G01\n');
    await expect.poll(() => reports, soon).toContainEqual(expect.objectContaining({ outcome: 'not-sent' }));
    expect((await machine.writes()).filter(({ path }) => path !== '/unexport')).toEqual([]);
  });
});
