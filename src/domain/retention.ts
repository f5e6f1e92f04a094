import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import type { Policy } from './policy.ts';
import type { Keeping, Stay } from './state.ts';

export const hourMs = 3_600_000;

/** What a parcel that is handed in now may count on. */
export function newKeeping(policy: Policy): Keeping {
  return { hours: policy.retentionHours, extraHours: 0, remindedHours: null, fee: policy.fee };
}

/**
 * Milliseconds since the end of the retention, beyond doubt; negative before it, null while the recipient has
 * not been told (rule R13).
 */
export function overdueMs({ notifiedAt, keeping }: Stay, now: Moment): number | null {
  if (notifiedAt === null) return null;
  return surelyElapsedMs(notifiedAt, now) - (keeping.hours + keeping.extraHours) * hourMs;
}

/**
 * The reminder that is due, in hours after the end of the retention. Where the station was off over several,
 * only the latest still says something true. Null where none is due that was not told.
 */
export function dueReminderHours(stay: Stay, reminderHours: readonly number[], now: Moment): number | null {
  const sinceEndMs = overdueMs(stay, now);
  if (sinceEndMs === null) return null;
  const { hours, extraHours, remindedHours } = stay.keeping;
  const due = reminderHours.filter(
    (reminder) =>
      reminder * hourMs <= sinceEndMs &&
      // A reminder that would come before the notice itself says nothing.
      reminder + hours + extraHours > 0 &&
      (remindedHours === null || reminder > remindedHours),
  );
  return due.length === 0 ? null : Math.max(...due);
}
