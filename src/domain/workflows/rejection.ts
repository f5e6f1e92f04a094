import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import { findEntitled } from '../entitlement.ts';
import type { Evidence } from '../events/evidence.ts';
import type { Moment } from '../moment.ts';
import type { Said, Stay, StationState, VisitParcel } from '../state.ts';
import { findStay } from '../stay.ts';
import { evidenceAt } from './door-task.ts';
import { closePickup } from './pickup-end.ts';
import { acceptRejection } from './pickup-outcome.ts';
import { sayAtDoor } from './pickup-word.ts';
import { accept, refuse } from './verdict.ts';

type RejectParcel = Extract<Command, { do: 'reject-parcel' }>;

/**
 * The right to reject on the spot (M6): with the parcel in hand it is put back and the door shut; a parcel
 * whose door was not opened in this visit is rejected as it lies.
 */
export function rejectParcel(
  state: StationState,
  command: RejectParcel,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findEntitled(state, command.visit, command.stay);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, parcel } = found;
  const stay = findStay(state, parcel.stay);
  if (stay === undefined || stay.recall === 'rejected') return refuse('step-unfitting');
  return visit.task === null
    ? rejectUnopened(state, command, parcel, stay, now)
    : sayAtDoor(state, visit, parcel, saidOf(command, parcel), now, (after, stands, task) =>
        closePickup(after, stands, task, evidenceAt(after, task, null).occupancy, now, chance),
      );
}

function saidOf({ reason, photos }: RejectParcel, { stay }: VisitParcel): Said {
  return { what: 'rejected', stay, reason, photos };
}

function rejectUnopened(
  state: StationState,
  { visit, reason, photos }: RejectParcel,
  parcel: VisitParcel,
  stay: Stay,
  now: Moment,
): Decision {
  const compartment = findCompartment(state, parcel.compartment);
  const isUntouched = parcel.at === 'waiting' && compartment !== undefined && compartment.door !== 'open';
  // A compartment that is seen empty has to be looked into: the recipient may have to say "not here".
  if (!isUntouched || compartment.occupancy === 'empty') return refuse('step-unfitting');
  const evidence: Evidence = {
    doorOpened: false,
    doorClosed: compartment.door === 'closed',
    occupancy: compartment.occupancy,
    confirmedBy: compartment.occupancy === 'occupied' ? 'sensor' : 'recipient',
  };
  const events = acceptRejection([stay], { reason, photos }, evidence, now);
  return accept(events, { visit, stay: stay.id });
}
