import { readFile } from 'node:fs/promises';
import { readRecording } from '#bridge/recording/recording';
import type { Command } from 'commander';

import { exitCodes, type ExitCode, type Finish, type Terminal } from './terminal.ts';

const examples = `
The first line is one JSON object: "tty" is the path that a controller opens. The last line counts what was
played and what the recording did not know.

Example:
  $ latchkey replay left-bus.jsonl`;

export function addReplayCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('replay')
    .description('Let a recorded line answer again, behind a real serial terminal.')
    .argument('<recording>', 'what "boards record" or "boards verify --record" wrote')
    .option('--json', 'no difference: this command always prints JSON')
    .addHelpText('after', examples)
    .action(async (file: string) => finish(await replay(file, terminal)));
}

async function replay(file: string, terminal: Terminal): Promise<ExitCode> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const read = text === null ? null : readRecording(text);
  if (read?.ok !== true) {
    const problem = read === null ? 'cannot be read' : `line ${String(read.line)}: ${read.error}`;
    terminal.complain(`${file}: ${problem}`);
    return exitCodes.failed;
  }
  const [{ openRecordedPort }, { createMachineClock }] = await Promise.all([
    import('#simulator/wires/recorded-port'),
    import('#simulator/wires/clocks'),
  ]);
  const port = openRecordedPort(read.recording, createMachineClock());
  const { profiles, startedAt } = read.recording.header;
  terminal.print(JSON.stringify({ tty: port.path, profiles: profiles.map(({ id }) => id), startedAt }));
  await terminal.untilStopped();
  terminal.print(JSON.stringify(port.counters()));
  port.close();
  return exitCodes.ok;
}
