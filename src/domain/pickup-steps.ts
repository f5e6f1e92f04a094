import { delegatesOf, findCode, hasRoomForDelegate } from './codes.ts';
import { reopensLeftOf, staysBehind } from './entitlement.ts';
import type { DoorTask, StationState, Visit, VisitParcel } from './state.ts';
import { findStay } from './stay.ts';
import type { Moment } from './moment.ts';
import { surelyElapsedMs } from './moment.ts';

/** What a recipient may ask for beside more time and the end of the visit. */
export const pickupSteps = ['open', 'reopen', 'confirm', 'reject', 'report', 'delegate'] as const;
export type PickupStep = (typeof pickupSteps)[number];

/** What the station would not refuse now, for a screen that offers nothing else. */
export function allowedSteps(state: StationState, visit: Visit, now: Moment): readonly PickupStep[] {
  const { task, entitlement } = visit;
  if (entitlement === null) return [];
  const isFree = !isDoorInUse(task) && visit.stopped === null;
  const allowed: Readonly<Record<PickupStep, boolean>> = {
    open: isFree && entitlement.parcels.some(({ at }) => at === 'waiting'),
    reopen: isFree && entitlement.parcels.some((one) => mayReopen(state, visit, one, now)),
    confirm: task?.purpose === 'pickup' && (task.at === 'asking' || task.at === 'unseen'),
    reject: mayReject(state, visit),
    report: true,
    delegate: mayDelegate(state, visit),
  };
  return pickupSteps.filter((step) => allowed[step]);
}

/** How often this door may be opened again now. */
export function reopensLeftNow(state: StationState, visit: Visit, parcel: VisitParcel, now: Moment): number {
  const isGone = staysBehind(state, visit, parcel.compartment).length === 0;
  const isLate = isGone && surelyElapsedMs(parcel.since, now) > state.policy.reopenWithinMs;
  return isLate ? 0 : reopensLeftOf(state, visit, parcel.compartment);
}

function mayReopen(state: StationState, visit: Visit, parcel: VisitParcel, now: Moment): boolean {
  return parcel.at !== 'waiting' && reopensLeftNow(state, visit, parcel, now) > 0;
}

/** A door that is about to open or stands open comes first. */
export function isDoorInUse(task: DoorTask | null): task is DoorTask {
  return task !== null && (task.at === 'opening' || task.at === 'open');
}

function mayReject(state: StationState, { task, entitlement }: Visit): boolean {
  if (task !== null) return task.purpose === 'pickup' && task.at !== 'opening' && task.at !== 'jammed';
  return (
    entitlement?.parcels.some(
      ({ at, stay }) => at === 'waiting' && findStay(state, stay)?.recall !== 'rejected',
    ) === true
  );
}

function mayDelegate(state: StationState, { actor, entitlement }: Visit): boolean {
  if (actor.kind !== 'recipient' || entitlement === null) return false;
  const code = findCode(state, entitlement.code);
  if (code === undefined || !hasRoomForDelegate(state)) return false;
  return delegatesOf(state, code.id).length < state.policy.delegateCountMax;
}
