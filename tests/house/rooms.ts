/**
 * The walls of the house as data: which door each room may go through and which package it may use.
 * The lint configuration is made from this table and the tests of the house compare every import with it.
 */
export type Room = {
  /** For messages. */
  readonly name: string;
  /** Folder below the root, without a trailing slash. */
  readonly folder: string;
  /** Name behind `#` in the imports map; null where nobody else may come in. */
  readonly door: string | null;
  /** Patterns of `#…` that may be imported; `*` stands for everything behind the door. */
  readonly mayEnter: readonly string[];
  /** npm packages; a trailing `/*` stands for a whole scope. */
  readonly packages: readonly string[];
  /** Whether Node's own modules may be named. */
  readonly usesNode: boolean;
  /** Whether `Date`, timers and randomness may be named; elsewhere they come through a port. */
  readonly ownsTime: boolean;
};

const pure = { packages: [], usesNode: false, ownsTime: false } as const;
const shell = { usesNode: true, ownsTime: false } as const;
const everything = [
  '#domain/*',
  '#station/*',
  '#hardware/*',
  '#ledger/*',
  '#contract/*',
  '#evidence/*',
  '#uplink/*',
  '#kiosk/*',
  '#config/*',
  '#platform/*',
  '#bridge/*',
  '#codecs/*',
] as const;

export const rooms: readonly Room[] = [
  { name: 'domain', folder: 'src/domain', door: 'domain', mayEnter: [], ...pure },
  { name: 'codecs', folder: 'firmware-bridge/codecs', door: 'codecs', mayEnter: [], ...pure },
  {
    name: 'bridge',
    folder: 'firmware-bridge',
    door: 'bridge',
    mayEnter: ['#codecs/*'],
    packages: ['serialport', 'onoff', 'node-hid', 'zod'],
    ...shell,
  },
  { name: 'station', folder: 'src/station', door: 'station', mayEnter: ['#domain/*'], ...pure },
  {
    name: 'hardware',
    folder: 'src/hardware',
    door: 'hardware',
    mayEnter: ['#domain/*', '#station/*', '#bridge/*', '#codecs/*'],
    packages: [],
    ...shell,
  },
  {
    name: 'ledger',
    folder: 'src/ledger',
    door: 'ledger',
    mayEnter: ['#domain/*', '#station/*'],
    packages: ['better-sqlite3'],
    ...shell,
  },
  {
    name: 'contract',
    folder: 'src/contract',
    door: 'contract',
    mayEnter: ['#domain/*'],
    packages: ['zod'],
    usesNode: false,
    ownsTime: false,
  },
  {
    name: 'evidence',
    folder: 'src/evidence',
    door: 'evidence',
    mayEnter: ['#domain/*', '#contract/*', '#station/*'],
    packages: [],
    ...shell,
  },
  {
    name: 'uplink',
    folder: 'src/uplink',
    door: 'uplink',
    mayEnter: ['#domain/*', '#contract/*', '#station/*'],
    packages: ['mqtt', 'jose'],
    ...shell,
  },
  {
    name: 'kiosk',
    folder: 'src/kiosk',
    door: 'kiosk',
    mayEnter: ['#domain/*', '#contract/*', '#station/*'],
    packages: ['fastify', '@fastify/*', 'zod'],
    ...shell,
  },
  {
    name: 'pages',
    folder: 'src/web',
    door: null,
    // Of the domain only the list of refusals, so that the pages have a text for each.
    mayEnter: ['#contract/*', '#domain/refusals'],
    packages: ['preact', 'preact/*', '@preact/*'],
    usesNode: false,
    // The page lives in a browser, whose clock and timers are no business of the station.
    ownsTime: true,
  },
  {
    name: 'config',
    folder: 'src/config',
    door: 'config',
    mayEnter: ['#domain/*', '#bridge/profiles/*'],
    packages: ['yaml', 'zod'],
    ...shell,
  },
  {
    name: 'platform',
    folder: 'src/platform',
    door: 'platform',
    mayEnter: ['#domain/*', '#station/*', '#bridge/clock'],
    packages: ['pino', 'jose'],
    usesNode: true,
    ownsTime: true,
  },
  {
    name: 'cli',
    folder: 'src/cli',
    door: 'cli',
    mayEnter: [...everything, '#simulator/*'],
    packages: ['commander'],
    ...shell,
  },
  {
    name: 'simulator',
    folder: 'simulator',
    door: 'simulator',
    mayEnter: ['#codecs/*', '#bridge/*', '#contract/*', '#domain/*'],
    packages: ['aedes', 'koffi', 'mqtt', 'jose', 'zod'],
    ...shell,
  },
  {
    name: 'wires',
    folder: 'simulator/wires',
    door: null,
    mayEnter: ['#codecs/*', '#bridge/*', '#contract/*', '#domain/*'],
    packages: ['koffi'],
    usesNode: true,
    // Real ptys and real sockets pass time of their own.
    ownsTime: true,
  },
  {
    name: 'harness',
    folder: 'simulator/harness',
    door: null,
    mayEnter: [...everything, '#simulator/*'],
    packages: ['yaml'],
    usesNode: true,
    // It starts and watches a real process.
    ownsTime: true,
  },
];

/**
 * Each drives something outside the process and is imported in exactly one file of `src` and
 * `firmware-bridge`.
 */
export const driverPackages = [
  'serialport',
  'node-hid',
  'better-sqlite3',
  'mqtt',
  'fastify',
  'pino',
  'koffi',
  'jose',
] as const;

/**
 * The innermost room that holds this file, or null for proof and for the one place where things are wired.
 */
export function roomOf(path: string): Room | null {
  const holding = rooms.filter((room) => path.startsWith(`${room.folder}/`));
  return holding.toSorted((one, other) => other.folder.length - one.folder.length)[0] ?? null;
}

/** Parts without a door of their own are listed only for their clocks; they live in the room around them. */
export function homeOf(room: Room | null): Room | null {
  if (room === null || room.door !== null) return room;
  return rooms.find((other) => other.door !== null && room.folder.startsWith(`${other.folder}/`)) ?? room;
}
