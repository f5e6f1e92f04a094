import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import type { QuarantineCause, StationState } from './state.ts';
import type { CompartmentLabel } from './words.ts';

/**
 * What ends each quarantine. `movement`: the door was seen to open and to close · `seen-empty`: likewise, and
 * the sensor then shows an empty compartment · `person`: somebody looked, and says what is inside.
 */
export const quarantineEnds = {
  'lock-did-not-open': 'movement',
  'contents-mismatch': 'seen-empty',
  'deposit-interrupted': 'person',
  'unlock-unresolved': 'person',
  'contents-unclear': 'person',
  'wrong-door': 'person',
  'keeps-failing': 'person',
  'sensor-failing': 'person',
} as const satisfies Readonly<Record<QuarantineCause, 'movement' | 'seen-empty' | 'person'>>;

const hardness = { movement: 0, 'seen-empty': 1, person: 2 } as const;

/** A quarantine that only a person ends is not exchanged for one that ends by itself. */
export function harderQuarantine(current: QuarantineCause | null, next: QuarantineCause): QuarantineCause {
  if (current === null) return next;
  return hardness[quarantineEnds[next]] > hardness[quarantineEnds[current]] ? next : current;
}

/** The event that takes a compartment out of use, or none where that would say nothing new. */
export function quarantine(
  state: StationState,
  label: CompartmentLabel,
  cause: QuarantineCause,
  at: Moment,
): readonly DomainEvent[] {
  const current = state.compartments.find((compartment) => compartment.label === label)?.quarantine ?? null;
  if (harderQuarantine(current, cause) === current) return [];
  return [{ type: 'compartment.quarantined', at, compartment: label, cause }];
}
