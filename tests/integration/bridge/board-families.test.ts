import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import { boardProfile, type BoardProfile } from '#bridge/profiles/schema';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import type { BoardId, CompartmentLabel, IntentionId } from '#domain/words';
import { createDoors } from '#hardware/doors';
import { startSimulation } from '#simulator/cabinet-simulation';
import { createMachineClock } from '#simulator/wires/clocks';
import type { HardwareReport } from '#station/ports';
import { machineClock } from './machine-clock.ts';

const folder = new URL('../../../hardware-profiles/boards/', import.meta.url);
const profiles = readdirSync(folder).map((file) =>
  boardProfile.parse(parse(readFileSync(new URL(file, folder), 'utf8'))),
);
const soon = { timeout: 15_000, interval: 20 };

type Door = { readonly label: CompartmentLabel; readonly profile: BoardProfile; readonly hasSensor: boolean };

/** Boards of these profiles on one line, each with a door on its last channel. */
async function lineOf(wired: readonly BoardProfile[]) {
  const boards = wired.map((profile, index) => ({
    id: `board-${String(index)}`,
    profile,
    address: Math.max(profile.address.min, index + 1),
  }));
  const doors = boards.map(({ id, profile }): Door => {
    const label = `${id}-last` as CompartmentLabel;
    return { label, profile, hasSensor: createBoardCodec(profile).shows === 'doors' };
  });
  const compartments = doors.map(({ label, profile, hasSensor }, index) => ({
    label,
    board: `board-${String(index)}` as BoardId,
    channel: profile.channels,
    doorSensor: hasSensor,
    occupancySensor: profile.polarity.item !== null,
  }));
  const { line } = wired[0] ?? fail();
  const { baud } = line;
  const drawing = { size: 'M', cabinet: 'A', column: 0, row: 0, widthMm: 1, clearHeightMm: 1, heightMm: 1 };
  const simulation = await startSimulation({
    buses: [{ id: 'main', transport: { baud }, boards }],
    compartments: compartments.map((one) => ({ ...one, ...drawing })),
    seed: 3,
    pacing: 'off',
    hands: 'nobody',
    clock: createMachineClock(),
    controlPath: null,
  });
  const path = simulation.ttys['main'] ?? '';
  const reports: HardwareReport[] = [];
  const station = createDoors(
    { buses: [{ id: 'main', transport: { kind: 'serial', path, baud }, boards }], compartments },
    {
      clock: machineClock,
      openTransport: () => createSerialTransport({ path, ...line }),
    },
  );
  const physical = (label: CompartmentLabel) => simulation.physics.find(label) ?? fail();
  await station.start((report) => reports.push(report));
  const stop = async (): Promise<void> => {
    await station.stop();
    await simulation.stop();
  };
  return { station, reports, doors, physical, simulation, stop };
}

function fail(): never {
  throw new TypeError('the line lacks what the test asks for');
}

type RunningLine = Awaited<ReturnType<typeof lineOf>>;

const readingsOf = (reports: readonly HardwareReport[], label: CompartmentLabel): string[] =>
  reports.flatMap((report) =>
    report.kind === 'reading' && report.compartment === label ? [report.door] : [],
  );

const outcomesOf = (reports: readonly HardwareReport[]): string[] =>
  reports.flatMap((report) => (report.kind === 'unlock' ? [report.outcome] : []));

/**
 * Opens a door, sees it open, closes it by hand and sees it closed; without a sensor nothing is ever seen.
 */
async function openAndClose({ station, reports, physical }: RunningLine, door: Door): Promise<void> {
  const { label, hasSensor } = door;
  const before = outcomesOf(reports).length;
  station.attend([label]);
  station.unlock(`open-${label}` as IntentionId, label);
  await expect.poll(() => outcomesOf(reports).length, soon).toBe(before + 1);
  expect(outcomesOf(reports).at(-1)).toBe(hasSensor ? 'opened' : 'unseen');
  await expect.poll(() => physical(label).view(), soon).toMatchObject({ door: 'open', coil: 'off' });
  expect(physical(label).closeDoor()).toEqual({ ok: true });
  if (hasSensor)
    await expect.poll(() => readingsOf(reports, label), soon).toEqual(['closed', 'open', 'closed']);
  else expect(readingsOf(reports, label)).toEqual(['unknown']);
}

describe('every board that ships, from the station to the latch and back', () => {
  test.each(profiles)('$id', async (profile) => {
    const line = await lineOf([profile]);
    try {
      for (const door of line.doors) await openAndClose(line, door);
      const opened = line.simulation.physics.coilIntervals().map(({ compartment }) => compartment);
      expect(opened).toEqual(line.doors.map(({ label }) => label));
      expect(line.reports.filter(({ kind }) => kind === 'board-silent')).toEqual([]);
    } finally {
      await line.stop();
    }
  });
});

describe('families that share one line', () => {
  const shared = profiles.filter(({ line }) => line.baud === 9600);

  test('each opens its own doors and no other', async () => {
    expect(new Set(shared.map(({ protocol }) => protocol)).size).toBeGreaterThanOrEqual(7);
    const line = await lineOf(shared);
    try {
      for (const door of line.doors) await openAndClose(line, door);
      const opened = line.simulation.physics.coilIntervals().map(({ compartment }) => compartment);
      expect(opened).toEqual(line.doors.map(({ label }) => label));
      expect(line.reports.filter(({ kind }) => kind === 'board-silent')).toEqual([]);
    } finally {
      await line.stop();
    }
  }, 120_000);
});

describe('a pulse that the controller ends', () => {
  test('R5 is cut when the station stops in the middle of it', async () => {
    const profile = profiles.find(({ id }) => id === 'modbus-coils-16') ?? fail();
    const line = await lineOf([profile]);
    try {
      const { label } = line.doors[0] ?? fail();
      line.station.unlock('open' as IntentionId, label);
      await expect.poll(() => line.physical(label).view().coil, soon).toBe('on');
      await line.station.stop();
      expect(line.physical(label).view().coil).toBe('off');
    } finally {
      await line.stop();
    }
  });
});
