import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { findEntitled } from '../entitlement.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { findStay } from '../stay.ts';
import { leavePickup } from './pickup-end.ts';
import { sayAtDoor } from './pickup-word.ts';
import { refuse } from './verdict.ts';

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
  if (findStay(state, parcel.stay) === undefined) return refuse('step-unfitting');
  return sayAtDoor(state, visit, parcel, { what: 'missing', stay: parcel.stay }, now, (after, stands, task) =>
    leavePickup(after, stands, task, now, chance),
  );
}
