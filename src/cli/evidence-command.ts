import { writeFileSync } from 'node:fs';
import { readWaybill } from '#domain/waybill';
import { loadStationFile } from '#config/station-file';
import type { Archive } from '#station/archive';
import type { Command } from 'commander';

import { nowText, receiptSigner, withArchive } from './record-files.ts';
import type { RecordOptions } from './record-files.ts';
import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';
import { addVerify } from './verify-command.ts';
import type { Verifying } from './verify-command.ts';
import { softwareVersion } from './version.ts';

type ExportOptions = RecordOptions & { readonly out?: string };

const examples = `
The ledger is read while the controller is stopped, or from a backup. Events about other parcels are
hidden: their place in the chain is kept, their text is not.

Exit codes of verify: 0 proven, 1 something is wrong and named, 2 not an evidence file, or wrong usage.

Examples:
  $ latchkey evidence SF1234567890123 --config /etc/latchkey/station.yaml --out evidence.json
  $ latchkey evidence key --config /etc/latchkey/station.yaml > receipt-key.jwk
  $ latchkey evidence verify evidence.json --key receipt-key.jwk --json
  $ latchkey evidence verify evidence.json --key receipt-key.jwk --checkpoint ack.jws --centre-key ack.jwk`;

export function addEvidenceCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const evidence = program.command('evidence').description('Prove what happened to a parcel.');
  evidence.addHelpText('after', examples);
  evidence
    .command('export', { isDefault: true })
    .description('Write everything about one waybill, with its chain, its custody and a seal.')
    .argument('<waybill>', 'as it stands on the label')
    .requiredOption('--config <file>', 'the station file')
    .option('--out <file>', 'write there instead of printing')
    .option('--json', 'print problems as JSON')
    .addHelpText('after', examples)
    .action(async (waybill: string, options: ExportOptions) =>
      finish(await exportEvidence(waybill, options, terminal)),
    );
  evidence
    .command('key')
    .description('Print the public key by which receipts, evidence and reports are verified.')
    .requiredOption('--config <file>', 'the station file')
    .option('--json', 'print problems as JSON')
    .addHelpText('after', examples)
    .action(async (options: RecordOptions) => finish(await printKey(options, terminal)));
  addVerify(evidence, verifyEvidence, terminal, finish);
}

const verifyEvidence: Verifying = {
  description: 'Say what an evidence file proves, what is wrong with it, and what it cannot prove.',
  file: 'what latchkey evidence wrote',
  examples,
  takesCheckpoint: true,
  kind: 'an evidence file',
  async judge(given) {
    const { isBundle, verifyBundle } = await import('#evidence/verifier/bundle-check');
    return isBundle(given.text) ? { verdict: verifyBundle(given) } : null;
  },
};

async function exportEvidence(typed: string, options: ExportOptions, terminal: Terminal): Promise<ExitCode> {
  const waybill = readWaybill(typed);
  if (waybill === null) {
    terminal.complain(`${typed} is not a waybill.`);
    return exitCodes.usage;
  }
  return withArchive(options, terminal, async (settings, archive) => {
    const { collectEvidence, sealBundle } = await import('#evidence/bundle');
    const frame = {
      station: settings.station.id,
      exportedAt: await nowText(),
      softwareVersion: softwareVersion(),
    };
    const bundle = collectEvidence(archive, waybill, frame);
    if (bundle === null) {
      terminal.complain(`The ledger has no event about ${waybill}.${noteOfPruned(archive)}`);
      return exitCodes.failed;
    }
    const text = await sealBundle(bundle, await receiptSigner(settings));
    if (options.out === undefined) terminal.print(text.trimEnd());
    else writeFileSync(options.out, text, { mode: 0o600 });
    return exitCodes.ok;
  });
}

/** Nobody should take what is not kept any more for something that never was. */
function noteOfPruned(archive: Archive): string {
  const kept = archive.keptFrom();
  if (kept === null) return '';
  const { epoch, seq } = kept;
  return ` Events before ${epoch}-${String(seq)} are not kept any more; the centre has them.`;
}

async function printKey(options: RecordOptions, terminal: Terminal): Promise<ExitCode> {
  const { loadKeys } = await import('#platform/keys');
  const loaded = await loadStationFile(options.config, terminal.env);
  if (!loaded.ok) return refuse(loaded.problems, terminal, options.json === true);
  const { kty, crv, x, kid } = loadKeys(loaded.settings.data.keysDirectory).receipt;
  terminal.print(JSON.stringify({ kty, crv, x, kid }));
  return exitCodes.ok;
}
