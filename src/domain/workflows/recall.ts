import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { accept, refuse } from './verdict.ts';

/** The centre wants a parcel back. */
export function orderRecall(
  state: StationState,
  command: Extract<Command, { do: 'recall-parcel' }>,
  now: Moment,
): Decision {
  const stay = findStay(state, command.stay);
  if (stay?.at !== 'stored') return refuse('stay-unknown');
  if (stay.recall !== null) return accept([], { stay: stay.id });
  const due: DomainEvent = { type: 'recall.due', at: now, ...placementOf(stay), cause: 'ordered' };
  return accept([due], { stay: stay.id });
}
