import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStationFile, type LoadedStation } from '#config/station-file';
import { stringify } from 'yaml';
import { afterAll } from 'vitest';

/** A folder with profiles of its own, so that these tests stay true whatever hardware the product learns. */
export const folder = await mkdtemp(join(tmpdir(), 'latchkey-config-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const provenance = [{ source: 'written for a test', confidence: 'high' }];

export function boardProfile(id: string, change: object = {}): object {
  return {
    kind: 'lock-board',
    id,
    name: id,
    protocol: 'kerong-cu16',
    channels: 16,
    address: { min: 0, max: 15 },
    line: { baud: 19_200, dataBits: 8, parity: 'none', stopBits: 1 },
    polarity: { hook: 'one-is-closed', item: 'one-is-occupied' },
    unlockReply: 'none',
    echo: 'none',
    timing: {
      pulseMs: 500,
      readTimeoutMs: 100,
      unlockTimeoutMs: 100,
      gapMs: 5,
      settleMs: 100,
      openDetectMs: 3000,
    },
    solenoidsAtOnceMax: 1,
    provenance,
    caveats: [],
    ...change,
  };
}

export function cabinetProfile(id: string, count: number, change: object = {}): object {
  const compartments = Array.from({ length: count }, (_, index) => ({
    name: String(index + 1).padStart(2, '0'),
    size: 'S',
    widthMm: 340,
    heightMm: 100,
    depthMm: 460,
    aboveFloorMm: 200 + index * 10,
    column: 0,
    row: index,
    doorSensor: true,
    occupancySensor: true,
    ...change,
  }));
  return { kind: 'cabinet', id, name: id, compartments, provenance, caveats: [] };
}

export const profiles = join(folder, 'profiles');
await mkdir(join(profiles, 'boards'), { recursive: true });
await mkdir(join(profiles, 'cabinets'), { recursive: true });

export async function writeProfile(
  kind: 'boards' | 'cabinets',
  id: string,
  profile: object,
): Promise<string> {
  const path = join(profiles, kind, `${id}.yaml`);
  await writeFile(path, stringify(profile));
  return path;
}

await writeProfile('boards', 'sixteen', boardProfile('sixteen'));
await writeProfile(
  'boards',
  'slow',
  boardProfile('slow', { line: { baud: 9600, dataBits: 8, parity: 'even', stopBits: 1 } }),
);
await writeProfile(
  'boards',
  'blind',
  boardProfile('blind', { polarity: { hook: 'one-is-closed', item: null } }),
);
await writeProfile(
  'boards',
  'wide',
  boardProfile('wide', { protocol: 'modbus-coils', pulse: 'hardware', channels: 64 }),
);
await writeProfile(
  'boards',
  'relays',
  boardProfile('relays', {
    protocol: 'modbus-eletechsup',
    channels: 8,
    pulse: 'hardware',
    address: { min: 1, max: 63 },
    polarity: { hook: 'one-is-closed', item: null },
    timing: {
      pulseMs: 1000,
      readTimeoutMs: 200,
      unlockTimeoutMs: 200,
      gapMs: 20,
      settleMs: 150,
      openDetectMs: 3000,
    },
  }),
);
await writeProfile('cabinets', 'three', cabinetProfile('three', 3));
await writeProfile('cabinets', 'large', cabinetProfile('large', 1, { heightMm: 400 }));
await writeProfile('cabinets', 'fifty', cabinetProfile('fifty', 50));
await writeProfile('cabinets', 'trap', cabinetProfile('trap', 1, { heightMm: 400, doorSensor: false }));
await writeProfile(
  'cabinets',
  'exit',
  cabinetProfile('exit', 1, { heightMm: 400, doorSensor: false, releaseFromInside: true }),
);

export const plain = `station:
  id: test-01
  name: { en: Test }
  address: 1 Test Road
  hotline: "100"
  languages: [en]
buses:
  - id: left
    transport: { kind: serial, path: /dev/ttyS9 }
    boards:
      - { id: left-0, profile: sixteen, address: 0 }
cabinets:
  - id: A
    profile: three
    wiring: { board: left-0, fromChannel: 1 }
couriers: { file: couriers.yaml }
uplink:
  broker: mqtt://broker.example:1883
  centreKeyFile: keys/centre.jwk
  ackKeyFile: keys/ack.jwk
  notifierKeyFile: keys/notifier.jwk
data: { directory: store }
`;

let count = 0;

/** Writes a station file and loads it with the profiles of this test. */
export async function load(text: string, env: Record<string, string> = {}): Promise<LoadedStation> {
  count += 1;
  const path = join(folder, `station-${String(count)}.yaml`);
  await writeFile(path, text);
  return loadStationFile(path, env, profiles);
}

/** Problems as `LINE:COLUMN path: expected …, found …`, with the file left out. */
export async function problemsOf(text: string, env: Record<string, string> = {}): Promise<readonly string[]> {
  const loaded = await load(text, env);
  if (loaded.ok) return [];
  return loaded.problems.map(
    ({ file, line, column, path, expected, found }) =>
      `${file.startsWith('environment') ? file : `${String(line)}:${String(column)}`} ${path}: expected ${expected}, found ${found}`,
  );
}
