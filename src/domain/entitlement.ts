import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import { isConfirmed } from './recovery.ts';
import { isShelved } from './shelves.ts';
import type { Code, Entitlement, Stay, StationState, Visit, VisitParcel } from './state.ts';
import { findStay } from './stay.ts';
import type { CompartmentLabel, StayId, VisitId } from './words.ts';

/**
 * The parcels that a code opens now, as a visit begins with them; of a restored ledger only what is confirmed
 * (rule R23). What lies behind the same door for the same recipient is among them, also while its own notice
 * is still being sealed: the door cannot tell. What lies on a shelf is taken at the gate.
 */
export function parcelsOf(state: StationState, code: Code, now: Moment): readonly VisitParcel[] {
  const here = state.stays.filter((stay) => stay.at === 'stored' && !isShelved(stay));
  const named = here.filter(({ id }) => code.stays.includes(id));
  const isBeside = (stay: Stay): boolean =>
    stay.recipient !== null &&
    named.some((one) => one.compartment === stay.compartment && one.recipient === stay.recipient);
  return here
    .filter((stay) => isConfirmed(state, stay.id) && (named.includes(stay) || isBeside(stay)))
    .map(({ id: stay, waybill, carrier, compartment }) => ({
      stay,
      waybill,
      carrier,
      compartment,
      at: 'waiting',
      since: now,
      reopenCount: 0,
    }));
}

/** The parcels on shelves that a code entitles to, at the gate and nowhere else. */
export function shelvedOf(state: StationState, code: Code | undefined): readonly Stay[] {
  return state.stays.filter((stay) => isShelved(stay) && code?.stays.includes(stay.id) === true);
}

export function findParcel({ entitlement }: Visit, stay: StayId): VisitParcel | undefined {
  return entitlement?.parcels.find((parcel) => parcel.stay === stay);
}

/** The visit of this id with one of its parcels; what is not the visit's own cannot be asked for (I6). */
export function findEntitled(
  state: StationState,
  id: VisitId,
  stay: StayId | null,
): { visit: Visit; parcel: VisitParcel } | { refusal: 'visit-over' | 'step-unfitting' } {
  const { visit } = state;
  if (visit === null || visit.id !== id) return { refusal: 'visit-over' };
  const parcel = stay === null ? lastUsed(visit) : findParcel(visit, stay);
  return parcel === undefined ? { refusal: 'step-unfitting' } : { visit, parcel };
}

/** The parcel whose door is open or was open last. */
function lastUsed({ task, entitlement }: Visit): VisitParcel | undefined {
  const used = entitlement?.parcels.filter(({ at }) => at !== 'waiting') ?? [];
  if (task !== null) return used.find(({ stay }) => stay === task.stay);
  return used.toSorted((one, other) => one.since.monoMs - other.since.monoMs).at(-1);
}

export function parcelsBehind({ entitlement }: Visit, label: CompartmentLabel): readonly VisitParcel[] {
  return entitlement?.parcels.filter((parcel) => parcel.compartment === label) ?? [];
}

/** What the visit may still take from behind this door. */
export function staysBehind(state: StationState, visit: Visit, label: CompartmentLabel): readonly Stay[] {
  return parcelsBehind(visit, label)
    .map(({ stay }) => findStay(state, stay))
    .filter((stay) => stay !== undefined);
}

/**
 * Whether everything that is recorded behind this door belongs to the visit (invariant I6); a door that was
 * given to somebody else meanwhile stays shut.
 */
export function isOwnDoor(state: StationState, visit: Visit, label: CompartmentLabel): boolean {
  return state.stays.every((stay) => stay.compartment !== label || findParcel(visit, stay.id) !== undefined);
}

/** How often the door of a pickup was opened again in this visit. */
export function reopenCountOf(visit: Visit, label: CompartmentLabel): number {
  return Math.max(0, ...parcelsBehind(visit, label).map(({ reopenCount }) => reopenCount));
}

export function reopensLeftOf(state: StationState, visit: Visit, label: CompartmentLabel): number {
  return Math.max(0, state.policy.reopenCountMax - reopenCountOf(visit, label));
}

export function entitlementAfter(entitlement: Entitlement | null, event: DomainEvent): Entitlement | null {
  if (event.type === 'visit.entitled') return { code: event.code, parcels: event.parcels };
  if (entitlement === null || !('stay' in event)) return entitlement;
  const at = standingAfter(event.type);
  const isReopened = event.type === 'pickup.reopened';
  if (at === null && !isReopened) return entitlement;
  const parcels = entitlement.parcels.map((parcel) => {
    if (parcel.stay !== event.stay) return parcel;
    if (at !== null) return { ...parcel, at, since: event.at };
    return { ...parcel, reopenCount: parcel.reopenCount + 1 };
  });
  return { ...entitlement, parcels };
}

function standingAfter(type: DomainEvent['type']): VisitParcel['at'] | null {
  switch (type) {
    case 'pickup.started':
    case 'pickup.unconfirmed':
    case 'pickup.uneffected':
      return 'inside';
    case 'pickup.completed':
      return 'collected';
    case 'pickup.disputed':
      return 'missing';
    case 'rejection.accepted':
      return 'rejected';
    default:
      return null;
  }
}
