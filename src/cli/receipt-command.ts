import type { Command } from 'commander';

import { readCheckpoint, readPublicKey, readText } from './record-files.ts';
import { exitCodes, type ExitCode, type Finish, type Terminal } from './terminal.ts';
import { tellVerdict } from './verdict.ts';

type VerifyOptions = {
  readonly key: string;
  readonly checkpoint?: string;
  readonly centreKey?: string;
  readonly json?: boolean;
};

const examples = `
Needs no network. Without a checkpoint of the centre that covers it, a receipt is provisional (rule R18).
Exit codes: 0 the signature is right, 1 it is not, 2 wrong usage.

Examples:
  $ latchkey receipt verify receipt.jws --key receipt-key.jwk --json
  $ latchkey receipt verify receipt.jws --key receipt-key.jwk --checkpoint ack.jws --centre-key ack.jwk`;

export function addReceiptCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('receipt')
    .description('Work with the receipts of a station.')
    .command('verify')
    .description('Say what a receipt proves.')
    .argument('<file>', 'the text of the QR code, in a file')
    .requiredOption('--key <file>', 'the public receipt key of the station')
    .option('--checkpoint <file>', 'an acknowledgement of the centre, as JWS')
    .option('--centre-key <file>', 'the public key by which the centre acknowledges')
    .option('--json', 'print the verdict as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, options: VerifyOptions) => finish(await verify(file, options, terminal)));
}

async function verify(file: string, options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const { verifyReceipt } = await import('#evidence/verifier/receipt-check');
  const jws = readText(file, terminal);
  const key = readPublicKey(options.key, terminal);
  const read = readCheckpoint(options, terminal);
  if (jws === null || key === null || !read.ok) return exitCodes.usage;
  const verdict = verifyReceipt({ jws, key, checkpoint: read.checkpoint });
  if (options.json !== true) terminal.print(`${verdict.standing}  ${JSON.stringify(verdict.receipt)}`);
  return tellVerdict(verdict, options, terminal);
}
