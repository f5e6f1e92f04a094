import type { ShelfPlan } from '#domain/shelves';
import { gateLabel } from '#domain/shelves';
import type { PlannedCompartment, StationPlan } from '#domain/state';
import type { BoardId, CompartmentLabel, Size } from '#domain/words';

export type VirtualCompartment = {
  readonly label: string;
  readonly size?: Size;
  readonly board?: string;
  readonly doorSensor?: boolean;
  readonly occupancySensor?: boolean;
};

const sizesInTurn: readonly Size[] = ['S', 'S', 'M', 'S', 'M', 'L', 'S', 'XL'];

/** A small station: eight compartments with parcel sensors on one board, eight without on another. */
export function smallStation(perBoard = 8): readonly VirtualCompartment[] {
  return ['left', 'right'].flatMap((board, index) =>
    Array.from({ length: perBoard }, (_, at) => ({
      label: `${index === 0 ? 'A' : 'B'}${String(at + 1).padStart(2, '0')}`,
      size: sizesInTurn[at % sizesInTurn.length] ?? 'S',
      board,
      occupancySensor: index === 0,
    })),
  );
}

/** One shelf with two layers and a gate, as an attended station has it. */
export const smallShelves: ShelfPlan = {
  layers: [
    { shelf: '5', layer: '1', firstNumber: 1, positionCount: 20, heightMm: 100 },
    { shelf: '5', layer: '2', firstNumber: 3001, positionCount: 20, heightMm: 900 },
  ],
  hasGate: true,
};

/** The gate hangs on a board of its own and has a contact. */
export const plannedGate: PlannedCompartment = {
  label: gateLabel,
  size: 'XL',
  board: 'gate' as BoardId,
  heightMm: 0,
  doorSensor: true,
  occupancySensor: false,
};

export function planOf(
  station: string,
  compartments: readonly VirtualCompartment[],
  shelves: ShelfPlan | null = null,
): StationPlan {
  return {
    ...(shelves === null ? {} : { shelves }),
    station,
    jurisdiction: 'cn',
    compartments: compartments.map((one): PlannedCompartment => ({
      label: one.label as CompartmentLabel,
      size: one.size ?? 'S',
      board: (one.board ?? 'left') as BoardId,
      heightMm: 500,
      doorSensor: one.doorSensor ?? true,
      occupancySensor: one.occupancySensor ?? true,
    })),
  };
}
