import { timingSafeEqual } from 'node:crypto';
import { evolve } from '#domain/evolve';
import type { DomainEvent } from '#domain/events';
import type { StationState } from '#domain/state';
import type { VisitId } from '#domain/words';
import type { Clock } from '#station/ports';
import { visitScheme } from '#contract/http';
import { kindOf } from './visit-view.ts';
import type { EndedVisit } from './visit-view.ts';

/** Long enough for a page that lost its stream to learn how the visit ended. */
const rememberedMs = 60_000;
/** Far more than one kiosk sees in that time; a flood of visits must not make every request slower. */
const rememberedCountMax = 32;

type Remembered = { secret: Buffer | null; ended: EndedVisit | null; endedAtMs: number | null };

/** What the kiosk knows of visits beyond the station's state: their secrets (rule R32) and how they ended. */
export type VisitMemory = {
  /** The visit's secret, drawn at the first call; lives in memory only and dies shortly after the visit. */
  secretOf(visit: VisitId): string;
  /** The visit whose secret the header `Authorization: Visit <secret>` carries, or null. */
  holderOf(authorization: string | undefined): VisitId | null;
  endedOf(visit: VisitId): EndedVisit | null;
  /** To be called with each commit, in order. */
  observe(state: StationState, events: readonly DomainEvent[]): void;
};

export function createVisitMemory(
  first: StationState,
  clock: Clock,
  chance: { readonly id: () => string },
): VisitMemory {
  const visits = new Map<VisitId, Remembered>();
  let before = first;

  const nowMs = (): number => clock.now().monoMs;

  const remember = (visit: VisitId): Remembered => {
    const known = visits.get(visit);
    if (known !== undefined) return known;
    const isOver = before.visit?.id !== visit;
    const fresh = { secret: null, ended: null, endedAtMs: isOver ? nowMs() : null };
    visits.set(visit, fresh);
    return fresh;
  };

  const forgetOld = (): void => {
    const oldestMs = nowMs() - rememberedMs;
    for (const [visit, { endedAtMs }] of visits) {
      const isOneTooMany = visits.size > rememberedCountMax;
      if (endedAtMs !== null && (isOneTooMany || endedAtMs < oldestMs)) visits.delete(visit);
    }
  };

  return {
    secretOf: (visit) => {
      const remembered = remember(visit);
      remembered.secret ??= Buffer.from(chance.id());
      return remembered.secret.toString();
    },
    holderOf: (authorization) => {
      forgetOld();
      return findHolder(visits, authorization);
    },
    endedOf: (visit) => visits.get(visit)?.ended ?? null,
    observe: (state, events) => {
      const endings = endingsIn(before, events);
      before = state;
      if (endings.length > 0) forgetOld();
      for (const [visit, ended] of endings) Object.assign(remember(visit), { ended, endedAtMs: nowMs() });
    },
  };
}

/** Compares with every secret in constant time and without leaving early. */
function findHolder(
  visits: ReadonlyMap<VisitId, Remembered>,
  authorization: string | undefined,
): VisitId | null {
  const scheme = `${visitScheme} `;
  if (authorization?.startsWith(scheme) !== true) return null;
  const given = Buffer.from(authorization.slice(scheme.length));
  let holder: VisitId | null = null;
  for (const [visit, { secret }] of visits) {
    if (secret?.length === given.length && timingSafeEqual(secret, given)) holder = visit;
  }
  return holder;
}

/**
 * The visits that ended in a commit. The visit is gone from the state that the commit led to, and one commit
 * may hold the last good step and the end (rule R28), so that the events are followed one by one.
 */
export function endingsIn(
  before: StationState,
  events: readonly DomainEvent[],
): readonly (readonly [VisitId, EndedVisit])[] {
  if (!events.some(({ type }) => type === 'visit.ended')) return [];
  const endings: (readonly [VisitId, EndedVisit])[] = [];
  let state = before;
  for (const event of events) {
    if (event.type === 'visit.ended' && state.visit?.id === event.visit) {
      const { actor, done } = state.visit;
      endings.push([event.visit, { kind: kindOf(actor), done, reason: event.reason }]);
    }
    state = evolve(state, event);
  }
  return endings;
}
