import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { wordAlone } from '../events/evidence.ts';
import type { Moment } from '../moment.ts';
import { isDue } from '../recalls.ts';
import { isConfirmed } from '../recovery.ts';
import { isShelved } from '../shelves.ts';
import type { StationState, Stay } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { readWaybill } from '../waybill.ts';
import { courierVisit } from './courier-task.ts';
import type { CourierVisit } from './courier-task.ts';
import { accept, refuse } from './verdict.ts';

type ScanRecalled = Extract<Command, { do: 'scan-recalled' }>;

/**
 * A courier takes a parcel from a shelf: no door opens, the scan of its label is all there is. Null where the
 * parcel lies behind a door.
 */
export function scanShelved(
  state: StationState,
  command: ScanRecalled,
  now: Moment,
  chance: Chance,
): Decision | null {
  const stay = findStay(state, command.stay);
  if (stay === undefined || !isShelved(stay)) return null;
  const visit = courierVisit(state, command.visit);
  if (visit === null) return refuse('visit-over');
  if (!isDue(stay) || stay.carrier !== visit.actor.carrier) return refuse('recall-unknown');
  if (!isConfirmed(state, stay.id)) return refuse('stay-unconfirmed', { compartment: stay.compartment });
  const waybill = readWaybill(command.waybill);
  if (waybill === null) return refuse('waybill-malformed');
  if (waybill === stay.waybill) {
    return accept(takenFromShelf(visit, stay, now), { visit: visit.id, stay: stay.id });
  }
  const { compartment } = stay;
  return refuse('recall-mismatch', { compartment }, [
    { type: 'recall.mismatch', at: now, visit: visit.id, ...placementOf(stay), found: waybill },
    ...openCase(state, 'wrong-parcel', { stay: stay.id, compartment }, now, chance),
  ]);
}

/** Its label was scanned, so that it is in the courier's hands. */
export function takenFromShelf({ actor }: CourierVisit, stay: Stay, now: Moment): readonly DomainEvent[] {
  const { courier, carrier } = actor;
  const cause = stay.recall ?? 'ordered';
  const evidence = { ...wordAlone, confirmedBy: 'courier' as const };
  return [{ type: 'recall.completed', at: now, ...placementOf(stay), courier, carrier, cause, evidence }];
}
