import type { Chance } from '../chance.ts';
import { findCode } from '../codes.ts';
import type { Command } from '../commands.ts';
import type { CodeKnowledge } from '../commands/code-commands.ts';
import { isReachable } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import { parcelsOf, shelvedOf } from '../entitlement.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { isSteppedUp, stepUpWaitS } from '../guesses.ts';
import type { Moment } from '../moment.ts';
import { isConfirmed } from '../recovery.ts';
import type { Code, StationState, VisitParcel } from '../state.ts';
import type { CodeId, VisitId } from '../words.ts';
import { charge, refusalOfRetired } from './code-judgement.ts';
import { openFirst } from './pickup.ts';
import { accept, refuse } from './verdict.ts';

type EnterCode = Extract<Command, { do: 'enter-code' }>;

/**
 * Rules R9 to R12: one wrong code puts the kiosk into step-up, where code and extension are tried together.
 */
export function enterCode(state: StationState, command: EnterCode, now: Moment, chance: Chance): Decision {
  if (state.visit !== null) return refuse('kiosk-busy');
  const steppedUp = isSteppedUp(state.guesses, now);
  if (steppedUp && !command.withExtension) return refuse('extension-needed');
  const waitS = steppedUp ? stepUpWaitS(state.guesses, now) : 0;
  if (waitS > 0) return refuse('try-later', { waitS });
  const { knowledge } = command;
  if (isMatch(knowledge, steppedUp)) {
    return knowledge.kind === 'active'
      ? beginPickup(state, knowledge.code, now, chance)
      : refuse(refusalOfRetired[knowledge.end]);
  }
  return refuse('code-unknown', {}, charge(command.wellFormed, knowledge, steppedUp, now));
}

type Match = Exclude<CodeKnowledge, { kind: 'unknown' }>;

function isMatch(knowledge: CodeKnowledge, steppedUp: boolean): knowledge is Match {
  return knowledge.kind !== 'unknown' && (!steppedUp || knowledge.extension === 'right');
}

/**
 * Behind one door there is nothing to choose, so that it opens at once. Of several doors the person chooses
 * one after another; a silent board is no reason to withhold the others.
 */
function beginPickup(state: StationState, id: CodeId, now: Moment, chance: Chance): Decision {
  const code = findCode(state, id);
  const parcels = code === undefined ? [] : parcelsOf(state, code, now);
  const first = parcels[0];
  if (code === undefined) return refuse('code-unknown');
  if (first === undefined) return refuseUnopened(state, code);
  if (!parcels.some(({ compartment }) => isReachable(state, compartment))) {
    return refuse('compartment-unavailable', { compartment: first.compartment });
  }
  const visit = chance.id() as VisitId;
  const begun = visitBegun(visit, code, parcels, now);
  const about = { visit, stay: first.stay };
  if (parcels.some(({ compartment }) => compartment !== first.compartment)) return accept(begun, about);
  const opening = openFirst(evolveAll(state, begun), first, now, chance);
  return accept([...begun, ...opening.events], about, opening.effects);
}

/**
 * Nothing may be opened. Rule R23: nobody has said that what a restored ledger remembers is still so. What
 * lies on a shelf is taken at the gate, which asks for both numbers.
 */
function refuseUnopened(state: StationState, code: Code): Decision {
  if (code.stays.some((id) => !isConfirmed(state, id))) return refuse('stay-unconfirmed');
  const [shelved] = shelvedOf(state, code);
  if (shelved === undefined) return refuse('code-unknown');
  return refuse('parcel-on-shelf', { compartment: shelved.compartment });
}

function visitBegun(
  visit: VisitId,
  { id, delegate }: Code,
  parcels: readonly VisitParcel[],
  now: Moment,
): readonly DomainEvent[] {
  const actor =
    delegate === null ? ({ kind: 'recipient' } as const) : ({ kind: 'delegate', code: id } as const);
  return [
    { type: 'visit.started', at: now, visit, actor },
    { type: 'visit.entitled', at: now, visit, code: id, parcels },
  ];
}
