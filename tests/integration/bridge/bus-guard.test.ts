import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '#config/package-root';
import type { BoardId, CompartmentLabel } from '#domain/words';
import type { BoardWiring, CompartmentWiring } from '#hardware/wiring';
import { startSimulation } from '#simulator/cabinet-simulation';
import { createMachineClock } from '#simulator/wires/clocks';
import { shippedProfile } from '../../unit/bridge/answering-board.ts';
import { plan } from '../../unit/simulator/virtual-hardware.ts';
import type { BusStationInput } from './bus-station.ts';
import { builtFile } from './gpio-machine-process.ts';

const cutCoils = join(packageRoot(), 'packaging/cut-coils');
const soon = { timeout: 20_000, interval: 20 };
const [first, second] = [1, 2];
const longMs = 60_000;

type Report = { readonly kind: string; readonly outcome?: string };
type Station = {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly reports: Report[];
};
type Change = {
  readonly protection?: 'none' | 'timed-by-hardware';
  readonly pulseMs?: number;
  readonly guardProgram?: string;
};

let folder: string;
let coilList: string;
let simulation: Awaited<ReturnType<typeof startSimulation>>;
const children: Station['child'][] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-coils-'));
  coilList = join(folder, 'bus.coils');
  simulation = await startSimulation({
    ...plan({ profile: shippedProfile('waveshare-relay-8ch-software'), addresses: [first, second] }),
    seed: 1,
    pacing: 'off',
    hands: 'nobody',
    clock: createMachineClock(),
    controlPath: null,
  });
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  await expect.poll(() => guards(), soon).toEqual([]);
  await simulation.stop();
  rmSync(folder, { recursive: true });
});

function inputOf({ protection = 'none', pulseMs = longMs, guardProgram = cutCoils }: Change) {
  const shipped = shippedProfile('waveshare-relay-8ch-software');
  const profile = { ...shipped, timing: { ...shipped.timing, pulseMs } };
  const boards = [first, second].map((address): BoardWiring => ({
    id: `board-${String(address)}`,
    profile,
    address,
    protection,
  }));
  const transport = { kind: 'serial', path: simulation.ttys['main'] ?? '', baud: 9600 } as const;
  const compartments = [first, second].map((address): CompartmentWiring => ({
    label: `${String(address)}-3` as CompartmentLabel,
    board: `board-${String(address)}` as BoardId,
    channel: 3,
    doorSensor: true,
    occupancySensor: false,
  }));
  const supplies = [{ id: 'both', boards: boards.map(({ id }) => id), solenoidsAtOnceMax: 2 }];
  const wiring = { buses: [{ id: 'main', transport, boards }], compartments, supplies };
  return { wiring, coilList, guardProgram } satisfies BusStationInput;
}

async function startStation(change: Change = {}): Promise<Station> {
  const command = [builtFile('bus-station'), JSON.stringify(inputOf(change))];
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const reports: Report[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => reports.push(JSON.parse(line) as Report));
  await expect.poll(() => reports.some(({ kind }) => kind === 'started'), soon).toBe(true);
  return { child, reports };
}

const coil = (address: number): unknown => simulation.physics.find(`${String(address)}-3`)?.view().coil;
const outcomes = ({ reports }: Station): readonly unknown[] =>
  reports.flatMap(({ kind, outcome }) => (kind === 'unlock' ? [outcome] : []));

async function energiseBoth({ child }: Station): Promise<void> {
  child.stdin.write('1-3\n2-3\n');
  for (const address of [first, second]) await expect.poll(() => coil(address), soon).toBe('on');
}

async function expectCut(): Promise<void> {
  for (const address of [first, second]) await expect.poll(() => coil(address), soon).toBe('off');
}

/** Processes that guard the coils of this test. */
function guards(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return words.includes('--guard') && words.includes(coilList) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

describe('R5 a coil whose pulse the station ends', () => {
  test('R5 is cut by the guard after SIGKILL in mid-pulse, on every board', async () => {
    const station = await startStation();
    await energiseBoth(station);
    const gone = once(station.child, 'exit');
    station.child.kill('SIGKILL');
    await gone;
    await expectCut();
  });

  test('R5 is cut by the guard after SIGSTOP, and the station works again after SIGCONT', async () => {
    const station = await startStation({ pulseMs: 1000 });
    await energiseBoth(station);
    station.child.kill('SIGSTOP');
    await expectCut();
    station.child.kill('SIGCONT');
    await expect.poll(() => outcomes(station), soon).toEqual(['opened', 'opened']);
    for (const address of [first, second]) simulation.physics.find(`${String(address)}-3`)?.closeDoor();
    await energiseBoth(station);
    await expectCut();
    await expect.poll(() => outcomes(station).length, soon).toBe(4);
  });

  test('R5 stays energised after SIGKILL where hardware is said to time it, until the supervisor', async () => {
    const station = await startStation({ protection: 'timed-by-hardware' });
    await energiseBoth(station);
    expect(guards()).toEqual([]);
    const gone = once(station.child, 'exit');
    station.child.kill('SIGKILL');
    await gone;
    expect([first, second].map(coil)).toEqual(['on', 'on']);
    expect(spawnSync(cutCoils, [coilList], { stdio: 'inherit' }).status).toBe(0);
    await expectCut();
  });

  test('R5 gets no pulse where its guard cannot be started', async () => {
    const station = await startStation({ guardProgram: join(folder, 'no-such-program') });
    station.child.stdin.write('1-3\n');
    await expect.poll(() => outcomes(station), soon).toEqual(['not-sent']);
    expect(simulation.physics.coilIntervals()).toEqual([]);
  });

  test('R5 gets no pulse while its guard is gone, and works again when the next one watches', async () => {
    const station = await startStation({ pulseMs: 300 });
    const [guard = 0] = guards();
    process.kill(guard, 'SIGKILL');
    await expect.poll(() => station.reports, soon).toContainEqual(expect.objectContaining({ kind: 'log' }));
    station.child.stdin.write('1-3\n');
    await expect.poll(() => outcomes(station), soon).toEqual(['not-sent']);
    await expect.poll(() => guards().length, soon).toBe(1);
    const again = async (): Promise<boolean> => {
      station.child.stdin.write('1-3\n');
      await expect.poll(() => outcomes(station).length, soon).toBeGreaterThan(1);
      return outcomes(station).includes('opened');
    };
    await expect.poll(again, soon).toBe(true);
    await expectCut();
  });

  test('R5 a pulse that the station ended is not cut again, and a stop in good order ends the guard', async () => {
    const station = await startStation({ pulseMs: 300 });
    await energiseBoth(station);
    await expect.poll(() => outcomes(station), soon).toEqual(['opened', 'opened']);
    const gone = once(station.child, 'exit');
    station.child.stdin.write('stop\n');
    await gone;
    await expect.poll(() => guards(), soon).toEqual([]);
    expect(simulation.physics.coilIntervals()).toHaveLength(2);
    expect(readFileSync(coilList, 'utf8').trim().split('\n')).toHaveLength(3);
  });
});
