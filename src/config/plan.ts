import type { PlannedCompartment, StationPlan } from '#domain/state';
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
