import type { PlannedCompartment, StationPlan } from '#domain/state';
import { hardwareHash } from './hardware-hash.ts';
import type { Settings } from './settings.ts';

/** The part of the settings that the core decides by. */
export function planOf(settings: Settings): StationPlan {
  const compartments = settings.compartments.map(
    ({ label, size, board, heightMm, doorSensor, occupancySensor }): PlannedCompartment => ({
      label,
      size,
      board,
      heightMm,
      doorSensor,
      occupancySensor,
    }),
  );
  const { id, jurisdiction } = settings.station;
  const plan = { station: id, jurisdiction, compartments };
  const { shelves } = settings;
  if (shelves === null) return plan;
  return { ...plan, shelves: { layers: shelves.layers, hasGate: shelves.gate !== null } };
}

/** Everything that has a lock: the doors of compartments, and the gate where there is one. */
export function locksOf({ compartments, shelves }: Settings) {
  const gate = shelves?.gate ?? null;
  return gate === null ? compartments : [...compartments, gate];
}

/** What the centre is told of the station's hardware. */
export function describeHardware(settings: Settings) {
  const compartments = settings.compartments.map((compartment) => ({
    label: compartment.label,
    size: compartment.size,
    cabinet: compartment.cabinet,
    heightMm: compartment.heightMm,
    features: [
      ...compartment.features,
      ...(compartment.doorSensor ? ['door-sensor'] : []),
      ...(compartment.occupancySensor ? ['occupancy-sensor'] : []),
    ],
  }));
  return {
    cabinets: [...new Set(settings.compartments.map(({ cabinet }) => cabinet))],
    compartments,
    ...describeShelves(settings),
    profileHash: hardwareHash(settings),
  };
}

/** Positions count from `firstNumber`; a centre tells by them where a parcel can lie. */
function describeShelves({ shelves }: Settings) {
  if (shelves === null) return {};
  return {
    shelves: { layers: shelves.layers.map((layer) => ({ ...layer })), hasGate: shelves.gate !== null },
  };
}
