import { clearFault, raiseFault } from '../fault-list.ts';
import type { Command } from '../commands.ts';
import type { BookedStay } from '../commands/recovery-commands.ts';
import { findPlanned } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { EpochBeginning } from '../events/station-events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { isConfirmed } from '../recovery.ts';
import { layerOf } from '../shelves.ts';
import type { StationState } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { missingCodes } from './code-record.ts';
import { accept } from './verdict.ts';

type Do<Name extends Command['do']> = Extract<Command, { do: Name }>;

/** The one thing that is to be audited: the ledger against the cabinet. */
const subject = 'ledger';

/** Rule R22: what a new epoch names, and that deposits wait where something may have been lost. */
export function beginEpoch(
  state: StationState,
  beginning: EpochBeginning,
  now: Moment,
): readonly DomainEvent[] {
  const begun: DomainEvent = { type: 'epoch.begun', at: now, ...beginning };
  return beginning.previousEpoch === null ? [begun] : [begun, ...raiseAudit(state, now)];
}

function raiseAudit(state: StationState, now: Moment): readonly DomainEvent[] {
  return raiseFault(state, 'audit-needed', subject, [], now);
}

/** These events, and that the fault has gone where they are the last that was waited for. */
export function endRecovery(
  state: StationState,
  events: readonly DomainEvent[],
  now: Moment,
): readonly DomainEvent[] {
  const isOver = state.recovery !== null && evolveAll(state, events).recovery === null;
  return isOver ? [...events, ...clearFault(state, 'audit-needed', subject, now)] : events;
}

/** The centre has acknowledged the beginning of the epoch, so that it knows what this ledger may miss. */
export function acknowledgeEpoch(
  state: StationState,
  _command: Do<'acknowledge-epoch'>,
  now: Moment,
): Decision {
  if (state.recovery === null || state.recovery.isKnown) return accept([]);
  return accept(endRecovery(state, [{ type: 'epoch.acknowledged', at: now }], now));
}

/** One audit answers every demand that was made before it. */
export function demandAudit(state: StationState, { cause }: Do<'demand-audit'>, now: Moment): Decision {
  return accept(demanded(state, cause, now));
}

function demanded(
  state: StationState,
  cause: Do<'demand-audit'>['cause'],
  now: Moment,
): readonly DomainEvent[] {
  if (state.recovery !== null) return [];
  return [{ type: 'audit.demanded', at: now, cause }, ...raiseAudit(state, now)];
}

/**
 * Rule R23: the books of the centre against a ledger that was restored. What both know goes on; what has
 * ended since the copy is closed and never opened by it; what began since is taken over with a new code. A
 * stay that is confirmed already is left alone: a snapshot takes no parcel away from anybody.
 */
export function compareStays(
  state: StationState,
  { present, ended }: Do<'compare-stays'>,
  now: Moment,
): Decision {
  const closed = ended.flatMap((id): DomainEvent[] => {
    const stay = findStay(state, id);
    if (stay === undefined || isConfirmed(state, id)) return [];
    return [{ type: 'stay.closed', at: now, ...placementOf(stay) }];
  });
  const kept = present.flatMap((booked) => keepBooked(state, booked, now));
  const isNews = kept.some(({ type }) => type === 'stay.restored');
  const events = [...(isNews ? demanded(state, 'centre', now) : []), ...closed, ...kept];
  const reached = evolveAll(state, events);
  const named = new Set(present.map(({ stay }) => stay));
  const codes = missingCodes(reached).filter(({ stay }) => named.has(stay));
  return accept(events, {}, codes);
}

function keepBooked(state: StationState, booked: BookedStay, now: Moment): readonly DomainEvent[] {
  const known = findStay(state, booked.stay);
  const isSame = known?.compartment === booked.compartment && known.waybill === booked.waybill;
  if (known !== undefined && isConfirmed(state, known.id)) return [];
  if (known !== undefined && isSame) return [{ type: 'stay.confirmed', at: now, ...placementOf(known) }];
  const { contact, ...restored } = booked;
  // A place that the station file does not name serves nobody; the audit of the other station finds it.
  const isPlace = findPlanned(state, booked.compartment) ?? layerOf(state.plan, booked.compartment);
  if (isPlace === undefined || contact === null) return [];
  const told = { sealedContact: contact.sealed, maskedContact: contact.masked };
  return [{ type: 'stay.restored', at: now, ...restored, ...told }];
}

/**
 * Rule R23: where the key of the codes was lost, what is typed can be compared with nothing. Every recipient
 * gets a new code; delegates are asked to be named again.
 */
export function renewCodes(state: StationState, { key }: Do<'renew-codes'>, now: Moment): Decision {
  const lost = state.codes.filter(({ record }) => record.key !== key);
  const events = lost.map(({ id }): DomainEvent => ({
    type: 'code.revoked',
    at: now,
    codeId: id,
    cause: 'key-lost',
  }));
  return accept(events, {}, lost.length === 0 ? [] : missingCodes(evolveAll(state, events)));
}
