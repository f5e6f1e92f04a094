import type { Decision } from '../decision.ts';
import type { EventType } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { fillLevelOf } from '../fill-level.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';

const changing: ReadonlySet<EventType> = new Set(['drop-off.accepted', 'drop-off.collected']);

/**
 * Tells the centre when what waits for collection passes a step, up or down, so that couriers come when they
 * are needed (S0-19). Nothing is remembered for it: the step before and the step after are both in the state.
 */
export function tellFillLevel(before: StationState, decision: Decision, now: Moment): Decision {
  if (!decision.events.some(({ type }) => changing.has(type))) return decision;
  const level = fillLevelOf(evolveAll(before, decision.events));
  if (level.percent === fillLevelOf(before).percent) return decision;
  const told = { type: 'drop-off.level-changed' as const, at: now, ...level };
  return { ...decision, events: [...decision.events, told] };
}
