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

export function planOf(station: string, compartments: readonly VirtualCompartment[]): StationPlan {
  return {
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
