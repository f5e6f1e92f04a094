import type { Command } from '../commands.ts';
import { findCompartment } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { agree, distrust } from '../sensors.ts';
import type { StationState } from '../state.ts';
import type { CompartmentLabel } from '../words.ts';

/**
 * Whether the sensor inside said the same as the people who had just been at the open door. Their word never
 * overrules it; it only decides how much the sensor is believed from then on.
 */
export function judgeSensors(
  before: StationState,
  command: Command,
  decision: Decision,
  now: Moment,
): Decision {
  const said = decision.events.flatMap((event) => saidInside(event, command));
  const opened = decision.events.filter(
    (event) => event.type === 'unlock.settled' && event.outcome === 'opened',
  );
  if (said.length === 0 && opened.length === 0) return decision;
  const state = evolveAll(before, decision.events);
  const judged = said.flatMap(({ compartment, inside }) => weighWord(state, compartment, inside, now));
  const moved = opened.flatMap((event) =>
    event.type === 'unlock.settled' ? agree(state, event.compartment, 'door', now) : [],
  );
  return { ...decision, events: [...decision.events, ...judged, ...moved] };
}

type Word = { readonly compartment: CompartmentLabel; readonly inside: 'occupied' | 'empty' };

/** What a person, by an end that the domain accepted or refused to accept, said about the inside. */
function saidInside(event: DomainEvent, command: Command): readonly Word[] {
  switch (event.type) {
    case 'deposit.completed':
      return [{ compartment: event.compartment, inside: 'occupied' }];
    case 'pickup.completed':
      return [{ compartment: event.compartment, inside: 'empty' }];
    case 'pickup.unconfirmed': {
      const isTaken = command.do === 'confirm-pickup' && command.taken;
      return isTaken ? [{ compartment: event.compartment, inside: 'empty' }] : [];
    }
    case 'deposit.cancelled': {
      const isOut = command.do === 'cancel-deposit' && command.parcelInside === 'no';
      return isOut ? [{ compartment: event.compartment, inside: 'empty' }] : [];
    }
    default:
      return [];
  }
}

function weighWord(
  state: StationState,
  label: CompartmentLabel,
  inside: Word['inside'],
  now: Moment,
): readonly DomainEvent[] {
  const shown = findCompartment(state, label)?.shown ?? 'unknown';
  if (shown === 'unknown') return [];
  return shown === inside
    ? agree(state, label, 'occupancy', now)
    : distrust(state, label, 'contradicted', now);
}
