import type { DomainEvent } from './events.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import { ajarStepsMs } from './policy.ts';
import type { Policy } from './policy.ts';
import type { Compartment } from './state.ts';

function stepsMs(policy: Policy): readonly number[] {
  return [...ajarStepsMs, policy.doorLeftOpenMs];
}

/** The number of the last step: from here on a door that stands open is a fault. */
export const ajarStepGrave = ajarStepsMs.length + 1;

/** How far the escalation of a door that stands open has come by now; 0 before its first step. */
export function ajarStepAt(policy: Policy, { door, doorSince }: Compartment, now: Moment): number {
  if (door !== 'open' || doorSince === null) return 0;
  const elapsedMs = surelyElapsedMs(doorSince, now);
  return stepsMs(policy).filter((stepMs) => elapsedMs >= stepMs).length;
}

/** Milliseconds until the next step, 0 if it is due; null for a door that is shut or at its last step. */
export function ajarWaitMs(policy: Policy, compartment: Compartment, now: Moment): number | null {
  const { door, doorSince, ajarStep } = compartment;
  const nextMs = stepsMs(policy)[ajarStep];
  if (door !== 'open' || doorSince === null || nextMs === undefined) return null;
  return Math.max(0, nextMs - surelyElapsedMs(doorSince, now));
}

/** The door was seen to close: what was reported about it is over. */
export function resolveAjar(
  { label, ajarStep }: Pick<Compartment, 'label' | 'ajarStep'>,
  at: Moment,
): readonly DomainEvent[] {
  return ajarStep === 0 ? [] : [{ type: 'door.ajar-resolved', at, compartment: label, step: ajarStep }];
}
