import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import type { DoorTask, Said, StationState, Visit } from '../state.ts';
import { accept, refuse } from './verdict.ts';

type Settle = (after: StationState, visit: Visit, task: DoorTask) => readonly DomainEvent[];

/**
 * What a recipient says of a parcel while its door is, or was, open. At an open door the word waits for the
 * closing; at a shut one it is settled at once.
 */
export function sayAtDoor(
  state: StationState,
  visit: Visit,
  parcel: { readonly compartment: DoorTask['compartment'] },
  said: Said,
  now: Moment,
  settle: Settle,
): Decision {
  const { task } = visit;
  const isAtDoor = task?.purpose === 'pickup' && task.compartment === parcel.compartment;
  if (!isAtDoor || task.at === 'opening' || task.at === 'jammed') return refuse('step-unfitting');
  const spoken: DomainEvent = { type: 'pickup.said', at: now, visit: visit.id, said };
  const about = { visit: visit.id, stay: said.stay };
  if (task.at === 'open') return accept([spoken], about);
  const after = evolveAll(state, [spoken]);
  const told = after.visit?.task ?? null;
  if (after.visit === null || told === null) return refuse('step-unfitting');
  return accept([spoken, ...settle(after, after.visit, told)], about);
}
