import { isWithinReach } from './allocation.ts';
import type { StationPlan, Stay, StationState } from './state.ts';
import type { CodeId, CompartmentLabel, CourierId, StaffId } from './words.ts';

/**
 * Open shelves of an attended station. They have no lock and no sensor: what lies on them is known only by
 * what was scanned, so that nothing but a scan and a person's word is ever claimed of them.
 */

/** One board of one shelf with its numbered positions. */
export type PlannedLayer = {
  readonly shelf: string;
  readonly layer: string;
  readonly firstNumber: number;
  readonly positionCount: number;
  /** Height of the layer's board above the floor. */
  readonly heightMm: number;
};

export type ShelfPlan = {
  readonly layers: readonly PlannedLayer[];
  /** A gate that the station opens stands at the way out. */
  readonly hasGate: boolean;
};

/** The gate is pulsed like a lock, under a label that the configuration gives to nothing else. */
export const gateLabel = 'GATE' as CompartmentLabel;

/** Who put a parcel on a shelf. */
export type Placer =
  | { readonly kind: 'courier'; readonly courier: CourierId }
  | { readonly kind: 'staff'; readonly staff: StaffId };

/** By what somebody could take a parcel along: the two numbers of a code, or a person who looked. */
export type ReleaseProof =
  { readonly by: 'code'; readonly code: CodeId } | { readonly by: 'identity'; readonly reference: string };

const positionShape = /^(\d{1,3})-(\d{1,2})-(\d{4})$/;

/** A position begins with a digit, for example `5-2-3001`; the label of a compartment with a letter. */
function isPosition(label: CompartmentLabel): boolean {
  return positionShape.test(label);
}

/** Whether a parcel lies on a shelf, where no door and no sensor can say anything about it. */
export function isShelved({ compartment }: Pick<Stay, 'compartment'>): boolean {
  return isPosition(compartment);
}

/** The position that was scanned or typed, if this station has it. */
export function readPosition(plan: StationPlan, text: string): CompartmentLabel | null {
  const position = text.replace(/\s+/g, '') as CompartmentLabel;
  return layerOf(plan, position) === undefined ? null : position;
}

export function layerOf({ shelves }: StationPlan, position: CompartmentLabel): PlannedLayer | undefined {
  const [, shelf, layer, digits] = positionShape.exec(position) ?? [];
  const number = Number(digits);
  return shelves?.layers.find(
    (planned) =>
      planned.shelf === shelf &&
      planned.layer === layer &&
      number >= planned.firstNumber &&
      number < planned.firstNumber + planned.positionCount,
  );
}

export function positionsOf(layer: PlannedLayer): readonly CompartmentLabel[] {
  return Array.from({ length: layer.positionCount }, (_, index) => positionOf(layer, index));
}

function positionOf({ shelf, layer, firstNumber }: PlannedLayer, index: number): CompartmentLabel {
  const number = String(firstNumber + index).padStart(4, '0');
  return `${shelf}-${layer}-${number}` as CompartmentLabel;
}

/** The parcel that the record says lies there. */
export function shelvedAt(state: StationState, position: CompartmentLabel): Stay | undefined {
  return state.stays.find(({ compartment }) => compartment === position);
}

/** The first free position; only within reach where the recipient asked for that. */
export function freePosition(state: StationState, needsReach: boolean): CompartmentLabel | null {
  const taken = new Set(state.stays.map(({ compartment }) => compartment));
  for (const layer of state.plan.shelves?.layers ?? []) {
    if (needsReach && !isWithinReach(layer)) continue;
    const free = positionsOf(layer).find((position) => !taken.has(position));
    if (free !== undefined) return free;
  }
  return null;
}
