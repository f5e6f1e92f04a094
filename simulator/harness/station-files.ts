import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** What a courier of the simulated world carries; nobody real has this badge. */
export const demoBadge = 'DEMO-COURIER-1';

export type StationFilesInput = {
  /** Everything the station keeps lies below this directory. */
  readonly directory: string;
  readonly station: string;
  /** `mqtt://HOST:PORT` */
  readonly broker: string;
  readonly kioskPort: number;
  /** Public keys of the tracking centre. */
  readonly centreKeys: { readonly centre: string; readonly ack: string; readonly notifier: string };
  /** What the station is built of; two buses with forty compartments if absent. */
  readonly hardware?: Hardware;
  /** Settings of the policy that differ from the usual ones. */
  readonly policy?: Readonly<Record<string, number | string>>;
};

/** Buses, cabinets and shelves as the station file has them; `tty` gives the transport of a bus. */
export type Hardware = (tty: (bus: string) => object) => {
  readonly buses: readonly object[];
  readonly cabinets: readonly object[];
  readonly shelves?: object;
};

/** Sixteen mixed compartments on a KERONG CU16 with parcel sensors, twenty-four on an 8A board without. */
const usualHardware: Hardware = (tty) => ({
  buses: [
    { id: 'left', transport: tty('left'), boards: [{ id: 'left-0', profile: 'kerong-cu16', address: 0 }] },
    {
      id: 'right',
      transport: tty('right'),
      boards: [{ id: 'right-1', profile: 'lockboard-8a-24', address: 1 }],
    },
  ],
  cabinets: [
    { id: 'A', profile: 'cabinet-16-mixed', wiring: { board: 'left-0', fromChannel: 1 } },
    { id: 'B', profile: 'cabinet-24-plain', wiring: { board: 'right-1', fromChannel: 1 } },
  ],
});

/** One cabinet whose neighbouring doors hang on four families of boards on three buses. */
export const fourFamilies: Hardware = (tty) => {
  const boards = ['kerong', 'eight-a', 'dingchang', 'relays'];
  const joints = Array.from({ length: 24 }, (_, index) => [
    `C${String(index + 1).padStart(2, '0')}`,
    { board: boards[index % boards.length], channel: Math.floor(index / boards.length) + 1 },
  ]);
  return {
    buses: [
      { id: 'one', transport: tty('one'), boards: [{ id: 'kerong', profile: 'kerong-cu16', address: 3 }] },
      {
        id: 'two',
        transport: tty('two'),
        boards: [
          { id: 'eight-a', profile: 'lockboard-8a-12', address: 1 },
          { id: 'dingchang', profile: 'dingchang-dc-12', address: 2 },
        ],
      },
      {
        id: 'three',
        transport: tty('three'),
        boards: [{ id: 'relays', profile: 'waveshare-relay-8ch', address: 1 }],
      },
    ],
    cabinets: [{ id: 'C', profile: 'cabinet-24-plain', wiring: Object.fromEntries(joints) as object }],
  };
};

/** An attended station: sixteen compartments, ten layers of shelves, and a gate on a channel that is left. */
export const attendedStation: Hardware = (tty) => ({
  buses: [
    { id: 'left', transport: tty('left'), boards: [{ id: 'left-0', profile: 'kerong-cu24', address: 0 }] },
  ],
  cabinets: [{ id: 'A', profile: 'cabinet-16-mixed', wiring: { board: 'left-0', fromChannel: 1 } }],
  shelves: {
    profile: 'station-2-shelves',
    gate: { board: 'left-0', channel: 24, opensByHand: true },
  },
});

/** Where a simulated bus is found: a link that stays when the terminal behind it changes. */
export function ttyDirectory(directory: string): string {
  return join(directory, 'tty');
}

function scannerTty(directory: string, scanner: string): string {
  return join(ttyDirectory(directory), 'scanners', scanner);
}

/** Writes the station file, with two scanners on lines of their own, and the couriers; returns its path. */
export function writeStationFiles(input: StationFilesInput): string {
  const { directory } = input;
  mkdirSync(ttyDirectory(directory), { recursive: true });
  writeFileSync(
    join(directory, 'couriers.yaml'),
    stringify({ version: 1, couriers: [{ courier: 'courier-1', carrier: 'demo', badge: demoBadge }] }),
    { mode: 0o600 },
  );
  const path = join(directory, 'station.yaml');
  writeFileSync(path, stringify(stationOf(input)));
  return path;
}

function stationOf(input: StationFilesInput): object {
  const { directory, broker, centreKeys } = input;
  const tty = (bus: string): object => ({ kind: 'serial', path: join(ttyDirectory(directory), bus) });
  const uplink = {
    broker,
    centreKeyFile: centreKeys.centre,
    ackKeyFile: centreKeys.ack,
    notifierKeyFile: centreKeys.notifier,
  };
  return {
    station: {
      id: input.station,
      name: { zh: '演示站点', en: 'Demonstration station' },
      address: 'No street: this station is simulated',
      hotline: '000 000 000',
      languages: ['zh', 'en'],
    },
    ...(input.hardware ?? usualHardware)(tty),
    scanners: [
      { id: 'front', profile: 'serial-generic', serial: { path: scannerTty(directory, 'front') } },
      { id: 'window', profile: 'gm65-uart', serial: { path: scannerTty(directory, 'window') } },
    ],
    policy: { ...input.policy },
    couriers: { file: 'couriers.yaml' },
    uplink,
    kiosk: { port: input.kioskPort },
    data: { directory: 'state' },
  };
}
