import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import { packageRoot } from '#config/package-root';
import { loadStationFile } from '#config/station-file';
import type { Settings } from '#config/settings';
import { startSimulation, type CabinetSimulation } from '#simulator/cabinet-simulation';
import { createMachineClock } from '#simulator/wires/clocks';
import { latchkey } from './technician-terminal.ts';

const folder = await mkdtemp(join(tmpdir(), 'latchkey-doors-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

type Bench = {
  readonly config: string;
  readonly simulation: CabinetSimulation;
  readonly settings: Settings;
  readonly doorOf: (label: string) => string | undefined;
};

/** The hardware of the example station behind real terminals, and a station file that names them. */
async function install(
  rewire: (settings: Settings) => Settings['compartments'] = (s) => s.compartments,
): Promise<Bench> {
  const example = join(packageRoot(), 'docs', 'station.example.yaml');
  const loaded = await loadStationFile(example, {});
  if (!loaded.ok) throw new RangeError('the example is not in order');
  const { settings } = loaded;
  const simulation = await startSimulation({
    buses: settings.buses,
    compartments: rewire(settings),
    seed: 1,
    clock: createMachineClock(),
    pacing: 'off',
    hands: 'nobody',
    controlPath: null,
  });
  cleanups.push(() => simulation.stop());
  const text = await readFile(example, 'utf8');
  const config = join(folder, `${String(Math.random()).slice(2)}.yaml`);
  const wired = text
    .replace('/dev/locker/bus0', simulation.ttys['left'] ?? '')
    .replace('/dev/locker/bus1', simulation.ttys['right'] ?? '');
  await writeFile(config, wired);
  return { config, simulation, settings, doorOf: (label) => simulation.physics.find(label)?.view().door };
}

/** Two doors whose cables were swapped. */
function swapped(one: string, other: string): (settings: Settings) => Settings['compartments'] {
  return ({ compartments }) => {
    const channelOf = (label: string) =>
      compartments.find((compartment) => compartment.label === label)?.channel;
    return compartments.map((compartment) => {
      const { label, channel } = compartment;
      const swappedWith = label === one ? other : label === other ? one : null;
      return swappedWith === null
        ? compartment
        : { ...compartment, channel: channelOf(swappedWith) ?? channel };
    });
  };
}

describe('latchkey doors list', () => {
  it('reads every door and says what it shows', async () => {
    const { config, simulation } = await install();
    simulation.physics.find('B03')?.openByHand();
    const { code, printed } = await latchkey(['doors', 'list', '--config', config]);
    expect(code).toBe(0);
    expect(printed.split('\n')).toHaveLength(40);
    expect(printed).toMatch(/^A01 +left-0 channel 1 +closed +empty$/m);
    expect(printed).toMatch(/^B03 +right-1 channel 3 +open/m);
  });

  it('answers 1 and names a board that is silent', async () => {
    const { config, simulation } = await install();
    simulation.station.boards.get('right-1')?.setFault({ kind: 'silent' });
    const { code, printed } = await latchkey(['doors', 'list', '--config', config, '--json']);
    expect(code).toBe(1);
    const { doors, silentBoards } = JSON.parse(printed) as {
      doors: { door: string }[];
      silentBoards: string[];
    };
    expect(silentBoards).toEqual(['right-1']);
    expect(doors.filter(({ door }) => door === 'no-answer')).toHaveLength(24);
  });

  it('says that the controller holds the port', async () => {
    const { config, simulation, settings } = await install();
    const line = settings.buses[0]?.boards[0]?.profile.line;
    if (!line) throw new RangeError('the example has a bus without boards');
    const controller = await createSerialTransport({ path: simulation.ttys['left'] ?? '', ...line }).open({
      received: () => undefined,
      lost: () => undefined,
    });
    cleanups.push(() => controller.close());
    const { code, printed, complained } = await latchkey(['doors', 'list', '--config', config]);
    expect(code).toBe(1);
    expect(printed).toBe('');
    expect(complained).toMatch(/^bus left: .*Cannot lock port.*stop the controller first/);
  });
});

describe('latchkey doors open', () => {
  it('sends one pulse after a person has said so', async () => {
    const { config, simulation, doorOf } = await install();
    const { code, printed } = await latchkey(['doors', 'open', 'a05', '--config', config], () =>
      Promise.resolve('y'),
    );
    expect(code).toBe(0);
    expect(printed).toMatch(/^A05 opened \d+ ms after the pulse began\.$/);
    expect(doorOf('A05')).toBe('open');
    expect(simulation.physics.coilIntervals()).toHaveLength(1);
  });

  it('sends none without a yes', async () => {
    const { config, simulation } = await install();
    const words = ['doors', 'open', 'A05', '--config', config];
    expect((await latchkey(words, () => Promise.resolve(''))).code).toBe(1);
    expect((await latchkey(words)).complained).toBe('No pulse was sent.');
    expect(simulation.physics.coilIntervals()).toEqual([]);
  });

  it('R6 sends none to a door that a fresh read shows open', async () => {
    const { config, simulation } = await install();
    simulation.physics.find('A05')?.openByHand();
    const { code, complained } = await latchkey(['doors', 'open', 'A05', '--config', config, '--yes']);
    expect(code).toBe(1);
    expect(complained).toContain('no pulse was sent, the door reads open');
    expect(simulation.physics.coilIntervals()).toEqual([]);
  });

  it('R6 sends no second pulse to a door that does not move, and says so', async () => {
    const { config, simulation } = await install();
    simulation.physics.find('A05')?.setWear({ latch: { at: 'stuck' } });
    const { code, printed } = await latchkey(['doors', 'open', 'A05', '--config', config, '--yes', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({
      ok: false,
      outcome: 'no-movement',
      before: 'closed',
      after: 'closed',
    });
    expect(simulation.physics.coilIntervals()).toHaveLength(1);
  });

  it('answers 2 to a label that is not in the file', async () => {
    const { config } = await install();
    expect((await latchkey(['doors', 'open', 'Z99', '--config', config, '--yes'])).code).toBe(2);
  });
});

/** A person who tests the doors named and says which one opened since the last question. */
function tester({ simulation }: Bench, wanted: readonly string[]) {
  const isOpen = (label: string): boolean => simulation.physics.find(label)?.view().door === 'open';
  let open = new Set<string>();
  return (question: string): Promise<string> => {
    const begun = /^\d+ of \d+: (\w+)\./.exec(question)?.[1];
    if (begun !== undefined) return Promise.resolve(wanted.includes(begun) ? '' : 's');
    if (question.includes('reads open')) return Promise.resolve('');
    const now = new Set(simulation.physics.labels.filter(isOpen));
    const moved = [...now].find((label) => !open.has(label));
    open = now;
    return Promise.resolve(moved ?? '-');
  };
}

describe('latchkey doors test', () => {
  it('finds two swapped doors and suggests the wiring that is right', async () => {
    const bench = await install(swapped('A02', 'A03'));
    const words = ['doors', 'test', '--config', bench.config];
    const { code, printed } = await latchkey(words, tester(bench, ['A01', 'A02', 'A03']));
    expect(code).toBe(1);
    expect(printed).toContain('A01  left-0 channel 1: right');
    expect(printed).toContain('A02  left-0 channel 2: opened A03');
    expect(printed).toContain('1 right, 2 wrong, 37 not tested.');
    expect(printed).toContain(
      '      A02: { board: left-0, channel: 3 }\n      A03: { board: left-0, channel: 2 }',
    );
  });

  it('tells a door that jams from a door that is wired wrongly, as JSON', async () => {
    const bench = await install();
    bench.simulation.physics.find('A01')?.setWear({ latch: { at: 'stuck' } });
    const words = ['doors', 'test', '--config', bench.config, '--json'];
    const { code, printed } = await latchkey(words, tester(bench, ['A01', 'A02']));
    expect(code).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({
      ok: false,
      doors: [
        { label: 'A01', moved: null, ok: false, statusChanged: [] },
        { label: 'A02', moved: 'A02', ok: true, statusChanged: [{ board: 'left-0', channel: 2 }] },
      ],
      corrections: [],
    });
  });

  it('ends when the person has had enough, and opens nothing where nobody can be asked', async () => {
    const { config, simulation } = await install();
    const words = ['doors', 'test', '--config', config];
    expect(await latchkey(words, () => Promise.resolve('q'))).toMatchObject({
      code: 1,
      printed: expect.stringContaining('40 not tested') as string,
    });
    expect((await latchkey(words)).code).toBe(2);
    expect(simulation.physics.coilIntervals()).toEqual([]);
  });
});
