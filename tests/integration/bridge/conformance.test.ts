import { describe, expect, test } from 'vitest';
import { examineBoard, type Examined } from '#bridge/conformance/examination';
import { absentTechnician } from '#bridge/conformance/technician';
import type { BoardProfile } from '#bridge/profiles/schema';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import { startSimulation, type CabinetSimulation } from '#simulator/cabinet-simulation';
import { machineClock } from './machine-clock.ts';

const loaded = await loadProfiles(profilesDirectory());
/** Some families have 247 addresses; three of them show as much, and the suite ends sooner. */
const boards = loaded.ok ? [...loaded.profiles.boards.values()].map(withFewAddresses) : [];
const table = boards.map((profile) => [profile.id, profile] as const);
const label = (channel: number): string => `A${String(channel).padStart(2, '0')}`;

function withFewAddresses(profile: BoardProfile): BoardProfile {
  const { min, max } = profile.address;
  return { ...profile, address: { min, max: Math.min(max, min + 2) } };
}

/** A twin on a terminal of its own. */
function simulate(profile: BoardProfile): Promise<CabinetSimulation> {
  const space = { size: 'S', cabinet: 'A', column: 0, widthMm: 300, clearHeightMm: 100, heightMm: 100 };
  return startSimulation({
    buses: [
      {
        id: 'bus',
        transport: { baud: profile.line.baud },
        boards: [{ id: 'board', profile, address: profile.address.min }],
      },
    ],
    compartments: Array.from({ length: profile.channels }, (_, index) => {
      return { ...space, label: label(index + 1), board: 'board', channel: index + 1, row: index };
    }),
    seed: 1,
    clock: machineClock,
    pacing: 'off',
    hands: 'nobody',
    controlPath: null,
  });
}

function examine(profile: BoardProfile, simulation: CabinetSimulation): Promise<Examined> {
  const channel = profile.channels;
  return examineBoard({
    transport: createSerialTransport({ path: simulation.ttys['bus'] ?? '', ...profile.line }),
    clock: machineClock,
    profile,
    address: profile.address.min,
    channel,
    neighbours: [],
    technician: {
      answer: (question, asked) => {
        if (question !== 'which-moved') return absentTechnician.answer(question, asked);
        const moved = simulation.physics.find(label(channel))?.view().door === 'open' ? 'this' : 'none';
        return Promise.resolve(moved as Awaited<ReturnType<typeof absentTechnician.answer<typeof question>>>);
      },
    },
    listenMs: 100,
    readCount: 5,
  });
}

const failedIn = ({ findings }: Examined) =>
  findings.filter(({ result }) => result === 'failed').map(({ id, detail }) => `${id}: ${detail}`);

// The twins wait more than they work, and each has its own terminal.
describe.concurrent('on a real terminal', () => {
  test.each(table)('%s passes, and its last door is the one that opened', async (_, profile) => {
    const simulation = await simulate(profile);
    try {
      const examined = await examine(profile, simulation);
      expect(failedIn(examined)).toEqual([]);
      const open = simulation.physics.labels.filter(
        (one) => simulation.physics.find(one)?.view().door === 'open',
      );
      expect(open).toEqual([label(profile.channels)]);
      expect(simulation.physics.coilIntervals().every(({ offAtMs }) => offAtMs !== null)).toBe(true);
    } finally {
      await simulation.stop();
    }
  });

  test.each(table)('%s that answers twice opens nothing', async (_, profile) => {
    const simulation = await simulate(profile);
    try {
      simulation.station.boards.get('board')?.setFault({ kind: 'doubled' });
      const examined = await examine(profile, simulation);
      expect(failedIn(examined)).toEqual([expect.stringContaining('one-reply')]);
      expect(simulation.physics.coilIntervals()).toEqual([]);
    } finally {
      await simulation.stop();
    }
  });
});
