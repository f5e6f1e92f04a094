import type { ActiveReplyFault, VirtualBoard } from '../boards/virtual-board.ts';
import type { CompartmentView } from '../physics/happenings.ts';
import type { RunningSimulation } from '../running-simulation.ts';
import type { ScanFault } from '../scanners/scan-faults.ts';
import type { CameraFault } from '../cameras/virtual-camera.ts';
import type { ScaleFault } from '../scales/virtual-scale.ts';
import type { SimulatedCompartment } from '../virtual-station.ts';
import type { BusCounters } from '../wires/virtual-bus.ts';

export type SimulationDescription = {
  readonly peoplePresent: boolean;
  readonly compartments: readonly (SimulatedCompartment & CompartmentView)[];
  readonly boards: readonly BoardDescription[];
  readonly buses: readonly BusDescription[];
  readonly scanners: readonly ScannerDescription[];
  /** Null where there is none. */
  readonly scale: ScaleDescription | null;
  readonly camera: { readonly faults: readonly CameraFault[] } | null;
};

type BoardDescription = {
  readonly id: string;
  readonly bus: string;
  readonly profile: string;
  readonly address: number;
  readonly isListening: boolean;
  readonly answersUnlock: boolean;
  readonly faults: readonly ActiveReplyFault[];
};

type BusDescription = {
  readonly id: string;
  /** Null where the bus has no port or its adapter is unplugged. */
  readonly tty: string | null;
  readonly isEchoing: boolean;
  readonly counters: BusCounters;
};

type ScannerDescription = {
  readonly id: string;
  readonly profile: string;
  /** Null while it is unplugged. */
  readonly tty: string | null;
  readonly isMute: boolean;
  /** What spoils its scans. */
  readonly faults: readonly ScanFault[];
};

type ScaleDescription = {
  /** Null while it is unplugged. */
  readonly tty: string | null;
  readonly grams: number;
  readonly faults: readonly ScaleFault[];
};

/** All there is to see of a simulation, as plain JSON. */
export function describeSimulation(simulation: RunningSimulation): SimulationDescription {
  const { station, ports, scanners } = simulation;
  return {
    ...describeInputs(simulation),
    peoplePresent: station.people.arePresent,
    compartments: station.compartments.flatMap((planned) => {
      const compartment = station.cabinet.find(planned.label);
      return compartment ? [{ ...drawingOf(planned), ...compartment.view() }] : [];
    }),
    boards: [...station.buses.values()].flatMap((bus) =>
      bus.boards.map((board) => describeBoard(board, bus.id)),
    ),
    buses: [...station.buses.values()].map((bus) => ({
      id: bus.id,
      tty: ports.get(bus.id)?.path ?? null,
      isEchoing: bus.isEchoing,
      counters: bus.counters(),
    })),
    scanners: [...(scanners ?? [])].map(([id, { scanner, profile, port }]) => ({
      id,
      profile,
      tty: port.path,
      isMute: scanner.isMute,
      faults: scanner.faults,
    })),
  };
}

function describeInputs({ inputs }: RunningSimulation): Pick<SimulationDescription, 'scale' | 'camera'> {
  const { scale = null, camera = null } = inputs ?? {};
  return {
    scale:
      scale === null ? null : { tty: scale.port.path, grams: scale.scale.grams, faults: scale.scale.faults },
    camera: camera === null ? null : { faults: camera.faults },
  };
}

/** A station file knows more about a compartment than the hardware does; only this much is passed on. */
function drawingOf(planned: SimulatedCompartment): SimulatedCompartment {
  const { label, size, board, channel, cabinet, column, row, widthMm, clearHeightMm, heightMm } = planned;
  return { label, size, board, channel, cabinet, column, row, widthMm, clearHeightMm, heightMm };
}

function describeBoard(board: VirtualBoard, bus: string): BoardDescription {
  const { id, address, isListening, answersUnlock, faults } = board;
  return { id, bus, profile: board.profile.id, address, isListening, answersUnlock, faults };
}
