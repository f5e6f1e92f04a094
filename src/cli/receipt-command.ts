import type { Command } from 'commander';

import type { Finish, Terminal } from './terminal.ts';
import { addVerify } from './verify-command.ts';

const examples = `
Needs no network. Without a checkpoint of the centre that covers it, a receipt is provisional (rule R18).
Exit codes: 0 the signature is right, 1 it is not, 2 wrong usage.

Examples:
  $ latchkey receipt verify receipt.jws --key receipt-key.jwk --json
  $ latchkey receipt verify receipt.jws --key receipt-key.jwk --checkpoint ack.jws --centre-key ack.jwk`;

export function addReceiptCommand(program: Command, terminal: Terminal, finish: Finish): void {
  const receipt = program.command('receipt').description('Work with the receipts of a station.');
  addVerify(
    receipt,
    {
      description: 'Say what a receipt proves.',
      file: 'the text of the QR code, in a file',
      examples,
      takesCheckpoint: true,
      kind: 'a receipt',
      async judge({ text, key, checkpoint }) {
        const { verifyReceipt } = await import('#evidence/verifier/receipt-check');
        const verdict = verifyReceipt({ jws: text, key, checkpoint });
        return { verdict, lead: `${verdict.standing}  ${JSON.stringify(verdict.receipt)}` };
      },
    },
    terminal,
    finish,
  );
}
