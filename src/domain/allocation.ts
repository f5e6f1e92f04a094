import { findCompartment, findPlanned } from './compartment.ts';
import type { Moment } from './moment.ts';
import { obstacleToDeposits } from './recovery.ts';
import { isKept, reservationsFor } from './reservation.ts';
import type { Wanting } from './reservation.ts';
import type { PlannedCompartment, Stay, StationState } from './state.ts';
import { sizes } from './words.ts';
import type { CompartmentLabel, Size } from './words.ts';

/**
 * Lower edges within reach of somebody in a wheelchair: above the lowest operable part of EN 301 549 §8.3
 * (380 mm) and below both its highest (1220 mm) and 48 inches (musts M12, sources R-EU-3 and R-US-1).
 */
const reachMm = { least: 380, most: 1_219 };

/** What a parcel needs of its compartment. */
export type Wanted = Wanting & { readonly size: Size; readonly needsReach: boolean };

/** What the parcel of a stay needs, should it have to go elsewhere. */
export function wantedFor({ waybill, courier, size, needsReach }: Stay): Wanted {
  return { waybill, courier, size, needsReach };
}

export function isWithinReach({ heightMm }: Pick<PlannedCompartment, 'heightMm'>): boolean {
  return heightMm >= reachMm.least && heightMm <= reachMm.most;
}

/**
 * Whether a compartment may be offered for a deposit (invariant I1): the ledger knows no parcel inside,
 * nothing about it is unresolved, its board answers, its door is shut and its sensor does not see anything.
 * While the ledger itself is in doubt, none is (rule R23).
 */
export function isOffered(state: StationState, planned: PlannedCompartment): boolean {
  if (obstacleToDeposits(state) !== null) return false;
  const compartment = findCompartment(state, planned.label);
  if (compartment === undefined || compartment.quarantine !== null) return false;
  if (compartment.disabled !== null) return false;
  if (state.stays.some((stay) => stay.compartment === planned.label)) return false;
  if (state.intentions.some((intention) => intention.compartment === planned.label)) return false;
  if (state.releases.some((release) => release.compartment === planned.label)) return false;
  if (state.silentBoards.includes(planned.board)) return false;
  const isShut = planned.doorSensor ? compartment.door === 'closed' : true;
  return isShut && compartment.occupancy !== 'occupied';
}

/**
 * What is reserved for this parcel or courier, else the smallest free compartment into which the parcel fits;
 * among equals the first of the plan. A recipient who needs one within reach gets one within reach, or none.
 */
export function allocate(state: StationState, wanted: Wanted, now: Moment): CompartmentLabel | null {
  const fitting = sizes.slice(sizes.indexOf(wanted.size));
  const isFit = (planned: PlannedCompartment): boolean =>
    fitting.includes(planned.size) &&
    (!wanted.needsReach || isWithinReach(planned)) &&
    !isKept(state, planned.label, wanted, now) &&
    isOffered(state, planned);
  for (const { compartment } of reservationsFor(state, wanted, now)) {
    const own = findPlanned(state, compartment);
    if (own !== undefined && isFit(own)) return own.label;
  }
  for (const size of fitting) {
    const found = state.plan.compartments.find((planned) => planned.size === size && isFit(planned));
    if (found !== undefined) return found.label;
  }
  return null;
}

/** How many compartments of each size could be offered to whoever comes now. */
export function countFree(state: StationState, now: Moment): Record<Size, number> {
  const free: Record<Size, number> = { XS: 0, S: 0, M: 0, L: 0, XL: 0 };
  for (const planned of state.plan.compartments) {
    if (isOffered(state, planned) && !isKept(state, planned.label, null, now)) free[planned.size] += 1;
  }
  return free;
}

/** The sizes of which one could be offered now, for a courier whose parcel found none. */
export function freeSizes(state: StationState, now: Moment): readonly Size[] {
  const free = countFree(state, now);
  return sizes.filter((size) => free[size] > 0);
}
