import type { Chance } from '../chance.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { UnlockOutcome } from '../events/door-events.ts';
import { clearFault, raiseFault } from '../fault-list.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { pulseWindowMs } from '../policy.ts';
import { gateLabel } from '../shelves.ts';
import type { Intention, StationState } from '../state.ts';
import type { IntentionId, VisitId } from '../words.ts';
import { authorise } from './opening.ts';
import type { Outcome } from './opening.ts';
import { accept, refuse } from './verdict.ts';

/**
 * Somebody wants to go out, with empty hands or not: the gate opens for everybody, always, without a question
 * (rule R1: nobody is shut in). What protects parcels there is the record and the attendant, never the gate.
 */
export function openGate(state: StationState, now: Moment, chance: Chance): Decision {
  if (state.plan.shelves?.hasGate !== true) return refuse('gate-absent');
  const gate = pulseGate(state, { cause: 'exit', visit: null }, now, chance);
  return accept(gate.events, {}, gate.effects);
}

/** One pulse of one authorisation (rule R6); a pulse whose outcome is still open serves whoever waits now. */
export function pulseGate(
  { plan, intentions }: StationState,
  why: { readonly cause: 'checkout' | 'exit'; readonly visit: VisitId | null },
  now: Moment,
  chance: Chance,
): Outcome {
  const isOpening = intentions.some(
    ({ compartment, intendedAt }) =>
      compartment === gateLabel && surelyElapsedMs(intendedAt, now) < pulseWindowMs,
  );
  if (plan.shelves?.hasGate !== true || isOpening) return { events: [], effects: [] };
  const intention = chance.id() as IntentionId;
  const pulse = { intention, authorisation: authorise(chance), compartment: gateLabel, pulse: 1 };
  return {
    events: [{ type: 'gate.intended', at: now, ...pulse, ...why, doorBefore: 'unknown' }],
    effects: [{ do: 'unlock', intention, compartment: gateLabel }],
  };
}

/** A gate that does not open holds people back, so that it is the gravest of faults until it opens again. */
export function settleGate(
  state: StationState,
  { id: intention, compartment }: Intention,
  outcome: UnlockOutcome,
  now: Moment,
): readonly DomainEvent[] {
  const isStuck = outcome === 'no-movement' || outcome === 'not-sent';
  return [
    { type: 'unlock.settled', at: now, intention, compartment, outcome },
    ...(isStuck
      ? raiseFault(state, 'gate-did-not-open', gateLabel, [], now)
      : clearFault(state, 'gate-did-not-open', gateLabel, now)),
  ];
}
