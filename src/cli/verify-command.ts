import type { Command } from 'commander';
import type { Verdict } from '#evidence/verifier/findings';
import type { PublicKey } from '#evidence/verifier/jws';

import { readCheckpoint, readPublicKey, readText } from './record-files.ts';
import type { Checkpoint } from './record-files.ts';
import { exitCodes, type ExitCode, type Finish, type Terminal } from './terminal.ts';

type VerifyOptions = {
  readonly key: string;
  readonly checkpoint?: string;
  readonly centreKey?: string;
  readonly json?: boolean;
};

/** What somebody brings to have it verified. */
export type Given = {
  readonly text: string;
  readonly key: PublicKey;
  readonly checkpoint: Checkpoint | null;
};

export type Verifying = {
  readonly description: string;
  /** What the argument is, for its help. */
  readonly file: string;
  readonly examples: string;
  /** Whether an acknowledgement of the centre can make the verdict stronger. */
  readonly takesCheckpoint: boolean;
  /** The verdict, and a line to print before its findings; null where the file is of another kind. */
  readonly judge: (given: Given) => Promise<{ readonly verdict: Verdict; readonly lead?: string } | null>;
  /** What the file should have been, with its article. */
  readonly kind: string;
};

/** `verify FILE --key KEY`: the same words and exit codes for everything that a station signs. */
export function addVerify(parent: Command, how: Verifying, terminal: Terminal, finish: Finish): void {
  const command = parent
    .command('verify')
    .description(how.description)
    .argument('<file>', how.file)
    .requiredOption('--key <file>', 'the public receipt key of the station')
    .option('--json', 'print the verdict as JSON')
    .addHelpText('after', how.examples)
    .action(async (file: string, options: VerifyOptions) =>
      finish(await verify(file, options, how, terminal)),
    );
  if (!how.takesCheckpoint) return;
  command
    .option('--checkpoint <file>', 'an acknowledgement of the centre, as JWS')
    .option('--centre-key <file>', 'the public key by which the centre acknowledges');
}

async function verify(
  file: string,
  options: VerifyOptions,
  { judge, kind }: Verifying,
  terminal: Terminal,
): Promise<ExitCode> {
  const text = readText(file, terminal);
  const key = readPublicKey(options.key, terminal);
  const read = readCheckpoint(options, terminal);
  if (text === null || key === null || !read.ok) return exitCodes.usage;
  const judged = await judge({ text, key, checkpoint: read.checkpoint });
  if (judged === null) {
    terminal.complain(`${file} is not ${kind}.`);
    return exitCodes.usage;
  }
  if (judged.lead !== undefined && options.json !== true) terminal.print(judged.lead);
  return tellVerdict(judged.verdict, options, terminal);
}

/** Prints a verdict line by line, or as JSON; the exit code is the verdict in short. */
function tellVerdict(
  verdict: Verdict,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  if (json) terminal.print(JSON.stringify(verdict));
  else {
    for (const { ok, check, says } of verdict.findings) {
      (ok ? terminal.print : terminal.complain)(`${ok ? 'proven' : 'WRONG'}  ${check}: ${says}`);
    }
    for (const says of verdict.notProven) terminal.print(`open    ${says}`);
  }
  return verdict.ok ? exitCodes.ok : exitCodes.failed;
}
