import { packageRoot } from '#config/package-root';
import { loadStationFile } from '#config/station-file';
import type { Settings, WiredCompartment } from '#config/settings';
import { systemCoils } from '#hardware/bus-shell';
import { systemGpio } from '#hardware/gpio-shell';
import { openBridgeClock } from '#platform/clock';
import type { Command } from 'commander';

import { openDoorLines, seenAt, type DoorLines } from './doors-lines.ts';
import { openOnce, type Opened } from './doors-opening.ts';
import { testDoors } from './doors-test.ts';
import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';

type DoorOptions = { readonly config: string; readonly json?: boolean; readonly yes?: boolean };
type Work = (settings: Settings, lines: DoorLines) => Promise<ExitCode>;

const examples = `
For commissioning, while the controller is stopped: it holds the ports as long as it runs. What is opened here
stands in no ledger, so every compartment has to be empty.

Examples:
  $ latchkey doors list --config /etc/latchkey/station.yaml
  $ latchkey doors open A07 --config /etc/latchkey/station.yaml
  $ latchkey doors test --config /etc/latchkey/station.yaml --json`;

export function addDoorCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const doors = program.command('doors').description('Commission the doors of a station file.');
  of(doors.command('list'))
    .description('Read every board and say what each door shows.')
    .action(async (options: DoorOptions) =>
      finish(
        await withLines(options, terminal, (settings, lines) => list(settings, lines, options, terminal)),
      ),
    );
  of(doors.command('open'))
    .description('Send one pulse to one door and say what was read.')
    .argument('<label>', 'for example A07')
    .option('--yes', 'do not ask')
    .action(async (label: string, options: DoorOptions) =>
      finish(
        await withLines(options, terminal, (settings, lines) =>
          open(label, settings, lines, options, terminal),
        ),
      ),
    );
  of(doors.command('test'))
    .description('Open one door after the other and compare the wiring with what a person sees.')
    .action(async (options: DoorOptions) => finish(await test(options, terminal)));
}

function of(command: Command): Command {
  return command
    .requiredOption('--config <file>', 'the station file')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples);
}

/** Opens the lines of the file, works on them, and gives them back whatever happens. */
async function withLines(options: DoorOptions, terminal: Terminal, work: Work): Promise<ExitCode> {
  const loaded = await loadStationFile(options.config, terminal.env);
  if (!loaded.ok) return refuse(loaded.problems, terminal, options.json === true);
  const places = { directory: loaded.settings.data.directory, root: packageRoot() };
  const machine = { gpio: systemGpio(places), coils: systemCoils(places) };
  const opened = await openDoorLines(loaded.settings, openBridgeClock(), machine);
  if (!opened.ok) {
    if (options.json === true) terminal.print(JSON.stringify({ ok: false, problems: opened.problems }));
    else for (const problem of opened.problems) terminal.complain(problem);
    return exitCodes.failed;
  }
  try {
    return await work(loaded.settings, opened.lines);
  } finally {
    await opened.lines.close();
  }
}

async function list(
  { compartments }: Settings,
  lines: DoorLines,
  { json = false }: DoorOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const readings = await lines.readAll();
  const doors = compartments.map((compartment) => {
    const { label, board, channel, size } = compartment;
    return { label, board, channel, size, ...seenAt(compartment, readings) };
  });
  const silent = [...readings].flatMap(([board, reading]) => (reading === null ? [board] : []));
  if (json) terminal.print(JSON.stringify({ ok: silent.length === 0, doors, silentBoards: silent }));
  else {
    for (const { label, board, channel, door, occupancy } of doors) {
      const joint = `${board} channel ${String(channel)}`;
      terminal.print(
        `${label.padEnd(6)}  ${joint.padEnd(24)}  ${door.padEnd(9)}  ${occupancy ?? ''}`.trimEnd(),
      );
    }
    for (const board of silent)
      terminal.complain(`${board} does not answer: check supply, address and line.`);
  }
  return silent.length === 0 ? exitCodes.ok : exitCodes.failed;
}

async function open(
  label: string,
  { compartments }: Settings,
  lines: DoorLines,
  options: DoorOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const compartment = compartments.find((one) => one.label === label.toUpperCase());
  if (compartment === undefined) {
    terminal.complain(`There is no compartment ${label} in ${options.config}.`);
    return exitCodes.usage;
  }
  const allowed = await mayOpen(compartment, options, terminal);
  if (!allowed) {
    terminal.complain('No pulse was sent.');
    return exitCodes.failed;
  }
  const opened = await openOnce(compartment, lines);
  const isGood = opened.outcome === 'opened' || opened.outcome === 'sent';
  if (options.json === true) terminal.print(JSON.stringify(summaryOf(compartment, opened, isGood)));
  else (isGood ? terminal.print : terminal.complain)(describe(compartment, opened));
  return isGood ? exitCodes.ok : exitCodes.failed;
}

async function mayOpen(
  { label }: WiredCompartment,
  options: DoorOptions,
  terminal: Terminal,
): Promise<boolean> {
  if (options.yes === true) return true;
  const word = await terminal.ask?.(`${label} gets one pulse. Is the compartment empty? [y/N] `);
  return ['y', 'yes'].includes(word?.trim().toLowerCase() ?? '');
}

function summaryOf({ label, board, channel }: WiredCompartment, opened: Opened, ok: boolean): object {
  const { outcome, before, after, openAfterMs, detail } = opened;
  return { ok, label, board, channel, outcome, before: before.door, after: after.door, openAfterMs, detail };
}

function describe({ label }: WiredCompartment, { outcome, openAfterMs, before, detail }: Opened): string {
  switch (outcome) {
    case 'opened':
      return `${label} opened ${String(Math.round(openAfterMs ?? 0))} ms after the pulse began.`;
    case 'sent':
      return `${label}: the pulse was sent; there is no sensor that could show the door.`;
    case 'no-movement':
      return `${label}: the pulse was sent, and the door still reads ${before.door}. Check lock, plug and wiring.`;
    case 'not-closed':
      return (
        `${label}: no pulse was sent, ${detail ?? 'the door is not closed'}. Close it, or check the polarity ` +
        'with latchkey boards verify.'
      );
    case 'not-sent':
      return `${label}: no pulse was sent: ${detail ?? 'the line is not open'}.`;
  }
}

/** Only a person can see which door moved, so nothing is opened where nobody can be asked. */
async function test(options: DoorOptions, terminal: Terminal): Promise<ExitCode> {
  const { ask } = terminal;
  if (ask === undefined) {
    terminal.complain('This test asks which door moved: run it in a terminal.');
    return exitCodes.usage;
  }
  return withLines(options, terminal, (settings, lines) =>
    testDoors(settings, lines, ask, terminal, options.json === true),
  );
}
