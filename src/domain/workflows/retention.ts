import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Moment } from '../moment.ts';
import { dueReminderHours, hourMs, overdueMs } from '../retention.ts';
import type { Stay, StationState } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { accept, refuse } from './verdict.ts';

/** More than so many parcels at once wait for the next tick: nobody at the kiosk waits for reminders. */
const toldAtOnceMax = 200;

/**
 * The centre confirms that the recipient was told: retention begins (rule R13). It counts from the moment at
 * which the station learns of it, so that a slow link never shortens the recipient's time.
 */
export function recordNotified(
  state: StationState,
  command: Extract<Command, { do: 'record-notified' }>,
  now: Moment,
): Decision {
  const stay = findStay(state, command.stay);
  if (stay?.at !== 'stored' || stay.notifiedAt !== null || stay.outbound !== null) return accept([]);
  const { hours, extraHours } = stay.keeping;
  const retentionHours = hours + extraHours;
  const placement = placementOf(stay);
  return accept([{ type: 'retention.started', at: now, ...placement, notifiedAt: now, retentionHours }], {
    stay: stay.id,
  });
}

/**
 * The centre gives more time. `extraHours` is the whole addition to what was promised at the deposit, so that
 * an order which arrives twice adds nothing; time that was given is never taken away.
 */
export function extendRetention(
  state: StationState,
  command: Extract<Command, { do: 'extend-retention' }>,
  now: Moment,
): Decision {
  const stay = findStay(state, command.stay);
  if (stay === undefined) return refuse('stay-unknown');
  const { extraHours } = command;
  if (extraHours <= stay.keeping.extraHours) return accept([], { stay: stay.id });
  const extended: DomainEvent = { type: 'retention.extended', at: now, ...placementOf(stay), extraHours };
  return accept([extended], { stay: stay.id });
}

/** A storm, a strike: every parcel that is here now gets more time. */
export function extendPolicy(
  state: StationState,
  { cause, extraHours }: Extract<Command, { do: 'extend-policy' }>,
  now: Moment,
): Decision {
  const isNews = state.stays.some(({ keeping }) => keeping.extraHours < extraHours);
  return accept(isNews ? [{ type: 'policy.extended', at: now, cause, extraHours }] : []);
}

/**
 * What time does to the parcels. Every moment is measured by what has surely passed, and everything is told
 * once: the marks stand in the ledger. The recipient's code goes on working (rule R11).
 */
export function ageParcels(state: StationState, now: Moment): readonly DomainEvent[] {
  const events: DomainEvent[] = [];
  for (const stay of state.stays) {
    if (events.length >= toldAtOnceMax) break;
    events.push(...ageParcel(state, stay, now));
  }
  return events;
}

/** A parcel that somebody has to take back for another reason than its age is nothing to be reminded of. */
function ageParcel({ policy }: StationState, stay: Stay, now: Moment): readonly DomainEvent[] {
  const sinceEndMs = overdueMs(stay, now);
  const isAgeing = stay.recall === null || stay.recall === 'overdue';
  if (sinceEndMs === null || !isAgeing) return [];
  const placement = placementOf(stay);
  const hours = dueReminderHours(stay, policy.reminderHours, now);
  const events: DomainEvent[] = [];
  if (sinceEndMs >= 0 && !stay.overdue) events.push({ type: 'parcel.expired', at: now, ...placement });
  if (hours !== null) events.push({ type: 'reminder.due', at: now, ...placement, hours });
  if (sinceEndMs >= policy.overdueRecallHours * hourMs && stay.recall === null) {
    events.push({ type: 'recall.due', at: now, ...placement, cause: 'overdue' });
  }
  return events;
}
