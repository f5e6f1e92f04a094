import type { Chance } from '../chance.ts';
import { findCompartment } from '../compartment.ts';
import type { Effect } from '../effects.ts';
import type { DomainEvent } from '../events.ts';
import type { Moment } from '../moment.ts';
import type { DoorTask, StationState } from '../state.ts';
import type { AuthorisationId, CompartmentLabel, IntentionId, StayId } from '../words.ts';

/** Events to record first, effects to run afterwards. */
export type Outcome = { readonly events: readonly DomainEvent[]; readonly effects: readonly Effect[] };

/** Decides one pulse: the intention goes to disk before the effect goes to the bus (rules R6, R7). */
export function openDoor(
  state: StationState,
  door: {
    readonly purpose: DoorTask['purpose'];
    readonly stay: StayId | null;
    readonly compartment: CompartmentLabel;
    readonly authorisation: AuthorisationId;
    readonly pulse: number;
  },
  now: Moment,
  chance: Chance,
): Outcome {
  const intention = chance.id() as IntentionId;
  const doorBefore = findCompartment(state, door.compartment)?.door ?? 'unknown';
  return {
    events: [{ type: 'unlock.intended', at: now, intention, doorBefore, ...door }],
    effects: [{ do: 'unlock', intention, compartment: door.compartment }],
  };
}

/** The first pulse of a new entitlement; every entitlement allows its own three. */
export function openAnew(
  state: StationState,
  door: Pick<DoorTask, 'purpose' | 'stay' | 'compartment'>,
  now: Moment,
  chance: Chance,
): Outcome {
  const { purpose, stay, compartment } = door;
  const authorisation = authorise(chance);
  return openDoor(state, { purpose, stay, compartment, authorisation, pulse: 1 }, now, chance);
}

/** A new entitlement to open a door. */
export function authorise(chance: Chance): AuthorisationId {
  return chance.id() as AuthorisationId;
}
