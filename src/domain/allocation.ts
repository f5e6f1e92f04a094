import type { PlannedCompartment, StationState } from './state.ts';
import { sizes } from './words.ts';
import type { CompartmentLabel, Size } from './words.ts';

/**
 * Whether a compartment may be offered for a deposit (invariant I1): the ledger knows no parcel inside,
 * nothing about it is unresolved, its board answers, its door is shut and its sensor does not see anything.
 */
export function isOffered(state: StationState, planned: PlannedCompartment): boolean {
  const compartment = state.compartments.find(({ label }) => label === planned.label);
  if (compartment === undefined || compartment.quarantine !== null) return false;
  if (compartment.disabled !== null) return false;
  if (state.stays.some((stay) => stay.compartment === planned.label)) return false;
  if (state.intentions.some((intention) => intention.compartment === planned.label)) return false;
  if (state.releases.some((release) => release.compartment === planned.label)) return false;
  if (state.silentBoards.includes(planned.board)) return false;
  const isShut = planned.doorSensor ? compartment.door === 'closed' : true;
  return isShut && compartment.occupancy !== 'occupied';
}

/** The smallest free compartment into which a parcel of `size` fits; among equals the first of the plan. */
export function allocate(state: StationState, size: Size): CompartmentLabel | null {
  const fitting = sizes.slice(sizes.indexOf(size));
  for (const candidate of fitting) {
    const found = state.plan.compartments.find(
      (planned) => planned.size === candidate && isOffered(state, planned),
    );
    if (found !== undefined) return found.label;
  }
  return null;
}

/** How many compartments of each size could be offered now. */
export function countFree(state: StationState): Record<Size, number> {
  const free: Record<Size, number> = { XS: 0, S: 0, M: 0, L: 0, XL: 0 };
  for (const planned of state.plan.compartments) if (isOffered(state, planned)) free[planned.size] += 1;
  return free;
}
