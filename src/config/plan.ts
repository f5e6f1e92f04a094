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
  return { station: id, jurisdiction, compartments };
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
    profileHash: hardwareHash(settings),
  };
}
