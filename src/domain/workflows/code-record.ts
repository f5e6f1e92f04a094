import type { Chance } from '../chance.ts';
import { codeToJoin, isCodeTaken, recipientCodeOf } from '../codes.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { Moment } from '../moment.ts';
import { isConfirmed } from '../recovery.ts';
import type { Stay, StationState } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import type { CodeId, StayId } from '../words.ts';
import { accept, refuse } from './verdict.ts';

/** The shell has drawn a code, hashed it and sealed the notice; from this commit on the code opens. */
export function recordCode(
  state: StationState,
  command: Extract<Command, { do: 'record-code' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const stay = findCodeless(state, command.stay);
  if (stay === null) return refuse('step-unfitting');
  const { record, notice } = command;
  // Another parcel of the same recipient got a code meanwhile, or another code has these digits: once more.
  if (codeToJoin(state, stay) !== undefined || isCodeTaken(state, record)) return again(stay);
  const codeId = chance.id() as CodeId;
  const { maskedContact } = stay;
  return accept(
    [{ type: 'code.issued', at: now, ...placementOf(stay), codeId, record, notice, maskedContact }],
    { stay: stay.id },
  );
}

/** The shell has sealed a notice that names no code: the station keeps none in clear that it could repeat. */
export function joinCode(
  state: StationState,
  command: Extract<Command, { do: 'join-code' }>,
  now: Moment,
): Decision {
  const stay = findCodeless(state, command.stay);
  if (stay === null) return refuse('step-unfitting');
  const { code: codeId, notice } = command;
  // The parcels that had the code were collected while the notice was being sealed.
  if (codeToJoin(state, stay)?.id !== codeId) return again(stay);
  const { maskedContact } = stay;
  return accept([{ type: 'code.joined', at: now, ...placementOf(stay), codeId, notice, maskedContact }], {
    stay: stay.id,
  });
}

/**
 * Stored parcels whose code was not recorded before the process ended: it is drawn anew. Nobody is sent for a
 * parcel that a restored ledger merely remembers.
 */
export function missingCodes(state: StationState): readonly Extract<Effect, { do: 'issue-code' }>[] {
  return state.stays
    .filter((stay) => findCodeless(state, stay.id) !== null && isConfirmed(state, stay.id))
    .map((stay) => ({ do: 'issue-code', stay: stay.id }));
}

/** A stored parcel that waits for its recipient and that no code of theirs opens. */
function findCodeless(state: StationState, id: StayId): Stay | null {
  const stay = findStay(state, id);
  if (stay?.at !== 'stored' || stay.outbound !== null) return null;
  return recipientCodeOf(state, id) === undefined ? stay : null;
}

function again({ id }: Stay): Decision {
  return accept([], { stay: id }, [{ do: 'issue-code', stay: id }]);
}
