import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { defaultPolicy, delegateCodeCountMax, type Policy } from '#domain/policy';
import { settleBuses } from './buses.ts';
import { applyEnvironment } from './environment.ts';
import { Findings } from './findings.ts';
import { settleGpio } from './gpio.ts';
import { adaptiveScheme, guessRiskPerDay, judgeGuessRisk } from './guess-risk.ts';
import { settleInputs } from './inputs.ts';
import type { Problem } from './problem.ts';
import { loadProfiles, profilesDirectory, type Profiles } from './profiles.ts';
import { settleScanners } from './scanners.ts';
import type { Settings } from './settings.ts';
import { shape } from './shape.ts';
import { stationFile, type WrittenStation } from './station-schema.ts';
import { settleSupplies } from './supplies.ts';
import { countPositions, settleShelves } from './shelves.ts';
import { Loom } from './loom.ts';
import { boardsOf } from './terminals.ts';
import { settleCabinets } from './wiring.ts';
import { readYaml } from './yaml-source.ts';

export type LoadedStation =
  | {
      readonly ok: true;
      readonly settings: Settings;
      readonly warnings: readonly string[];
      /** Rule R10: probability that blind guessing opens any door within a day of nothing else. */
      readonly guessRiskPerDay: number;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a station file, lays the environment over it (`LATCHKEY_<SECTION>_<KEY>`), joins it with the hardware
 * profiles and checks it as a whole. Relative paths in the file count from the file's own folder.
 */
export async function loadStationFile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  profilesFrom: string = profilesDirectory(),
): Promise<LoadedStation> {
  const reading = await readYaml(path);
  if (!reading.ok) return reading;
  const { value, variables, warnings } = applyEnvironment(reading.source.value, env);
  const findings = new Findings(reading.source, variables);
  const shaped = shape(stationFile, reading.source, value);
  if (!shaped.ok) return { ok: false, problems: shaped.problems.map((problem) => findings.placed(problem)) };
  const loaded = await loadProfiles(profilesFrom, profilesNamedIn(shaped.value));
  if (!loaded.ok) return loaded;
  const settings = settle(shaped.value, dirname(resolve(path)), loaded.profiles, findings);
  // Every compartment may have an active code of its own, and recipients may give some to delegates.
  const compartmentCount = settings.compartments.length;
  const codeCount = compartmentCount + delegateCodeCountMax(compartmentCount);
  const codes = { atDoors: codeCount, onShelves: countPositions(settings.shelves) };
  judgeGuessRisk(adaptiveScheme, codes, shaped.value.codes.acceptGuessRisk, findings);
  if (findings.problems.length > 0) return { ok: false, problems: findings.problems };
  warnOfExposure(settings, findings);
  warnOfTimelessNight(shaped.value, findings);
  warnOfMissingFiles(settings, findings);
  const risk = guessRiskPerDay(adaptiveScheme, codes);
  return { ok: true, settings, warnings: [...warnings, ...findings.warnings], guessRiskPerDay: risk };
}

/** Each as the folder of its kind and its id. */
function profilesNamedIn({ buses, cabinets, shelves, scanners, gpio }: WrittenStation): ReadonlySet<string> {
  const kinds = {
    boards: buses.flatMap((bus) => bus.boards),
    'gpio-boards': gpio,
    cabinets: shelves === undefined ? cabinets : [...cabinets, shelves],
    scanners,
  };
  return new Set(
    Object.entries(kinds).flatMap(([kind, entries]) => entries.map(({ profile }) => `${kind}/${profile}`)),
  );
}

function settle(written: WrittenStation, folder: string, profiles: Profiles, findings: Findings): Settings {
  const buses = settleBuses(written.buses, profiles, findings);
  const busBoardIds = new Set(written.buses.flatMap(({ boards }) => boards.map(({ id }) => id)));
  const gpio = settleGpio(written.gpio, busBoardIds, profiles, findings);
  const boards = boardsOf(written, buses, gpio);
  refuseNothing(written, findings);
  const supplies = settleSupplies(written.supplies, new Set(boards.keys()), findings);
  const loom = new Loom(boards, findings);
  const compartments = settleCabinets(written.cabinets, loom, profiles, findings);
  const shelves = settleShelves(written.shelves, loom, profiles, findings);
  refuseNamelessLanguages(written.station, findings);
  const directory = resolve(folder, written.data.directory);
  return {
    station: written.station,
    buses,
    gpio,
    supplies,
    compartments,
    shelves,
    scanners: settleScanners(written.scanners, written.buses, profiles, findings),
    inputs: settleInputs(written, folder, findings),
    policy: settlePolicy(written),
    couriers: { file: resolve(folder, written.couriers.file) },
    uplink: settleUplink(written, folder),
    kiosk: written.kiosk,
    data: {
      directory,
      keysDirectory: resolve(folder, written.data.keysDirectory ?? resolve(directory, 'keys')),
      backups: settleBackups(written.data, folder),
    },
    log: written.log,
  };
}

function refuseNothing({ buses, gpio }: WrittenStation, findings: Findings): void {
  if (buses.length > 0 || gpio.length > 0) return;
  findings.refuse(['buses'], 'at least one bus with a lock board, or a board of GPIO lines', 'nothing');
}

function settleBackups({ backups }: WrittenStation['data'], folder: string): Settings['data']['backups'] {
  return backups === undefined ? null : { ...backups, directory: resolve(folder, backups.directory) };
}

function settlePolicy({ policy, retention }: WrittenStation): Policy {
  const { quietHours, ...rest } = policy;
  const chosen = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...defaultPolicy,
    ...chosen,
    retentionHours: retention.hours,
    reminderHours: retention.reminderHours ?? defaultPolicy.reminderHours,
    fee: retention.fee,
    quietHours: quietHours === undefined ? defaultPolicy.quietHours : readQuietHours(quietHours),
    takeBackHours: retention.takeBackHours ?? defaultPolicy.takeBackHours,
    overdueRecallHours: retention.recallHours ?? defaultPolicy.overdueRecallHours,
    personalDays: retention.personalDays ?? defaultPolicy.personalDays,
  };
}

/** The schema has seen to the shape. */
function readQuietHours(written: string | null): Policy['quietHours'] {
  if (written === null) return null;
  const minutes = written.split(/[:-]/).map(Number);
  const [fromHour = 0, from = 0, toHour = 0, to = 0] = minutes;
  return { fromMinute: fromHour * 60 + from, toMinute: toHour * 60 + to };
}

function warnOfTimelessNight({ station, policy }: WrittenStation, findings: Findings): void {
  if (station.timeZone !== null || typeof policy.quietHours !== 'string') return;
  findings.warn(['policy', 'quietHours'], 'without station.timeZone there are no quiet hours.');
}

function settleUplink({ uplink, station }: WrittenStation, folder: string): Settings['uplink'] {
  return {
    ...uplink,
    clientId: uplink.clientId ?? `latchkey-${station.id}`,
    passwordFile: uplink.passwordFile === null ? null : resolve(folder, uplink.passwordFile),
    centreKeyFile: resolve(folder, uplink.centreKeyFile),
    ackKeyFile: resolve(folder, uplink.ackKeyFile),
    notifierKeyFile: resolve(folder, uplink.notifierKeyFile),
    dropOffKeyFile: uplink.dropOffKeyFile === null ? null : resolve(folder, uplink.dropOffKeyFile),
  };
}

function refuseNamelessLanguages(station: WrittenStation['station'], findings: Findings): void {
  for (const language of station.languages) {
    if (station.name[language] !== undefined) continue;
    findings.refuse(
      ['station', 'name'],
      `a name in every language of the station, so also in ${language}`,
      'none',
    );
  }
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

function warnOfExposure({ kiosk, uplink }: Settings, findings: Findings): void {
  if (!loopback.has(kiosk.host)) {
    findings.warn(['kiosk', 'host'], 'the kiosk pages can be reached from the network, without encryption.');
  }
  const { protocol, hostname } = new URL(uplink.broker);
  if (protocol === 'mqtt:' && !loopback.has(hostname)) {
    findings.warn(['uplink', 'broker'], 'the connection to the broker is not encrypted; use mqtts://.');
  }
}

/** Only a warning: a station file may be checked on another machine than the station. */
function warnOfMissingFiles({ couriers, uplink }: Settings, findings: Findings): void {
  const files: [readonly string[], string | null][] = [[['couriers', 'file'], couriers.file]];
  for (const key of [
    'passwordFile',
    'centreKeyFile',
    'ackKeyFile',
    'notifierKeyFile',
    'dropOffKeyFile',
  ] as const) {
    files.push([['uplink', key], uplink[key]]);
  }
  for (const [path, file] of files) {
    if (file !== null && !existsSync(file)) findings.warn(path, `there is no file ${file} on this machine.`);
  }
}
