import type { BoardProfile } from '#bridge/profiles/schema';
import type { Transport } from '#bridge/transport';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import type { PlannedCompartment } from '#domain/state';
import { createDoors } from '#hardware/doors';
import type { CompartmentWiring } from '#hardware/wiring';
import { createVirtualStation } from '../../virtual-station.ts';
import type { VirtualStation } from '../../virtual-station.ts';
import type { BuildHardware, Site } from './hardware.ts';
import type { Life } from './life.ts';

/** One bus a board: the names of the boards of the plan, and the profile that each is of. */
const profileIds: Readonly<Record<string, string>> = { left: 'kerong-cu16', right: 'lockboard-8a-24' };
const turnaroundMs = 2;

type Wire = { life: Life; received: (bytes: Uint8Array) => void };

/** Loads the profiles once; a world itself must not wait for a disk. */
export async function loadByteHardware(): Promise<BuildHardware> {
  const named = new Set(Object.values(profileIds).map((id) => `boards/${id}`));
  const loaded = await loadProfiles(profilesDirectory(), named);
  if (!loaded.ok) throw new TypeError(JSON.stringify(loaded.problems));
  const { boards } = loaded.profiles;
  const profileOf = (board: string): BoardProfile => {
    const profile = boards.get(profileIds[board] ?? '');
    if (profile === undefined) throw new TypeError(`there is no profile for the board ${board}`);
    return profile;
  };
  return (site) => build(site, profileOf);
}

/**
 * The real hardware room and the real bridge on virtual boards, byte for byte, at the speed of the line:
 * every poll of every second is played.
 */
function build(site: Site, profileOf: (board: string) => BoardProfile): ReturnType<BuildHardware> {
  const { agenda, plan } = site;
  const boards = [...new Set(plan.compartments.map(({ board }) => board))];
  const buses = boards.map((board, address) => ({
    id: `bus-${board}`,
    transport: { kind: 'serial' as const, path: board, baud: profileOf(board).line.baud },
    boards: [{ id: board, profile: profileOf(board), address }],
  }));
  const compartments = wire(plan.compartments);
  const wires = new Map<string, Wire>();
  const station = createVirtualStation({
    buses,
    compartments: compartments.map((one) => ({ ...drawing, ...one })),
    seed: site.seed,
    clock: agenda,
    wireClock: agenda,
    pacing: 'line-speed',
    hands: 'nobody',
    turnaroundMs,
    toController: (id, bytes) => {
      const wired = wires.get(id);
      if (wired?.life.isOn === true) wired.received(bytes);
    },
  });
  followConditions(site, station);
  return {
    cabinet: station.cabinet,
    openDoors: (life) =>
      createDoors(
        { buses, compartments },
        { clock: life.bridgeClock, openTransport: ({ id }) => plugIn(id, life, station, wires) },
      ),
  };
}

/** A port that is open for one run of the process and dead afterwards. */
function plugIn(bus: string, life: Life, station: VirtualStation, wires: Map<string, Wire>): Transport {
  return {
    name: bus,
    open: ({ received }) => {
      wires.set(bus, { life, received });
      return Promise.resolve({
        write: (bytes) => {
          if (life.isOn) station.buses.get(bus)?.receive(bytes);
        },
        close: () => Promise.resolve(),
      });
    },
  };
}

function followConditions({ conditions }: Site, station: VirtualStation): void {
  conditions.onSilence(() => {
    for (const board of station.boards.values()) {
      if (conditions.isSilent(board.id)) board.setFault({ kind: 'silent' });
      else board.clearFaults('silent');
    }
  });
}

function wire(compartments: readonly PlannedCompartment[]): readonly CompartmentWiring[] {
  const channels = new Map<string, number>();
  return compartments.map(({ label, board, doorSensor, occupancySensor }) => {
    const channel = (channels.get(board) ?? 0) + 1;
    channels.set(board, channel);
    return { label, board, channel, doorSensor, occupancySensor };
  });
}

const drawing = {
  size: 'M',
  cabinet: 'A',
  column: 0,
  row: 0,
  widthMm: 450,
  clearHeightMm: 200,
  heightMm: 100,
};
