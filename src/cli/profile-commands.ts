import { checkProfile, profileFiles, profilesDirectory, type CheckedProfile } from '#config/profiles';
import type { Command } from 'commander';

import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';

const examples = `
Examples:
  $ latchkey profiles check                    all profiles that come with the program
  $ latchkey profiles check my-board.yaml`;

export function addProfileCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('profiles')
    .description('Work with hardware profiles.')
    .command('check')
    .description('Check hardware profiles; without a file, all that come with the program.')
    .argument('[files...]', 'profiles to check')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(async (files: readonly string[], { json = false }: { readonly json?: boolean }) =>
      finish(await check(files, json, terminal)),
    );
}

async function check(named: readonly string[], asJson: boolean, terminal: Terminal): Promise<ExitCode> {
  const files = named.length > 0 ? named : await profileFiles(profilesDirectory());
  const checked: CheckedProfile[] = [];
  for (const file of files) checked.push(await checkProfile(file));
  const problems = checked.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return refuse(problems, terminal, asJson);
  const profiles = checked.flatMap((one) => (one.ok ? [one.profile] : []));
  if (asJson) {
    const listed = profiles.map(({ kind, id, name }, index) => ({ kind, id, name, file: files[index] }));
    terminal.print(JSON.stringify({ ok: true, profiles: listed }));
    return exitCodes.ok;
  }
  for (const { kind, id, name } of profiles) terminal.print(`ok  ${kind.padEnd(10)}  ${id}  ${name}`);
  return exitCodes.ok;
}
