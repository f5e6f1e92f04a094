import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStationFile } from '#config/station-file';
import type { Settings } from '#config/settings';
import type { CopyCertificate } from '#evidence/copy-certificate';
import type { Command } from 'commander';

import { copyFileNames, measureFile, nameOfInstant } from './copy-files.ts';
import { nowText, receiptSigner } from './record-files.ts';
import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';
import { softwareVersion } from './version.ts';

type BackupOptions = { readonly config: string; readonly out: string; readonly json?: boolean };

const examples = `
The station must be stopped: while it runs it alone has its ledger, and makes copies by itself where the
station file says so (data.backups). A backup is a directory of its own with the ledger and a sealed
certificate. It was read back whole before this command ends well.

The keys of the station are never in it: whoever finds a backup must not find what its codes are kept under.
Copy the directory data.keysDirectory once, to another place.

Example:
  $ systemctl stop latchkey
  $ latchkey backup --config /etc/latchkey/station.yaml --out /mnt/backup
  $ systemctl start latchkey`;

export function addBackupCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('backup')
    .description('Copy the ledger of a stopped station, and prove the copy.')
    .requiredOption('--config <file>', 'the station file')
    .requiredOption('--out <directory>', 'where the backup becomes a directory of its own')
    .option('--json', 'print the certificate, or problems, as JSON')
    .addHelpText('after', examples)
    .action(async (options: BackupOptions) => finish(await backUp(options, terminal)));
}

async function backUp(options: BackupOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadStationFile(options.config, terminal.env);
  if (!loaded.ok) return refuse(loaded.problems, terminal, options.json === true);
  const { settings } = loaded;
  const madeAt = await nowText();
  const directory = join(options.out, `${settings.station.id}-${nameOfInstant(madeAt)}`);
  const draft = `${directory}.partial`;
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  try {
    const certificate = await copyInto(draft, settings, madeAt, terminal);
    const { flushFile } = await import('#ledger/copy');
    renameSync(draft, directory);
    flushFile(options.out);
    tell(directory, certificate, options, terminal);
    return exitCodes.ok;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

async function copyInto(
  draft: string,
  settings: Settings,
  madeAt: string,
  terminal: Terminal,
): Promise<CopyCertificate> {
  const { copyLedger, flushFile, inspectCopy } = await import('#ledger/copy');
  const { loadKeys } = await import('#platform/keys');
  const { writeCertificate } = await import('#evidence/copy-certificate');
  const target = join(draft, copyFileNames.ledger);
  const { codeKeyId } = loadKeys(settings.data.keysDirectory);
  await copyLedger(join(settings.data.directory, 'ledger.sqlite'), target, tellShare(terminal));
  terminal.complain('reading the copy back');
  const certificate: CopyCertificate = {
    format: 'latchkey-backup-1',
    station: settings.station.id,
    madeAt,
    softwareVersion: softwareVersion(),
    codeKey: codeKeyId,
    ...inspectCopy(target),
    ...(await measureFile(target)),
  };
  const text = await writeCertificate(certificate, await receiptSigner(settings));
  writeFileSync(join(draft, copyFileNames.certificate), text, { mode: 0o600 });
  flushFile(join(draft, copyFileNames.certificate));
  flushFile(draft);
  return certificate;
}

/** One line for each quarter: enough to see that it goes on, and short in a log. */
function tellShare(terminal: Terminal): (share: number) => void {
  let told = -1;
  return (share) => {
    const quarter = Math.floor(share * 4);
    if (quarter === told) return;
    told = quarter;
    terminal.complain(`copying: ${String(quarter * 25)} %`);
  };
}

function tell(
  directory: string,
  certificate: CopyCertificate,
  { json }: BackupOptions,
  terminal: Terminal,
): void {
  const { eventCount, stayCount, byteCount } = certificate;
  if (json === true) terminal.print(JSON.stringify({ ok: true, directory, certificate }));
  else {
    terminal.print(directory);
    const counts = `${String(eventCount)} events, ${String(stayCount)} parcels, ${String(byteCount)} bytes`;
    terminal.complain(`${counts}; the chain is whole. The keys are not in it.`);
  }
}
