import type { DomainEvent } from '#domain/events';
import { evolve } from '#domain/evolve';
import type { StationState } from '#domain/state';
import type { Witnessed } from './witness.ts';

/**
 * Looks at each event of a commit with the state just before it: several commands may be committed together.
 * The first thing that is wrong counts.
 */
export function eachEvent(
  { before, events }: Extract<Witnessed, { kind: 'commit' }>,
  judge: (event: DomainEvent, before: StationState, after: StationState) => string | null,
): string | null {
  let reached = before;
  for (const event of events) {
    const after = evolve(reached, event);
    const wrong = judge(event, reached, after);
    if (wrong !== null) return wrong;
    reached = after;
  }
  return null;
}
