import type { Decision } from '../decision.ts';
import type { Actor, DoorTask, Stay, StationState, Visit } from '../state.ts';
import { findStay } from '../stay.ts';
import type { DoorPurpose, StayId, VisitId } from '../words.ts';
import { isBlindDoor } from './door-task.ts';
import { refuse } from './verdict.ts';

export type CourierVisit = Visit & { readonly actor: Extract<Actor, { kind: 'courier' }> };

/** The courier's visit of this id, if it is the one in progress. */
export function courierVisit(state: StationState, id: VisitId): CourierVisit | null {
  const { visit } = state;
  return visit !== null && visit.id === id && visit.actor.kind === 'courier' ? (visit as CourierVisit) : null;
}

/** The courier's visit of this id if another door may be opened in it; otherwise why not. */
export function freeCourierVisit(
  state: StationState,
  id: VisitId,
): { readonly visit: CourierVisit } | { readonly refused: Decision } {
  const visit = courierVisit(state, id);
  if (visit === null) return { refused: refuse('visit-over') };
  const { stopped, task } = visit;
  if (stopped !== null) return { refused: refuse('visit-stopped', { compartment: stopped.opened }) };
  if (task !== null) return { refused: refuse('deposit-in-progress', { compartment: task.compartment }) };
  return { visit };
}

type AtDoor = { readonly visit: VisitId; readonly stay: StayId };
type NotThere = { readonly refusal: 'visit-over' | 'step-unfitting' };
type Found = { readonly visit: CourierVisit; readonly task: DoorTask; readonly stay: Stay };

/** What a courier does at a door about a parcel that they bring, or brought a moment ago. */
const depositPurposes: readonly DoorPurpose[] = ['deposit', 'withdrawal', 'correction'];

/** The door that the courier stands at, if it is that of this stay and was opened for its deposit. */
export function findDepositTask(state: StationState, command: AtDoor): Found | NotThere {
  return findCourierTask(state, command, depositPurposes);
}

/** The door that the courier stands at, if it is that of this stay and was opened for one of these. */
export function findCourierTask(
  state: StationState,
  command: AtDoor,
  purposes: readonly DoorPurpose[],
): Found | NotThere {
  const visit = courierVisit(state, command.visit);
  if (visit === null) return { refusal: 'visit-over' };
  const stay = findStay(state, command.stay);
  const { task } = visit;
  const isThere = task !== null && task.stay === stay?.id && purposes.includes(task.purpose);
  if (!isThere || stay === undefined) return { refusal: 'step-unfitting' };
  return { visit, task, stay };
}

/** After the door was seen to close; a door without a sensor can only be spoken for by the courier. */
export function mayConfirm(state: StationState, task: DoorTask): boolean {
  return task.at === 'asking' || (task.at === 'unseen' && isBlindDoor(state, task));
}
