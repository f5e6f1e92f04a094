import type { BoardProfile, CabinetProfile } from '#bridge/profiles/schema';
import type { ScannerProfile } from '#bridge/profiles/scanner-schema';
import type { Profiles } from '#config/profiles';
import type { BusSettings, WiredCompartment } from '#config/settings';
import type { BoardId, CompartmentLabel } from '#domain/words';

/** Hardware to simulate, without a station around it. */
export type BareHardware = {
  readonly buses: readonly BusSettings[];
  readonly compartments: readonly WiredCompartment[];
  readonly scanners?: readonly { readonly id: string; readonly profile: ScannerProfile }[];
};

type Space = CabinetProfile['compartments'][number];

const cabinet = 'A';
/** Drives a cabinet where nobody names a board. */
const usualBoard = 'kerong-cu16';
const rowCount = 8;

/**
 * The smallest hardware that shows a profile: for a lock board one board with a compartment on every channel,
 * for a cabinet as many boards as it needs, for a scanner of a serial line the scanner alone. Null where no
 * such profile has this id.
 */
export function assembleHardware(
  id: string,
  boardId: string | null,
  profiles: Profiles,
): BareHardware | null {
  const board = profiles.boards.get(id);
  if (board !== undefined)
    return assemble(
      board,
      Array.from({ length: board.channels }, (_, index) => plainSpace(index)),
    );
  const scanner = profiles.scanners.get(id);
  if (scanner !== undefined && hasLine(scanner)) {
    return { buses: [], compartments: [], scanners: [{ id, profile: scanner }] };
  }
  const shape = profiles.cabinets.get(id);
  const driver = profiles.boards.get(boardId ?? usualBoard);
  return shape === undefined || driver === undefined ? null : assemble(driver, shape.compartments);
}

/** A HID scanner has no terminal that a controller could open. */
export function hasLine({ input }: ScannerProfile): boolean {
  return 'line' in input;
}

function assemble(profile: BoardProfile, spaces: readonly Space[]): BareHardware {
  const boardCount = Math.ceil(spaces.length / profile.channels);
  const boards = Array.from({ length: boardCount }, (_, index) => ({
    id: `board-${String(index)}`,
    profile,
    address: profile.address.min + index,
  }));
  const transport = { kind: 'serial', path: 'simulated', baud: profile.line.baud, latencyMs: 0 } as const;
  const compartments = spaces.map((space, index): WiredCompartment => ({
    label: `${cabinet}${space.name}` as CompartmentLabel,
    size: space.size,
    board: `board-${String(Math.floor(index / profile.channels))}` as BoardId,
    heightMm: space.aboveFloorMm,
    doorSensor: space.doorSensor,
    occupancySensor: space.occupancySensor,
    channel: (index % profile.channels) + 1,
    widthMm: space.widthMm,
    clearHeightMm: space.heightMm,
    depthMm: space.depthMm,
    cabinet,
    features: space.features,
    column: space.column,
    row: space.row,
  }));
  return { buses: [{ id: 'bus', transport, boards }], compartments };
}

/** A small compartment, drawn in columns of eight. */
function plainSpace(index: number): Space {
  const row = index % rowCount;
  return {
    name: String(index + 1).padStart(2, '0'),
    size: 'S',
    widthMm: 340,
    heightMm: 100,
    depthMm: 460,
    aboveFloorMm: 200 + (rowCount - 1 - row) * 120,
    column: Math.floor(index / rowCount),
    row,
    doorSensor: true,
    occupancySensor: true,
    releaseFromInside: false,
    features: [],
  };
}
