import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';

import { nowText, receiptSigner, withArchive } from './record-files.ts';
import type { RecordOptions } from './record-files.ts';
import { exitCodes, type ExitCode, type Finish, type Terminal } from './terminal.ts';
import { addVerify } from './verify-command.ts';
import type { Verifying } from './verify-command.ts';
import { softwareVersion } from './version.ts';

type MonthOptions = RecordOptions & { readonly month: string; readonly out?: string };

const examples = `
The ledger is read while the controller is stopped, or from a backup. Months are those of UTC.

Examples:
  $ latchkey report --month 2026-11 --config /etc/latchkey/station.yaml --out report.json
  $ latchkey report verify report.json --key receipt-key.jwk --json`;

export function addReportCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const report = program.command('report').description('Say what a station did in a month, signed.');
  report.addHelpText('after', examples);
  report
    .command('month', { isDefault: true })
    .description('Count one month of the ledger.')
    .requiredOption('--month <month>', 'for example 2026-11')
    .requiredOption('--config <file>', 'the station file')
    .option('--out <file>', 'write there instead of printing')
    .option('--json', 'print problems as JSON')
    .addHelpText('after', examples)
    .action(async (options: MonthOptions) => finish(await writeReport(options, terminal)));
  addVerify(report, verifySigned, terminal, finish);
}

const verifySigned: Verifying = {
  description: 'Say whether a station signed exactly this report.',
  file: 'what latchkey report wrote',
  examples,
  takesCheckpoint: false,
  kind: 'a report',
  async judge({ text, key }) {
    const { isReport, verifyReport } = await import('#evidence/verifier/report-check');
    return isReport(text) ? { verdict: verifyReport({ text, key }) } : null;
  },
};

async function writeReport(options: MonthOptions, terminal: Terminal): Promise<ExitCode> {
  const { month } = options;
  const { countMonth, isMonth } = await import('#evidence/report');
  const { sealDocument } = await import('#evidence/seal');
  if (!isMonth(month)) {
    terminal.complain(`${month} is not a month; write it like 2026-11.`);
    return exitCodes.usage;
  }
  return withArchive(options, terminal, async (settings, archive) => {
    const station = settings.station.id;
    const frame = { station, month, exportedAt: await nowText(), softwareVersion: softwareVersion() };
    const report = countMonth(archive, frame);
    const { format, exportedAt } = report;
    const also = { format, station, month, exportedAt };
    const text = await sealDocument(report, also, await receiptSigner(settings));
    if (options.out === undefined) terminal.print(text.trimEnd());
    else writeFileSync(options.out, text, { mode: 0o600 });
    return exitCodes.ok;
  });
}
