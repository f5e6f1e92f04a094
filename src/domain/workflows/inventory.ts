import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import { findCompartment } from '../compartment.ts';
import { doubtCustody } from '../custody.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import type { Compartment, StationState } from '../state.ts';
import { stayIn } from '../stay.ts';
import type { CompartmentLabel } from '../words.ts';

/**
 * Compares what the sensor of a shut compartment shows with what the ledger says, outside of every visit. A
 * difference is told and never set right by itself: what was seen without a record is offered to nobody
 * (invariant I1), and a parcel that is not seen any more is doubted, not declared lost.
 */
export function compareInventory(
  state: StationState,
  label: CompartmentLabel,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const compartment = findCompartment(state, label);
  if (compartment === undefined || !isAtRest(state, compartment)) return [];
  const stay = stayIn(state, label);
  if (stay === undefined) return compartment.occupancy === 'occupied' ? unrecorded(state, label, now) : [];
  const isGone = stay.at === 'stored' && stay.seenInside && compartment.occupancy === 'empty';
  if (!isGone || stay.doubt === 'sensor-disagrees') return [];
  return [
    {
      type: 'inventory.mismatch',
      at: now,
      compartment: label,
      ledger: 'occupied',
      seen: 'empty',
      stay: stay.id,
    },
    ...doubtCustody(stay, 'sensor-disagrees', now),
    ...openCase(state, 'contents-unclear', { stay: stay.id, compartment: label }, now, chance),
  ];
}

/** The same for every compartment: nothing that changed unseen stays unseen for long. */
export function compareAll(state: StationState, now: Moment, chance: Chance): readonly DomainEvent[] {
  let reached = state;
  return state.compartments.flatMap(({ label, occupancy }) => {
    if (occupancy === 'unknown') return [];
    const events = compareInventory(reached, label, now, chance);
    reached = evolveAll(reached, events);
    return events;
  });
}

/** Nobody is at the door and no pulse is under way: what the sensor shows is nobody's step. */
function isAtRest(state: StationState, { label, door }: Compartment): boolean {
  const isUsed = state.visit?.task?.compartment === label;
  const isPulsed = state.intentions.some((intention) => intention.compartment === label);
  return door === 'closed' && !isUsed && !isPulsed;
}

function unrecorded(state: StationState, label: CompartmentLabel, now: Moment): readonly DomainEvent[] {
  const quarantined = quarantine(state, label, 'contents-mismatch', now);
  if (quarantined.length === 0) return [];
  return [
    {
      type: 'inventory.mismatch',
      at: now,
      compartment: label,
      ledger: 'empty',
      seen: 'occupied',
      stay: null,
    },
    ...quarantined,
  ];
}
