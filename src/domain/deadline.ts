import { ajarWaitMs } from './ajar.ts';
import { caseWaitMs } from './case-clocks.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import { releaseWaitMs } from './release.ts';
import type { StationState, Visit } from './state.ts';

/** Milliseconds until the visit ends by itself if nobody does anything (rule R8). */
export function visitLeftMs(state: StationState, visit: Visit, now: Moment): number {
  const { visitIdleMs, visitOpenDoorMs } = state.policy;
  const allowedMs = visit.task?.at === 'open' ? visitOpenDoorMs : visitIdleMs;
  return Math.max(0, allowedMs - surelyElapsedMs(visit.touchedAt, now));
}

/** Milliseconds until time alone will change something that a person waits for; null when nothing will. */
export function nextDeadlineMs(state: StationState, now: Moment): number | null {
  const waits = [
    state.visit === null ? null : visitLeftMs(state, state.visit, now),
    ...state.compartments.map((compartment) => ajarWaitMs(state.policy, compartment, now)),
    ...state.releases.map((release) => releaseWaitMs(state, release, now)),
    ...state.cases.map((one) => caseWaitMs(one, now)),
  ].filter((wait) => wait !== null);
  return waits.length === 0 ? null : Math.min(...waits);
}
