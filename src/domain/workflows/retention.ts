import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import type { StationState } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { accept } from './verdict.ts';

const hourMs = 3_600_000;

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
  if (stay === undefined || stay.notifiedAt !== null) return accept([]);
  return accept([{ type: 'retention.started', at: now, ...placementOf(stay), notifiedAt: now }], {
    stay: stay.id,
  });
}

/** Parcels whose retention has run out beyond doubt. The recipient's code goes on working (rule R11). */
export function expireParcels(state: StationState, now: Moment): readonly DomainEvent[] {
  const retentionMs = state.policy.retentionHours * hourMs;
  return state.stays.flatMap((stay): DomainEvent[] => {
    const isOver = stay.notifiedAt !== null && surelyElapsedMs(stay.notifiedAt, now) >= retentionMs;
    return isOver && !stay.overdue ? [{ type: 'parcel.expired', at: now, ...placementOf(stay) }] : [];
  });
}
