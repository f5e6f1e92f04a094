import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCentreKeys } from '#simulator/centre/keys';
import type { CentreKeys } from '#simulator/centre/keys';
import { packageRoot } from '#config/package-root';
import { parse, stringify } from 'yaml';

export const badge = 'BENCHMARK-COURIER';

/** What a station file says beyond what every benchmark has in common. */
export type StationWish = {
  readonly folder: string;
  readonly ports: readonly string[];
  readonly boardsPerBus: number;
  readonly kioskPort: number;
  readonly broker: string;
};

/**
 * Codes of nine digits serve at most 99 compartments (rule R10): six boards of sixteen doors. The boards
 * beyond are polled all the same, with doors that belong to no compartment.
 */
const wiredBoardCountMax = 6;

/**
 * Writes station file, couriers and the centre's keys into a folder; returns the path of the station file.
 */
export async function writeStation(wish: StationWish): Promise<string> {
  const { folder } = wish;
  const keys = await createCentreKeys(join(folder, 'centre'));
  const couriers = { version: 1, couriers: [{ courier: 'courier-1', carrier: 'bench', badge }] };
  await writeFile(join(folder, 'couriers.yaml'), stringify(couriers), { mode: 0o600 });
  const file = join(folder, 'station.yaml');
  await writeFile(file, stringify(stationOf(wish, keys)));
  return file;
}

function stationOf({ ports, boardsPerBus, kioskPort, broker }: StationWish, keys: CentreKeys): object {
  const buses = ports.map((path, bus) => ({
    id: `bus-${bus}`,
    transport: { kind: 'serial', path },
    boards: Array.from({ length: boardsPerBus }, (_, address) => ({
      id: `board-${bus}-${address}`,
      profile: 'kerong-cu16',
      address,
    })),
  }));
  const boards = buses.flatMap((bus) => bus.boards);
  return {
    station: { id: 'bench-1', name: { en: 'Bench' }, address: 'none', hotline: '000', languages: ['en'] },
    buses,
    cabinets: boards.slice(0, wiredBoardCountMax).map(({ id }, index) => ({
      id: cabinetName(index),
      profile: 'cabinet-16-mixed',
      wiring: { board: id, fromChannel: 1 },
    })),
    couriers: { file: 'couriers.yaml' },
    uplink: {
      broker,
      centreKeyFile: keys.publicFiles.centre,
      ackKeyFile: keys.publicFiles.ack,
      notifierKeyFile: keys.publicFiles.notifier,
    },
    kiosk: { port: kioskPort },
    data: { directory: 'state' },
  };
}

function cabinetName(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/**
 * The profiles of the product, but for a coil that is done after four milliseconds. With the real 550 ms of a
 * coil and 150 ms of a swinging hook no station could take a second code within 0.7 s, so that nothing hot
 * could be measured; nothing of this lies between the code and the frame. Boards that answer at once need no
 * gap either, which back-to-back codes would meet by chance.
 */
export async function writeQuickProfiles(folder: string, gapMs: number): Promise<string> {
  const profiles = join(packageRoot(), 'hardware-profiles');
  const into = join(folder, 'profiles');
  await mkdir(into, { recursive: true });
  const board = parse(await readFile(join(profiles, 'boards', 'kerong-cu16.yaml'), 'utf8')) as {
    readonly timing: object;
  };
  const timing = { ...board.timing, pulseMs: 4, settleMs: 0, gapMs };
  await writeFile(join(into, 'kerong-cu16.yaml'), stringify({ ...board, unlockReply: 'none', timing }));
  const cabinet = await readFile(join(profiles, 'cabinets', 'cabinet-16-mixed.yaml'));
  await writeFile(join(into, 'cabinet-16-mixed.yaml'), cabinet);
  return into;
}
