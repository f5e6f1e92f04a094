import type { Moment } from './moment.ts';
import { hourMs, overdueMs } from './retention.ts';
import type { Stay } from './state.ts';

/** What an operator asks for time beyond the free period. All amounts in minor units (cents, fen). */
export type FeeRule = {
  /** ISO 4217, for example `CNY`. */
  readonly currency: string;
  /** For each period that has begun. */
  readonly amountMinor: number;
  readonly periodHours: number;
  readonly maxMinor: number;
};

/** What is asked for one parcel, as the screen itemises it. */
export type Fee = {
  readonly stay: Stay['id'];
  readonly currency: string;
  readonly periodCount: number;
  readonly periodHours: number;
  readonly periodMinor: number;
  /** `periodCount` times `periodMinor`, and never more than the rule's maximum. */
  readonly amountMinor: number;
};

/**
 * The fee of a parcel now; null where none is asked for. The free period is the whole retention with
 * everything that was added to it (must M5, invariant I15): what is counted begins after it, so that no rule
 * and no setting reaches into it. The rule is that of the deposit, and only time that has surely passed
 * counts.
 */
export function feeOf(stay: Stay, now: Moment): Fee | null {
  const rule = stay.keeping.fee;
  const beyondMs = Math.max(0, overdueMs(stay, now) ?? 0);
  if (rule === null || beyondMs === 0) return null;
  const { currency, amountMinor: periodMinor, periodHours, maxMinor } = rule;
  const periodCount = Math.ceil(beyondMs / (periodHours * hourMs));
  const amountMinor = Math.min(maxMinor, periodCount * periodMinor);
  if (amountMinor === 0) return null;
  return { stay: stay.id, currency, periodCount, periodHours, periodMinor, amountMinor };
}
