import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadStationFile } from '#config/station-file';
import type { Settings } from '#config/settings';
import { startSimulation } from '../cabinet-simulation.ts';
import type { CabinetSimulation } from '../cabinet-simulation.ts';
import { startCentre } from '../centre/centre.ts';
import type { Centre, OpenedNotice, StoredEvent } from '../centre/centre.ts';
import { createCentreKeys, readStationKey } from '../centre/keys.ts';
import { obey } from '../orders/obedience.ts';
import { createMachineClock } from '../wires/clocks.ts';
import { ControllerProcess } from './controller-process.ts';
import { KioskClient } from './kiosk-client.ts';
import { PatienceLost, waitFor } from './patience.ts';
import { ttyDirectory, writeStationFiles } from './station-files.ts';
import type { Hardware } from './station-files.ts';

export type WorldInput = {
  /** Everything the world writes lies below this directory. */
  readonly directory: string;
  readonly station: string;
  /** `mqtt://HOST:PORT` of a broker that runs already. */
  readonly broker: string;
  readonly kioskPort: number;
  readonly seed: number;
  /** `people` act by themselves when a door opens; with `nobody` the caller does. */
  readonly hands: 'people' | 'nobody';
  /** What the station is built of; two buses with forty compartments if absent. */
  readonly hardware?: Hardware;
  readonly policy?: Readonly<Record<string, number | string>>;
  readonly controllerEnv?: Readonly<Record<string, string>>;
  readonly onEvent?: (event: StoredEvent) => void;
  readonly onNotice?: (notice: OpenedNotice) => void;
};

/** A real controller process between a virtual cabinet on real terminals and a tracking centre. */
export type World = {
  readonly settings: Settings;
  readonly stationFile: string;
  readonly logFile: string;
  readonly simulation: CabinetSimulation;
  readonly centre: Centre;
  readonly controller: ControllerProcess;
  readonly kiosk: KioskClient;
  readonly kioskUrl: string;
  /** Starts the controller and waits until it can open doors. */
  startController(): Promise<void>;
  /** An order to the virtual hardware; throws where it is refused. */
  order(order: object): void;
  stop(): Promise<void>;
};

export async function startWorld(input: WorldInput): Promise<World> {
  const { directory, station } = input;
  mkdirSync(directory, { recursive: true });
  const keys = await createCentreKeys(join(directory, 'centre'));
  const stationFile = writeStationFiles({ ...input, centreKeys: keys.publicFiles });
  const settings = await readSettings(stationFile);
  const simulation = await buildCabinet(input, settings);
  const centre = await startCentre({
    ...input,
    stations: [station],
    keys,
    directory: join(directory, 'centre'),
    stationKey: () => readStationKey(settings.data.keysDirectory),
  });
  const logFile = join(directory, 'controller.log');
  const controller = new ControllerProcess({ stationFile, logFile, env: input.controllerEnv ?? {} });
  const kioskUrl = `http://127.0.0.1:${String(input.kioskPort)}`;
  const kiosk = new KioskClient(kioskUrl);
  return {
    settings,
    stationFile,
    logFile,
    simulation,
    centre,
    controller,
    kiosk,
    kioskUrl,
    async startController() {
      controller.start();
      await waitFor('the controller is ready', () => {
        if (!controller.isRunning()) throw new PatienceLost(`the controller ended; see ${logFile}`);
        return kiosk.isReady();
      });
    },
    order(order) {
      const outcome = obey(simulation, order);
      if (!outcome.ok) throw new TypeError(outcome.error);
    },
    async stop() {
      await controller.end('SIGTERM');
      await centre.stop();
      await simulation.stop();
    },
  };
}

function buildCabinet(
  { directory, seed, hands }: WorldInput,
  settings: Settings,
): Promise<CabinetSimulation> {
  return startSimulation({
    buses: settings.buses,
    compartments: settings.compartments,
    scanners: settings.scanners,
    seed,
    clock: createMachineClock(),
    pacing: 'off',
    hands,
    controlPath: join(directory, 'cabinet.sock'),
    linkDirectory: ttyDirectory(directory),
  });
}

async function readSettings(stationFile: string): Promise<Settings> {
  const loaded = await loadStationFile(stationFile, {});
  if (!loaded.ok) throw new TypeError(JSON.stringify(loaded.problems));
  return loaded.settings;
}
