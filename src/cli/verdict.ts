import type { Verdict } from '#evidence/verifier/findings';

import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';

/** Prints a verdict line by line, or as JSON; the exit code is the verdict in short. */
export function tellVerdict(
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
