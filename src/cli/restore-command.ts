import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStationFile } from '#config/station-file';
import type { Settings } from '#config/settings';
import type { CopyCertificate } from '#evidence/copy-certificate';
import { ledgerIn } from '#ledger/place';
import { backupFileNames, measureFile, nameOfInstant } from '#platform/backup-files';
import type { Command } from 'commander';

import { nowText } from './record-files.ts';
import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';

type RestoreOptions = {
  readonly config: string;
  readonly replace?: boolean;
  readonly newKeys?: boolean;
  readonly check?: boolean;
  readonly json?: boolean;
};

const examples = `
The station must be stopped. The keys of the station have to be in their place before; where they are lost,
--new-keys draws new ones, and every recipient gets a new code. A ledger that is there already is never
deleted: --replace moves it aside.

Afterwards the station begins a new epoch. It hands out what its centre or its staff confirm, and takes
nothing in before an audit of every compartment.

Examples:
  $ latchkey restore /mnt/backup/north-gate-20261122T080000Z --config /etc/latchkey/station.yaml --check
  $ latchkey restore /mnt/backup/north-gate-20261122T080000Z --config /etc/latchkey/station.yaml`;

export function addRestoreCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('restore')
    .description('Put a backup into the place of the ledger, on this box or on a fresh one.')
    .argument('<directory>', 'what latchkey backup wrote')
    .requiredOption('--config <file>', 'the station file')
    .option('--check', 'say whether the backup is in order, and change nothing')
    .option('--replace', 'move a ledger that is there aside')
    .option('--new-keys', 'draw new keys, where those of the station are lost')
    .option('--json', 'print what was done, or problems, as JSON')
    .addHelpText('after', examples)
    .action(async (directory: string, options: RestoreOptions) =>
      finish(await restore(directory, options, terminal)),
    );
}

async function restore(directory: string, options: RestoreOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadStationFile(options.config, terminal.env);
  if (!loaded.ok) return refuse(loaded.problems, terminal, options.json === true);
  const { settings } = loaded;
  const judged = await judgeBackup(directory, settings, options);
  if (!judged.ok) return fail(judged.why, options, terminal);
  const { certificate, isSealed } = judged;
  if (!isSealed) terminal.complain('warning: without keys nobody can tell who wrote this backup');
  const place = {
    copy: join(directory, backupFileNames.ledger),
    content: certificate,
    ...ledgerIn(settings.data.directory),
  };
  const ledgers = await import('#ledger/restore');
  mkdirSync(settings.data.directory, { recursive: true, mode: 0o700 });
  if (options.check === true) {
    ledgers.rehearseRestore(place);
    return tell('this backup is in order', certificate, options, terminal);
  }
  const { newEpoch } = await import('#platform/boot');
  const movedTo = options.replace === true ? `${place.path}.${nameOfInstant(await nowText())}` : null;
  ledgers.restoreLedger({ ...place, movedTo, newEpoch: newEpoch(), log: logOf(terminal) });
  await drawKeys(settings, options);
  const said = 'restored; start the station, then audit every compartment';
  return tell(said, certificate, options, terminal);
}

type Judged =
  | { readonly ok: true; readonly certificate: CopyCertificate; readonly isSealed: boolean }
  | { readonly ok: false; readonly why: string };

/** Nothing is touched before the backup is known to be whole, of this station, and usable with its keys. */
async function judgeBackup(directory: string, settings: Settings, options: RestoreOptions): Promise<Judged> {
  const path = join(directory, backupFileNames.certificate);
  const copy = join(directory, backupFileNames.ledger);
  if (!existsSync(path) || !existsSync(copy)) return no(`${directory} is not a backup`);
  const { readCertificate } = await import('#evidence/copy-certificate');
  const keys = await keysOf(settings);
  if (keys === null && options.newKeys !== true) {
    const place = settings.data.keysDirectory;
    return no(`${place} holds no keys; put those of the station there first, or use --new-keys`);
  }
  const read = readCertificate(readFileSync(path, 'utf8'), keys);
  if (!read.ok) return no(`the certificate ${path} is worthless: ${read.why}`);
  const { station, sha256, byteCount } = read.certificate;
  if (station !== settings.station.id)
    return no(`this is a backup of ${station}, not of ${settings.station.id}`);
  const measured = await measureFile(copy);
  const isSame = measured.sha256 === sha256 && measured.byteCount === byteCount;
  return isSame ? read : no(`${copy} is not the file that the certificate is about`);
}

function no(why: string): Judged {
  return { ok: false, why };
}

async function keysOf({ data }: Settings): Promise<{ kty: string; crv: string; x: string } | null> {
  const { hasKeys, loadKeys } = await import('#platform/keys');
  return hasKeys(data.keysDirectory) ? loadKeys(data.keysDirectory).receipt : null;
}

async function drawKeys({ data }: Settings, { newKeys }: RestoreOptions): Promise<void> {
  const { createKeys, hasKeys } = await import('#platform/keys');
  if (newKeys === true && !hasKeys(data.keysDirectory)) createKeys(data.keysDirectory);
}

function logOf(terminal: Terminal) {
  const say = (_fields: unknown, message: string): void => terminal.complain(message);
  return { info: say, warn: say, error: say };
}

function fail(why: string, { json }: RestoreOptions, terminal: Terminal): ExitCode {
  if (json === true) terminal.print(JSON.stringify({ ok: false, why }));
  else terminal.complain(why);
  return exitCodes.failed;
}

function tell(
  said: string,
  certificate: CopyCertificate,
  { json }: RestoreOptions,
  terminal: Terminal,
): ExitCode {
  const { station, madeAt, eventCount, stayCount } = certificate;
  if (json === true) terminal.print(JSON.stringify({ ok: true, certificate }));
  else {
    const counts = `${String(eventCount)} events, ${String(stayCount)} parcels`;
    terminal.print(`${station} as of ${madeAt}, ${counts}: ${said}`);
  }
  return exitCodes.ok;
}
