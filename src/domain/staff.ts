import type { Moment } from './moment.ts';
import type { StationState, Visit, Actor } from './state.ts';
import type { StaffId, VisitId } from './words.ts';

/** An attendant hands parcels over, a technician looks after compartments; neither does both. */
export const staffRoles = ['attendant', 'technician'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Why a compartment is out of service; a closed list, so that no name and no number is written into it. */
export const disableReasons = ['cleaning', 'defect', 'vandalism', 'kept-free', 'other'] as const;
export type DisableReason = (typeof disableReasons)[number];

export type Disablement = {
  readonly reason: DisableReason;
  readonly staff: StaffId;
  readonly since: Moment;
};

type StaffVisit = Visit & { readonly actor: Extract<Actor, { kind: 'staff' }> };

/** The visit of this id, if it is the one in progress and a member of staff began it. */
export function staffVisit(state: StationState, id: VisitId): StaffVisit | null {
  const { visit } = state;
  return visit !== null && visit.id === id && visit.actor.kind === 'staff' ? (visit as StaffVisit) : null;
}
