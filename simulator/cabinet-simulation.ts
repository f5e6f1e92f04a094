import type { SimulatorClock } from './clock.ts';
import { openControlSocket } from './control.ts';
import { createDice } from './dice.ts';
import { showLines, type ShownLines } from './gpio/shown-lines.ts';
import { buildChips, type SimulatedGpioBoard } from './gpio/simulated-lines.ts';
import { noInputs, plugInputs, unplugInputs } from './inputs.ts';
import type { PluggedInputs, SimulatedInputs } from './inputs.ts';
import type { VirtualCabinet } from './physics/cabinet.ts';
import type { BusPort, RunningSimulation } from './running-simulation.ts';
import { plugScanners, type PluggedScanner, type SimulatedScanner } from './scanners/plugged-scanner.ts';
import { createVirtualStation } from './virtual-station.ts';
import type { SimulatedBus, VirtualStationInput } from './virtual-station.ts';
import { createPreciseClock } from './wires/clocks.ts';
import { PluggedPort } from './wires/plugged-port.ts';
import { TcpPort } from './wires/tcp-port.ts';
import type { VirtualBus } from './wires/virtual-bus.ts';

export type SimulationInput = Omit<VirtualStationInput, 'toController' | 'wireClock'> & {
  /** Boards of GPIO lines as the station file has them; shown as files where that is possible. */
  readonly gpio?: readonly SimulatedGpioBoard[];
  /** Scanners as the station file has them; those on serial lines get a terminal each. */
  readonly scanners?: readonly SimulatedScanner[];
  /** Scale and camera as the station file has them. */
  readonly inputs?: SimulatedInputs;
  /** Where the control socket is made; null for none. */
  readonly controlPath: string | null;
  /** A directory in which a link with the name of each bus leads to its terminal. */
  readonly linkDirectory?: string;
  /** The clock of the wires; where it is absent, paced lines get a precise one. */
  readonly wireClock?: SimulatorClock;
};

export interface CabinetSimulation extends RunningSimulation {
  /** Where a controller finds each bus, by the id of the bus: a terminal, or `tcp://HOST:PORT`. */
  readonly ttys: Readonly<Record<string, string>>;
  /** Where a controller finds each scanner of a serial line, by the id of the scanner. */
  readonly scannerTtys: Readonly<Record<string, string>>;
  /** Where a controller finds the scale; null where there is none. */
  readonly scaleTty: string | null;
  /** The file into which the recorder of the camera writes; null where there is none. */
  readonly cameraFile: string | null;
  /** Where a controller finds the GPIO lines, or why it finds none; null where there are none. */
  readonly gpioLines: ShownLines | null;
  readonly controlPath: string | null;
  readonly physics: VirtualCabinet;
  /** Gives everything back: terminals, links, control socket. People go home. */
  stop(): Promise<void>;
}

/**
 * Starts virtual hardware that a controller cannot tell from real ports: every bus gets a terminal of its
 * own, or a serial server on 127.0.0.1 where it is reached by one.
 */
export async function startSimulation(input: SimulationInput): Promise<CabinetSimulation> {
  const { linkDirectory = null, wireClock = usualWireClock(input) } = input;
  const ports = new Map<string, PluggedPort | TcpPort>();
  const station = createVirtualStation({
    ...input,
    wireClock,
    toController: (busId, bytes) => ports.get(busId)?.write(bytes),
  });
  for (const { id, transport } of input.buses) {
    const bus = station.buses.get(id);
    if (bus) ports.set(id, await openPort(bus, transport, linkDirectory));
  }
  const gpioLines = await showGpio(input, station.cabinet);
  const dice = createDice(input.seed).split('scanners');
  const scanners = plugScanners(input.scanners ?? [], linkDirectory, dice);
  const site = { clock: input.clock, dice: createDice(input.seed).split('scale'), linkDirectory };
  const inputs = input.inputs === undefined ? noInputs : plugInputs(input.inputs, site);
  const running = makeWatchable({ station, ports, scanners, inputs });
  const control = input.controlPath === null ? null : await openControlSocket(running, input.controlPath);
  return {
    ...running,
    get ttys() {
      return pathsOf(ports);
    },
    get scannerTtys() {
      return pathsOf(new Map([...scanners].map(([id, { port }]) => [id, port])));
    },
    get scaleTty() {
      return inputs.scale?.port.path ?? null;
    },
    cameraFile: inputs.camera?.statusFile ?? null,
    gpioLines,
    controlPath: control?.path ?? null,
    physics: station.cabinet,
    async stop() {
      station.people.setPresent(false);
      for (const port of ports.values()) port.unplug();
      for (const { port } of scanners.values()) port.unplug();
      unplugInputs(inputs);
      gpioLines?.hide();
      await control?.close();
    },
  };
}

async function showGpio(
  { gpio = [], compartments }: SimulationInput,
  cabinet: VirtualCabinet,
): Promise<ShownLines | null> {
  return gpio.length === 0 ? null : showLines(buildChips(gpio, compartments, cabinet));
}

function pathsOf(ports: ReadonlyMap<string, BusPort>): Readonly<Record<string, string>> {
  return Object.fromEntries([...ports].flatMap(([id, { path }]) => (path === null ? [] : [[id, path]])));
}

async function openPort(
  bus: VirtualBus,
  transport: SimulatedBus['transport'],
  linkDirectory: string | null,
): Promise<PluggedPort | TcpPort> {
  if (transport.kind !== 'tcp' && transport.kind !== 'rfc2217') return new PluggedPort(bus, linkDirectory);
  const { kind: speaks, port } = transport;
  return TcpPort.open({ speaks, port, toLine: (bytes) => bus.receive(bytes) });
}

function usualWireClock({ clock, pacing }: SimulationInput): SimulatorClock {
  return pacing === 'line-speed' ? createPreciseClock() : clock;
}

function makeWatchable(simulation: {
  readonly station: RunningSimulation['station'];
  readonly ports: ReadonlyMap<string, BusPort>;
  readonly scanners: ReadonlyMap<string, PluggedScanner>;
  readonly inputs: PluggedInputs;
}): RunningSimulation {
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  simulation.station.cabinet.observe(changed);
  return {
    ...simulation,
    changed,
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
