import { loadProfiles, profilesDirectory } from '#config/profiles';
import { loadStationFile } from '#config/station-file';
import type { Settings } from '#config/settings';
import type { Centre } from '#simulator/centre/centre';
import { InvalidArgumentError, type Command } from 'commander';
import { assembleHardware, hasLine, type BareHardware } from './bare-hardware.ts';

import { exitCodes, refuse, type ExitCode, type Finish, type Terminal } from './terminal.ts';

type SimulateOptions = {
  readonly config?: string;
  readonly profile?: string;
  readonly board?: string;
  readonly seed: number;
  readonly pacing?: boolean;
  readonly nobody?: boolean;
  readonly control?: string;
  readonly links?: string;
  readonly centre?: string;
};

const closing = `
The first line is one JSON object: "ttys" leads from each bus to the path that a controller opens, "scanners"
from each scanner of a serial line, "scale" and "camera" to them, "control" is the socket that takes faults,
"seed" repeats the run. The hardware stays until it is told to stop.
docs/how-to/break-the-virtual-cabinet.md names the faults.

Examples:
  $ latchkey simulate --profile cabinet-16-mixed
  $ latchkey simulate --config station.yaml --links tty --centre centre
  $ latchkey simulate --config station.yaml --control /run/user/1000/cabinet.sock --pacing`;

export function addSimulateCommand(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('simulate')
    .description('Virtual hardware alone: lock boards and doors behind real serial terminals.')
    .option('--config <file>', 'the hardware of this station file')
    .option('--profile <id>', 'the hardware of one lock board, cabinet or serial scanner profile')
    .option('--board <id>', 'with a cabinet profile: the lock board that drives it')
    .option('--seed <number>', 'repeats what chance decides', parseSeed, 1)
    .option('--pacing', 'let every byte take the time that it takes on the wire')
    .option('--nobody', 'nobody stands at the doors: they stay as the control socket leaves them')
    .option('--links <directory>', 'make a link named after each bus that leads to its terminal')
    .option('--centre <directory>', 'with --config: also be the tracking centre whose keys lie there')
    .option('--control <path>', 'open a control socket at this path')
    .option('--json', 'no difference: this command always prints JSON')
    .addHelpText('after', closing)
    .action(async (options: SimulateOptions) => finish(await simulate(options, terminal)));
}

async function simulate(options: SimulateOptions, terminal: Terminal): Promise<ExitCode> {
  if ((options.config === undefined) === (options.profile === undefined)) {
    terminal.complain('Give either --config FILE or --profile ID.');
    return exitCodes.usage;
  }
  if (options.centre !== undefined && options.config === undefined) {
    terminal.complain('A tracking centre needs the station file that names its broker: give --config FILE.');
    return exitCodes.usage;
  }
  const hardware = await findHardware(options, terminal);
  if (typeof hardware === 'number') return hardware;
  // Only this command and the demo ever load the simulated world.
  const [{ startSimulation }, { createMachineClock }] = await Promise.all([
    import('#simulator/cabinet-simulation'),
    import('#simulator/wires/clocks'),
  ]);
  const simulation = await startSimulation({
    ...hardware,
    seed: options.seed,
    clock: createMachineClock(),
    pacing: options.pacing === true ? 'line-speed' : 'off',
    hands: options.nobody === true ? 'nobody' : 'people',
    controlPath: options.control ?? null,
    ...(options.links === undefined ? {} : { linkDirectory: options.links }),
  });
  const { ttys, scannerTtys, scaleTty, cameraFile, gpioLines, controlPath: control } = simulation;
  const scanners = Object.keys(scannerTtys).length > 0 ? { scanners: scannerTtys } : {};
  const scale = scaleTty === null ? {} : { scale: scaleTty };
  const camera = cameraFile === null ? {} : { camera: cameraFile };
  const gpio = gpioLines === null ? {} : { gpio: gpioLines.folder };
  terminal.print(
    JSON.stringify({ ttys, ...scanners, ...scale, ...camera, ...gpio, control, seed: options.seed }),
  );
  if (gpioLines?.reason !== undefined) terminal.complain(`The GPIO lines are not shown: ${gpioLines.reason}`);
  const centre = await openCentre(hardware, options.centre, terminal);
  await terminal.untilStopped();
  await centre?.stop();
  await simulation.stop();
  return exitCodes.ok;
}

/** The other end of the uplink: it acknowledges events and prints what the recipients are told. */
async function openCentre(
  hardware: BareHardware | Settings,
  directory: string | undefined,
  terminal: Terminal,
): Promise<Centre | null> {
  if (directory === undefined || !('uplink' in hardware)) return null;
  const [{ startCentre }, { createCentreKeys, readStationKey }] = await Promise.all([
    import('#simulator/centre/centre'),
    import('#simulator/centre/keys'),
  ]);
  return startCentre({
    broker: hardware.uplink.broker,
    stations: [hardware.station.id],
    keys: await createCentreKeys(directory),
    directory,
    stationKey: () => readStationKey(hardware.data.keysDirectory),
    onEvent: ({ seq, type, subject }) => {
      terminal.print(JSON.stringify({ seq, type, subject }));
    },
    onNotice: ({ maskedContact, code, extension }) => {
      terminal.print(JSON.stringify({ message: maskedContact, code, extension }));
    },
  });
}

async function findHardware(
  options: SimulateOptions,
  terminal: Terminal,
): Promise<BareHardware | Settings | ExitCode> {
  if (options.config !== undefined) {
    const loaded = await loadStationFile(options.config, terminal.env);
    return loaded.ok ? loaded.settings : refuse(loaded.problems, terminal, false);
  }
  const loaded = await loadProfiles(profilesDirectory());
  if (!loaded.ok) return refuse(loaded.problems, terminal, false);
  const { boards, cabinets, scanners } = loaded.profiles;
  const onLines = [...scanners.values()].filter(hasLine).map(({ id }) => id);
  const hardware = assembleHardware(options.profile ?? '', options.board ?? null, loaded.profiles);
  if (hardware !== null) return hardware;
  const known = [...boards.keys(), ...cabinets.keys(), ...onLines].join(', ');
  terminal.complain(`There is no such profile. Known are: ${known}`);
  return exitCodes.usage;
}

function parseSeed(written: string): number {
  const seed = Number(written);
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 32 - 1)
    throw new InvalidArgumentError('Give a whole number from 0.');
  return seed;
}
