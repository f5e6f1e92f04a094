import type { DomainEvent } from '#domain/events';
import { evolve } from '#domain/evolve';
import type { StationState } from '#domain/state';
import type { Witnessed } from './witness.ts';

/**
 * Looks at each event of a commit with the state just before it: several commands may be committed together.
 * The first thing that is wrong counts.
 */
export function eachEvent(
  commit: Commit,
  judge: (event: DomainEvent, before: StationState, after: StationState) => string | null,
): string | null {
  for (const { event, before, after } of stepsOf(commit)) {
    const wrong = judge(event, before, after);
    if (wrong !== null) return wrong;
  }
  return null;
}

type Commit = Extract<Witnessed, { kind: 'commit' }>;
type Step = { readonly event: DomainEvent; readonly before: StationState; readonly after: StationState };

/** Several checkers look at the same commit, one after the other. */
const stepped = new WeakMap<Commit, readonly Step[]>();

function stepsOf(commit: Commit): readonly Step[] {
  const known = stepped.get(commit);
  if (known !== undefined) return known;
  let reached = commit.before;
  const steps = commit.events.map((event): Step => {
    const before = reached;
    reached = evolve(before, event);
    return { event, before, after: reached };
  });
  stepped.set(commit, steps);
  return steps;
}
