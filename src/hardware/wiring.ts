import type { BoardProfile } from '#bridge/profiles/schema';
import type { BusWay } from '#bridge/transports/bus-transport';
import type { BoardId, CompartmentLabel } from '#domain/words';

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
  readonly compartments: readonly CompartmentWiring[];
};
