import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStationFile } from '#config/station-file';
import type { CopyCertificate } from '#evidence/copy-certificate';
import { ledgerIn } from '#ledger/place';
import { backupFileNames } from '#platform/backup-files';
import type { Command } from 'commander';

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
  const { data, station } = loaded.settings;
  const { copyLedger, inspectCopy } = await import('#ledger/copy');
  const { loadKeys } = await import('#platform/keys');
  const { writeBackup } = await import('#platform/backup-files');
  const { certifyWith } = await import('#evidence/copy-certificate');
  const madeAt = await nowText();
  const about = {
    station: station.id,
    madeAt,
    softwareVersion: softwareVersion(),
    codeKey: loadKeys(data.keysDirectory).codeKeyId,
  };
  const directory = await writeBackup({
    out: options.out,
    station: station.id,
    madeAt,
    async copy(target) {
      await copyLedger(ledgerIn(data.directory).path, target, tellShare(terminal));
      terminal.complain('reading the copy back');
      return inspectCopy(target);
    },
    certify: certifyWith(about, await receiptSigner(loaded.settings)),
  });
  tell(directory, options, terminal);
  return exitCodes.ok;
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

function tell(directory: string, { json }: BackupOptions, terminal: Terminal): void {
  const text = readFileSync(join(directory, backupFileNames.certificate), 'utf8');
  const { seal: _, ...certificate } = JSON.parse(text) as CopyCertificate & { readonly seal: string };
  const { eventCount, stayCount, byteCount } = certificate;
  if (json === true) terminal.print(JSON.stringify({ ok: true, directory, certificate }));
  else {
    terminal.print(directory);
    const counts = `${String(eventCount)} events, ${String(stayCount)} parcels, ${String(byteCount)} bytes`;
    terminal.complain(`${counts}; the chain is whole. The keys are not in it.`);
  }
}
