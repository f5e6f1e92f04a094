import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { boardProfile } from '#bridge/profiles/schema';
import { createBusTransport } from '#bridge/transports/bus-transport';
import type { BoardId, CompartmentLabel, IntentionId } from '#domain/words';
import { createDoors, type HardwareDoors } from '#hardware/doors';
import { startSimulation, type CabinetSimulation } from '#simulator/cabinet-simulation';
import { createMachineClock } from '#simulator/wires/clocks';
import type { TcpPort } from '#simulator/wires/tcp-port';
import type { HardwareReport } from '#station/ports';
import { machineClock } from './machine-clock.ts';

const file = new URL('../../../hardware-profiles/boards/kerong-cu16.yaml', import.meta.url);
const profile = boardProfile.parse(parse(readFileSync(file, 'utf8')));
const soon = { timeout: 10_000 };
const label = '1' as CompartmentLabel;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const board = { id: 'board-0', profile, address: 0 };
const compartments = [1, 2, 3].map((channel) => ({
  label: String(channel) as CompartmentLabel,
  board: board.id as BoardId,
  channel,
  doorSensor: true,
  occupancySensor: true,
}));
const drawing = {
  size: 'M',
  cabinet: 'A',
  column: 0,
  row: 0,
  widthMm: 450,
  clearHeightMm: 200,
  heightMm: 100,
};

type Stage = {
  simulation: CabinetSimulation;
  doors: HardwareDoors;
  reports: HardwareReport[];
  server: TcpPort;
};

/** A board behind a virtual serial server, and the station's doors on it. */
async function open(kind: 'tcp' | 'rfc2217'): Promise<Stage> {
  const { baud } = profile.line;
  const simulation = await startSimulation({
    buses: [{ id: 'bus', transport: { kind, port: 0, baud }, boards: [board] }],
    compartments: compartments.map((one) => ({ ...one, ...drawing })),
    seed: 1,
    clock: createMachineClock(),
    pacing: 'off',
    hands: 'nobody',
    controlPath: null,
  });
  cleanups.push(() => simulation.stop());
  const { hostname: host, port } = new URL((simulation.ttys['bus'] ?? '').replace(/^\w+:/, 'http:'));
  const transport = { kind, host, port: Number(port), baud, latencyMs: 100 };
  const doors = createDoors(
    { buses: [{ id: 'bus', transport, boards: [board] }], compartments },
    {
      clock: machineClock,
      openTransport: (bus) => createBusTransport(bus.transport, profile.line, machineClock),
    },
  );
  cleanups.push(() => doors.stop());
  const reports: HardwareReport[] = [];
  await doors.start((report) => reports.push(report));
  return { simulation, doors, reports, server: simulation.ports.get('bus') as TcpPort };
}

describe.each(['tcp', 'rfc2217'] as const)('doors behind a serial server, by %s', (kind) => {
  test('are read and opened, and a line without errors has none', async () => {
    const { doors, reports } = await open(kind);
    expect(reports.splice(0)).toMatchObject([{ door: 'closed' }, { door: 'closed' }, { door: 'closed' }]);
    doors.unlock('i1' as IntentionId, label);
    await expect.poll(() => reports.at(-1), soon).toMatchObject({ kind: 'unlock', outcome: 'opened' });
    const [bus] = doors.counters();
    expect(bus?.line).toMatchObject({ timeouts: 0, strayReplies: 0, discardedBytes: 0, lost: 0 });
  });

  test('become unknown when the server loses its power, and come back by themselves', async () => {
    const { doors, reports, server } = await open(kind);
    reports.splice(0);
    server.unplug();
    await expect.poll(() => reports[0], soon).toEqual({ kind: 'board-silent', board: 'board-0' });
    server.plugIn();
    await expect
      .poll(() => reports.find((report) => report.kind === 'board-answering'), { timeout: 20_000 })
      .toBeDefined();
    expect(doors.counters()[0]).toMatchObject({ isOpen: true, line: { lost: 1, reopened: 1 } });
  });

  test('open nothing late: an unlock that the network holds back is taken back with the connection', async () => {
    const { simulation, doors, reports, server } = await open(kind);
    server.cutNetwork();
    doors.unlock('i1' as IntentionId, label);
    // The line is doubted because nobody answers, or given up because nothing comes back.
    const givenUpCount = (): number => {
      const { lost = 0, reopened = 0, openFailures = 0 } = doors.counters()[0]?.line ?? {};
      return lost + reopened + openFailures;
    };
    await expect.poll(givenUpCount, soon).toBeGreaterThan(0);
    server.joinNetwork();
    await expect.poll(() => doors.counters()[0]?.isOpen, soon).toBe(true);
    const outcomeOf = (): string | undefined =>
      reports.flatMap((report) => (report.kind === 'unlock' ? [report.outcome] : []))[0];
    await expect.poll(outcomeOf, soon).toMatch(/^(unseen|no-movement)$/);
    expect(simulation.physics.find(label)?.view()).toMatchObject({ latch: 'engaged', coil: 'off' });
  });
});
