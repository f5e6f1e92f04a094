import type { BoardProfile } from '#bridge/profiles/schema';
import type { BusWay } from '#bridge/transports/bus-transport';
import type { BoardId, CompartmentLabel } from '#domain/words';
import type { GpioBoardWiring } from './gpio-wiring.ts';

/** A line and what hangs on it. */
export type BusWiring = {
  readonly id: string;
  readonly transport: BusWay & {
    /** What the way there and back adds to an exchange at most, for example by a network; 0 if absent. */
    readonly latencyMs?: number;
  };
  readonly boards: readonly BoardWiring[];
};

export type BoardWiring = {
  readonly id: string;
  readonly profile: BoardProfile;
  readonly address: number;
  /**
   * What keeps a coil from burning when this process cannot end its pulse (rule R5); absent where the board
   * ends its pulses itself.
   */
  readonly protection?: 'timed-by-hardware' | 'none';
};

/** One power supply of lock coils, and the boards that hang on it; it may span buses. */
export type SupplyWiring = {
  readonly id: string;
  readonly boards: readonly string[];
  readonly solenoidsAtOnceMax: number;
};

/** Which lock of which board holds a compartment's door, and which of its sensors are connected. */
export type CompartmentWiring = {
  readonly label: CompartmentLabel;
  readonly board: BoardId;
  readonly channel: number;
  readonly doorSensor: boolean;
  readonly occupancySensor: boolean;
};

/**
 * The part of the station's settings that this room needs; same shape, so settings can be handed in whole.
 */
export type Wiring = {
  readonly buses: readonly BusWiring[];
  /** Boards of GPIO lines; none if absent. */
  readonly gpio?: readonly GpioBoardWiring[];
  readonly compartments: readonly CompartmentWiring[];
  /** Boards that none of them names share one supply for each bus. */
  readonly supplies?: readonly SupplyWiring[];
};
