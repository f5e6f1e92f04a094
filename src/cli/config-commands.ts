import { existsSync } from 'node:fs';
import { loadCouriers } from '#config/couriers';
import { loadStationFile, type LoadedStation } from '#config/station-file';
import type { Command } from 'commander';

import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';

const examples = `
Every problem is one line: FILE:LINE:COLUMN path: expected …, found … – remedy

Examples:
  $ latchkey config check /etc/latchkey/station.yaml
  $ latchkey config check station.yaml --json`;

export function addConfigCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('config')
    .description('Work with station files.')
    .command('check')
    .description('Check a station file, its profiles and its list of couriers; opens no hardware.')
    .argument('<file>', 'the station file')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, { json = false }: { readonly json?: boolean }) =>
      finish(await check(file, json, terminal)),
    );
}

async function check(file: string, asJson: boolean, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadStationFile(file, terminal.env);
  if (!loaded.ok) return refuse(loaded.problems, terminal, asJson);
  const courierFile = loaded.settings.couriers.file;
  // A list that is not on this machine is a warning of the station file already.
  const couriers = existsSync(courierFile) ? await loadCouriers(courierFile) : null;
  if (couriers !== null && !couriers.ok) return refuse(couriers.problems, terminal, asJson);
  const summary = summarise(loaded, couriers?.couriers.count ?? null);
  if (asJson) terminal.print(JSON.stringify(summary));
  else describe(file, summary, terminal);
  return exitCodes.ok;
}

type Summary = {
  readonly ok: true;
  readonly station: string;
  readonly busCount: number;
  readonly boardCount: number;
  readonly compartmentCount: number;
  readonly courierCount: number | null;
  readonly guessRiskPerDay: number;
  readonly warnings: readonly string[];
};

function summarise(loaded: Extract<LoadedStation, { ok: true }>, courierCount: number | null): Summary {
  const { settings, warnings, guessRiskPerDay } = loaded;
  return {
    ok: true,
    station: settings.station.id,
    busCount: settings.buses.length,
    boardCount: settings.buses.reduce((count, bus) => count + bus.boards.length, 0),
    compartmentCount: settings.compartments.length,
    courierCount,
    guessRiskPerDay,
    warnings,
  };
}

function describe(file: string, summary: Summary, terminal: Terminal): void {
  for (const warning of summary.warnings) terminal.complain(`warning: ${warning}`);
  const { station, busCount, boardCount, compartmentCount, courierCount, guessRiskPerDay } = summary;
  terminal.print(`${file}: station ${station} is in order.`);
  terminal.print(`  buses ${busCount}, lock boards ${boardCount}, compartments ${compartmentCount}`);
  if (courierCount !== null) terminal.print(`  couriers ${courierCount}`);
  terminal.print(`  risk of blind guessing ${guessRiskPerDay.toExponential(2)} a day, limit 1e-6 (rule R10)`);
}
