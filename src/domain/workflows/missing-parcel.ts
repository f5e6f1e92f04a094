import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { findEntitled } from '../entitlement.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { findStay } from '../stay.ts';
import { leavePickup } from './pickup-end.ts';
import { accept, refuse } from './verdict.ts';

/**
 * The recipient stands before the open compartment and says that the parcel is not there. What the sensors
 * show is read when the door is shut; it is recorded beside the word, and neither overrides the other.
 */
export function reportMissing(
  state: StationState,
  command: Extract<Command, { do: 'report-missing' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findEntitled(state, command.visit, command.stay);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, parcel } = found;
  const { task } = visit;
  const isAtDoor = task?.purpose === 'pickup' && task.compartment === parcel.compartment;
  if (!isAtDoor || findStay(state, parcel.stay) === undefined) return refuse('step-unfitting');
  if (task.at === 'opening' || task.at === 'jammed') return refuse('step-unfitting');
  const said: DomainEvent = {
    type: 'pickup.said',
    at: now,
    visit: visit.id,
    said: { what: 'missing', stay: parcel.stay },
  };
  const about = { visit: visit.id, stay: parcel.stay };
  if (task.at === 'open') return accept([said], about);
  const after = evolveAll(state, [said]);
  const told = after.visit?.task ?? null;
  if (after.visit === null || told === null) return refuse('step-unfitting');
  return accept([said, ...leavePickup(after, after.visit, told, now, chance)], about);
}
