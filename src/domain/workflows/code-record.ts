import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { accept, refuse } from './verdict.ts';

/** The shell has drawn a code, hashed it and sealed the notice; from this commit on the code opens. */
export function recordCode(
  state: StationState,
  command: Extract<Command, { do: 'record-code' }>,
  now: Moment,
): Decision {
  const stay = findStay(state, command.stay);
  if (stay?.at !== 'stored' || stay.code !== null || stay.outbound !== null) return refuse('step-unfitting');
  const { record, notice } = command;
  const { maskedContact } = stay;
  return accept([{ type: 'code.issued', at: now, ...placementOf(stay), record, notice, maskedContact }], {
    stay: stay.id,
  });
}

/** Stored parcels whose code was not recorded before the process ended: it is drawn anew. */
export function missingCodes(state: StationState): readonly Effect[] {
  return state.stays
    .filter((stay) => stay.at === 'stored' && stay.code === null && stay.outbound === null)
    .map((stay) => ({ do: 'issue-code', stay: stay.id }));
}
