import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import type { DoorTask, Said, Stay, StationState } from '../state.ts';
import { placementOf } from '../stay.ts';

type Rejected = Extract<Said, { readonly what: 'rejected' }>;

/**
 * The parcel is back behind its door, and a courier has to take it away. The code stays valid until then
 * (rule R11), and there is no fee.
 */
export function acceptRejection(
  stays: readonly Stay[],
  { reason, photos }: Omit<Rejected, 'what' | 'stay'>,
  evidence: Evidence,
  at: Moment,
): readonly DomainEvent[] {
  return stays.flatMap((stay): DomainEvent[] => [
    { type: 'rejection.accepted', at, ...placementOf(stay), reason, photos, evidence },
    { type: 'recall.due', at, ...placementOf(stay), cause: 'rejected' },
  ]);
}

/** The recipient wanted to put the parcel back, and nothing shows that it is there: no claim is made. */
export function doubtRejection(
  state: StationState,
  stay: Stay,
  evidence: Evidence,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const { id, compartment } = stay;
  return [
    { type: 'pickup.unconfirmed', at: now, ...placementOf(stay), evidence },
    ...quarantine(state, compartment, 'contents-unclear', now),
    ...openCase(state, 'contents-unclear', { stay: id, compartment }, now, chance),
  ];
}

/** No survey, no claim: the parcel stays in custody until somebody has settled the case (incident 8). */
export function recordMissing(
  state: StationState,
  { compartment, occupancyBefore }: DoorTask,
  stay: Stay,
  evidence: Evidence,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  return [
    { type: 'pickup.disputed', at: now, ...placementOf(stay), evidence, occupancyBefore },
    ...quarantine(state, compartment, 'contents-unclear', now),
    ...openCase(state, 'not-found', { stay: stay.id, compartment }, now, chance),
  ];
}
