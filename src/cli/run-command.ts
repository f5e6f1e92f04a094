import { loadStationFile } from '#config/station-file';
import type { Command } from 'commander';

import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';

type RunOptions = { readonly config: string; readonly json?: boolean };

export function addRunCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('run')
    .description('Run a station until it is told to stop.')
    .requiredOption('--config <file>', 'the station file')
    .option('--json', 'print problems as JSON')
    .addHelpText('after', '\nExample:\n  $ latchkey run --config /etc/latchkey/station.yaml')
    .action(async (options: RunOptions) => finish(await run(options, terminal)));
}

async function run({ config, json = false }: RunOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadStationFile(config, terminal.env);
  if (!loaded.ok) return refuse(loaded.problems, terminal, json);
  for (const warning of loaded.warnings) terminal.complain(`warning: ${warning}`);
  // Whoever only checks a file never loads the drivers.
  const { runStation } = await import('../main.ts');
  const station = await runStation(loaded.settings);
  await terminal.untilStopped();
  await station.stop();
  return exitCodes.ok;
}
