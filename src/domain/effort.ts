import type { DomainEvent } from './events.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import type { StationState, Visit } from './state.ts';
import type { VisitId } from './words.ts';

/**
 * What a visit cost its person (founding document 2, S2-9): counted by the station where the station can see
 * it. It lives as long as the visit and dies with the process, because half a count would be a wrong one.
 */

/** What only the page can count; it is believed for statistics and for nothing else. */
export type PageCounts = { readonly screens: number | null; readonly keys: number | null };

/** What a whole visit cost. `screens` and `keys` are null where the page did not tell. */
export type MeasuredEffort = {
  readonly screens: number | null;
  readonly keys: number | null;
  readonly seconds: number;
  readonly retries: number;
  readonly reopens: number;
  readonly wrongCodes: number;
};

export type Strain = 'reopens' | 'wrong-codes' | 'slow';

/** Thresholds of founding document 2, S2-15. */
const strainedReopenCount = 2;
const strainedWrongCodeCount = 3;
const strainedSeconds = 90;

/** A wrong code so long before a visit was typed by somebody else. */
const sameHandMs = 2 * 60_000;

/** What the visit at hand has cost so far; wrong codes are kept from before it. */
export type Effort = {
  /** Null while there is no visit. */
  readonly visit: VisitId | null;
  readonly wrongCodesAt: readonly Moment[];
  readonly wrongCodes: number;
  readonly retries: number;
  readonly reopens: number;
  readonly pickups: number;
  readonly hadProblem: boolean;
  readonly page: PageCounts | null;
};

export const noEffort: Effort = {
  visit: null,
  wrongCodesAt: [],
  wrongCodes: 0,
  retries: 0,
  reopens: 0,
  pickups: 0,
  hadProblem: false,
  page: null,
};

export function effortAfter(effort: Effort, event: DomainEvent): Effort {
  switch (event.type) {
    case 'code.rejected':
      return {
        ...effort,
        wrongCodesAt: [...effort.wrongCodesAt, event.at].slice(-strainedWrongCodeCount * 4),
      };
    case 'visit.started':
      return begin(effort, event.visit, event.actor.kind === 'recipient' ? event.at : null);
    case 'visit.ended':
      return noEffort;
    case 'unlock.intended':
      return event.pulse > 1 ? { ...effort, retries: effort.retries + 1 } : effort;
    case 'pickup.reopened':
      return { ...effort, reopens: effort.reopens + 1 };
    case 'pickup.completed':
      return { ...effort, pickups: effort.pickups + 1 };
    case 'pickup.unconfirmed':
    case 'pickup.uneffected':
    case 'pickup.disputed':
      return effort.visit === null ? effort : { ...effort, hadProblem: true };
    // Somebody at the gate may be given a case while another person stands at the kiosk.
    case 'case.opened':
      return effort.visit !== null && event.visit === effort.visit ? { ...effort, hadProblem: true } : effort;
    case 'visit.told':
      return effort.visit === event.visit ? { ...effort, page: event.page } : effort;
    default:
      return effort;
  }
}

/** The wrong codes just before belong to whoever found the right one; a courier types none. */
function begin(effort: Effort, visit: VisitId, at: Moment | null): Effort {
  const wrongCodes = effort.wrongCodesAt.filter(
    (typedAt) => at !== null && surelyElapsedMs(typedAt, at) < sameHandMs,
  ).length;
  return { ...noEffort, visit, wrongCodes };
}

/** What the visit cost so far; null where the station did not see its beginning. */
export function measureEffort({ effort }: StationState, visit: Visit): MeasuredEffort | null {
  if (effort.visit !== visit.id) return null;
  const { page, retries, reopens, wrongCodes } = effort;
  const seconds = Math.floor(surelyElapsedMs(visit.startedAt, visit.touchedAt) / 1_000);
  return { screens: page?.screens ?? null, keys: page?.keys ?? null, seconds, retries, reopens, wrongCodes };
}

/** Why a visit was harder than it should be; empty for most. */
export function strainsOf({ reopens, wrongCodes, seconds }: MeasuredEffort): readonly Strain[] {
  const strains: readonly (readonly [Strain, boolean])[] = [
    ['reopens', reopens >= strainedReopenCount],
    ['wrong-codes', wrongCodes >= strainedWrongCodeCount],
    ['slow', seconds > strainedSeconds],
  ];
  return strains.flatMap(([strain, isFelt]) => (isFelt ? [strain] : []));
}
