import { evolve } from './evolve.ts';
import { isClassB } from './events.ts';
import type { DomainEvent, EventType } from './events.ts';
import type { StationState } from './state.ts';
import type { VisitId } from './words.ts';

/** Events by which a parcel changes hands at the kiosk; whoever was there may have a receipt (rule R18). */
export const handoverTypes = [
  'deposit.completed',
  'pickup.completed',
  'recall.completed',
  'drop-off.accepted',
  'drop-off.collected',
  'shelf.placed',
  'shelf.released',
  'shelf.handed-over',
] as const satisfies readonly EventType[];

const handovers: ReadonlySet<EventType> = new Set(handoverTypes);

/** A handover in a commit: whose visit it was, and how many sequenced events followed it. */
export type Handover = { readonly visit: VisitId; readonly followedBy: number };

/**
 * The handovers of one commit that led from `before` over `events`. Such an event does not name its visit,
 * and one commit may hold the end of the visit too, so that the events are followed one by one.
 */
export function handoversIn(before: StationState, events: readonly DomainEvent[]): readonly Handover[] {
  if (!events.some(({ type }) => handovers.has(type))) return [];
  const found: Handover[] = [];
  let leftCount = events.filter(({ type }) => !isClassB(type)).length;
  let state = before;
  for (const event of events) {
    if (!isClassB(event.type)) leftCount -= 1;
    // A check-out at the gate is a visit of one moment, beside the one at the kiosk.
    const visit = event.type === 'shelf.released' ? event.visit : state.visit?.id;
    if (handovers.has(event.type) && visit !== undefined) found.push({ visit, followedBy: leftCount });
    state = evolve(state, event);
  }
  return found;
}
