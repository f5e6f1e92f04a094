import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import type { DoorTask, Stay, StationState } from '../state.ts';
import { placementOf } from '../stay.ts';
import { cancelCorrection } from './deposit-correction.ts';
import { findDepositTask } from './courier-task.ts';
import { openAnew } from './opening.ts';
import { accept, refuse } from './verdict.ts';

type CancelDeposit = Extract<Command, { do: 'cancel-deposit' }>;

/** The courier takes the parcel back, and says where it is (case 12). */
export function cancelDeposit(
  state: StationState,
  command: CancelDeposit,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findDepositTask(state, command);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  const about = { visit: visit.id, stay: stay.id };
  if (task.at === 'opening') return refuse('step-unfitting');
  if (task.purpose === 'correction') {
    if (task.at === 'open') return refuse('step-unfitting');
    return accept(cancelCorrection(state, task, stay, command.parcelInside, now, chance), about);
  }
  const placed = placementOf(stay);
  const withdrawal: DomainEvent = { type: 'withdrawal.started', at: now, visit: visit.id, ...placed };
  if (task.at === 'open') return accept(task.purpose === 'deposit' ? [withdrawal] : [], about);
  if (command.parcelInside === 'yes' && task.at === 'asking') {
    const { id, compartment } = stay;
    const door = { purpose: 'withdrawal' as const, stay: id, compartment };
    const opening = openAnew(evolveAll(state, [withdrawal]), door, now, chance);
    return accept([withdrawal, ...opening.events], about, opening.effects);
  }
  return accept(endCancelled(state, task, stay, command.parcelInside, now, chance), about);
}

/**
 * Nobody waits for the door any more. What the courier says of the inside counts where nothing speaks against
 * it; a compartment of which nobody is sure goes into quarantine with a case, never back into use.
 */
function endCancelled(
  state: StationState,
  task: DoorTask,
  stay: Stay,
  parcelInside: CancelDeposit['parcelInside'],
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const isUnclear = isInsideUnclear(state, task, parcelInside);
  const cancelled: DomainEvent = {
    type: 'deposit.cancelled',
    at: now,
    ...placementOf(stay),
    parcelInside: isUnclear ? 'unknown' : 'no',
  };
  const { compartment } = stay;
  // Another parcel has been found in there: the case about that compartment is open, and this one never was
  // in.
  if (!isUnclear || task.leaving?.cause === 'occupied') return [cancelled];
  return [
    cancelled,
    ...quarantine(state, compartment, 'contents-unclear', now),
    ...openCase(state, 'contents-unclear', { stay: stay.id, compartment }, now, chance),
  ];
}

function isInsideUnclear(
  state: StationState,
  task: DoorTask,
  parcelInside: CancelDeposit['parcelInside'],
): boolean {
  if (task.leaving?.cause === 'occupied') return parcelInside !== 'no';
  // A door that was never open holds nothing of this courier's, whatever they say.
  if (task.at === 'jammed' && !task.seenOpen && task.purpose === 'deposit') return false;
  // Beside another parcel a sensor that sees something contradicts nobody.
  const isContradicted =
    task.occupancyBefore !== 'occupied' && findCompartment(state, task.compartment)?.occupancy === 'occupied';
  return isContradicted || task.at === 'unseen' || parcelInside !== 'no';
}
