import type { Chance } from '../chance.ts';
import { delegatesOf, findCode, hasRoomForDelegate, isCodeTaken } from '../codes.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { Moment } from '../moment.ts';
import type { Code, StationState } from '../state.ts';
import type { CodeId, VisitId } from '../words.ts';
import { accept, refuse } from './verdict.ts';

/**
 * The recipient gives somebody a code of their own for what is here now. It is sent to the delegate and never
 * shown; it ends with the last of these parcels or when the recipient takes it back.
 */
export function delegateCode(
  state: StationState,
  command: Extract<Command, { do: 'delegate-code' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findOwnCode(state, command.visit);
  if ('refusal' in found) return refuse(found.refusal);
  const { code } = found;
  const isFull = delegatesOf(state, code.id).length >= state.policy.delegateCountMax;
  if (isFull || !hasRoomForDelegate(state)) return refuse('delegates-full');
  const { visit, drawn, maskedContact } = command;
  if (drawn === null) return refuse('step-unfitting');
  // Drawn before this was decided, so that another parcel may have got the same digits meanwhile.
  if (isCodeTaken(state, drawn.record)) return refuse('try-later', { waitS: 1 });
  const [stay] = code.stays;
  if (stay === undefined) return refuse('step-unfitting');
  const codeId = chance.id() as CodeId;
  const delegated = { codeId, of: code.id, stay, stays: code.stays, ...drawn, maskedContact };
  return accept(
    [
      { type: 'code.delegated', at: now, visit, ...delegated },
      { type: 'visit.touched', at: now, visit },
    ],
    { visit },
  );
}

export function revokeDelegate(
  state: StationState,
  { visit, delegate }: Extract<Command, { do: 'revoke-delegate' }>,
  now: Moment,
): Decision {
  const found = findOwnCode(state, visit);
  if ('refusal' in found) return refuse(found.refusal);
  if (findCode(state, delegate)?.delegate?.of !== found.code.id) return refuse('step-unfitting');
  return accept(
    [
      { type: 'code.revoked', at: now, codeId: delegate, cause: 'recipient' },
      { type: 'visit.touched', at: now, visit },
    ],
    { visit },
  );
}

/** The code of the recipient who stands here, while it still opens something. */
function findOwnCode(
  state: StationState,
  id: VisitId,
): { code: Code } | { refusal: 'visit-over' | 'step-unfitting' | 'delegate-forbidden' } {
  const { visit } = state;
  if (visit === null || visit.id !== id) return { refusal: 'visit-over' };
  if (visit.actor.kind !== 'recipient') return { refusal: 'delegate-forbidden' };
  const code = visit.entitlement === null ? undefined : findCode(state, visit.entitlement.code);
  return code === undefined ? { refusal: 'step-unfitting' } : { code };
}
