import type { DomainEvent } from './events.ts';
import { restamp } from './moment.ts';
import type { Correction, Moment } from './moment.ts';
import type { Outbound } from './sending.ts';
import type { Policy } from './policy.ts';
import { newKeeping, overdueMs } from './retention.ts';
import type { Stay, StationState } from './state.ts';
import type { CompartmentLabel, StayId } from './words.ts';

export function findStay(state: StationState, id: StayId | null): Stay | undefined {
  return id === null ? undefined : state.stays.find((stay) => stay.id === id);
}

/** What identifies a stay in every event about it. */
export function placementOf(stay: Stay): Pick<Stay, 'waybill' | 'compartment'> & { readonly stay: StayId } {
  return { stay: stay.id, waybill: stay.waybill, compartment: stay.compartment };
}

export function staysAfter(all: readonly Stay[], event: DomainEvent, policy: Policy): readonly Stay[] {
  switch (event.type) {
    case 'deposit.completed':
      return change(all, event.stay, (stay) => ({
        ...stay,
        at: 'stored',
        depositedAt: event.at,
        seenInside: event.evidence.occupancy === 'occupied',
      }));
    case 'custody.doubted':
      return change(all, event.stay, (stay) => ({ ...stay, doubt: event.cause }));
    // Whoever saw the parcel overrules a sensor that does not see it, until it has left.
    case 'custody.confirmed':
      return change(all, event.stay, (stay) => ({ ...stay, doubt: null, seenInside: false }));
    case 'retention.started':
      return change(all, event.stay, (stay) => ({ ...stay, notifiedAt: event.notifiedAt }));
    case 'retention.extended':
      return change(all, event.stay, (stay) => extended(stay, event.extraHours, event.at));
    case 'policy.extended':
      return all.map((stay) => extended(stay, event.extraHours, event.at));
    case 'reminder.due':
      return change(all, event.stay, (stay) => ({
        ...stay,
        keeping: { ...stay.keeping, remindedHours: event.hours },
      }));
    case 'parcel.expired':
      return change(all, event.stay, (stay) => ({ ...stay, overdue: true }));
    case 'recall.due':
      return change(all, event.stay, (stay) => ({ ...stay, recall: event.cause }));
    case 'clock.corrected':
      return all.map((stay) => restamped(stay, event));
    case 'deposit.cancelled':
    case 'parcel.adjudicated':
    case 'pickup.completed':
    case 'shelf.released':
    case 'shelf.handed-over':
    case 'drop-off.cancelled':
    case 'recall.completed':
    case 'stay.closed':
      return all.filter(({ id }) => id !== event.stay);
    default:
      return placesAfter(all, event, policy);
  }
}

/** What a parcel needs of its compartment, and which one it is in. */
function placesAfter(all: readonly Stay[], event: DomainEvent, policy: Policy): readonly Stay[] {
  switch (event.type) {
    case 'deposit.declared': {
      const { recipient, needsReach } = event;
      return change(all, event.stay, (stay) => ({ ...stay, recipient, needsReach }));
    }
    case 'deposit.moved':
    case 'deposit.corrected':
    case 'drop-off.moved':
    case 'shelf.moved':
      return change(all, event.stay, (stay) => ({ ...stay, compartment: event.to }));
    case 'deposit.resized':
      return change(all, event.stay, (stay) => ({ ...stay, compartment: event.to, size: event.toSize }));
    default:
      return outboundAfter(all, event, policy);
  }
}

/** What happens to parcels on their way out alone. */
function outboundAfter(all: readonly Stay[], event: DomainEvent, policy: Policy): readonly Stay[] {
  switch (event.type) {
    case 'drop-off.accepted':
      return change(all, event.stay, (stay) => ({
        ...stay,
        at: 'stored',
        depositedAt: event.at,
        seenInside: event.evidence.occupancy === 'occupied',
        recall: 'outbound',
      }));
    case 'drop-off.collected':
      return all.filter(({ id }) => id !== event.stay);
    case 'drop-off.numbered':
      return change(all, event.stay, (stay) => ({
        ...withOutbound(stay, { isLocalWaybill: false }),
        waybill: event.to,
      }));
    case 'drop-off.collect-overdue':
      return change(all, event.stay, (stay) => withOutbound(stay, { isCollectOverdue: true }));
    default:
      return beginningsAfter(all, event, policy);
  }
}

/** The four ways in which a parcel comes into the ledger. */
function beginningsAfter(all: readonly Stay[], event: DomainEvent, policy: Policy): readonly Stay[] {
  switch (event.type) {
    case 'deposit.started':
      return [...all, begunStay(event, policy)];
    case 'drop-off.started':
      return [...all, outboundStay(event, policy)];
    case 'shelf.placed':
      return [...all, shelvedStay(event, policy)];
    case 'stay.restored':
      return [...all.filter(({ id }) => id !== event.stay), restoredStay(event, policy)];
    default:
      return all;
  }
}

type Begun = Pick<
  Stay,
  'waybill' | 'carrier' | 'compartment' | 'size' | 'sealedContact' | 'maskedContact'
> & {
  readonly stay: StayId;
  readonly at: Moment;
  readonly courier: Stay['courier'];
};

/** A parcel for a recipient, about which nothing more is known yet. */
function begunStay(event: Begun, policy: Policy): Stay {
  return {
    id: event.stay,
    waybill: event.waybill,
    courier: event.courier,
    carrier: event.carrier,
    compartment: event.compartment,
    size: event.size,
    sealedContact: event.sealedContact,
    maskedContact: event.maskedContact,
    recipient: null,
    needsReach: false,
    at: 'depositing',
    depositedAt: event.at,
    notifiedAt: null,
    keeping: newKeeping(policy),
    overdue: false,
    recall: null,
    outbound: null,
    seenInside: false,
    doubt: null,
  };
}

/** A scan is all that shows it, so that nothing is ever concluded from a sensor that does not see it. */
function shelvedStay(event: Extract<DomainEvent, { type: 'shelf.placed' }>, policy: Policy): Stay {
  const { by, recipient, needsReach } = event;
  const courier = by.kind === 'courier' ? by.courier : null;
  return { ...begunStay({ ...event, courier }, policy), recipient, needsReach, at: 'stored' };
}

/** Retention begins anew when the recipient has been told of the new code (rule R13). */
function restoredStay(event: Extract<DomainEvent, { type: 'stay.restored' }>, policy: Policy): Stay {
  return { ...begunStay(event, policy), recipient: event.recipient, at: 'stored' };
}

function outboundStay(event: Extract<DomainEvent, { type: 'drop-off.started' }>, policy: Policy): Stay {
  return {
    id: event.stay,
    waybill: event.waybill,
    courier: null,
    carrier: event.carrier,
    compartment: event.compartment,
    size: event.size,
    sealedContact: '',
    maskedContact: '',
    recipient: null,
    needsReach: false,
    at: 'depositing',
    depositedAt: event.at,
    notifiedAt: null,
    overdue: false,
    keeping: newKeeping(policy),
    recall: null,
    seenInside: false,
    doubt: null,
    outbound: event.outbound,
  };
}

function withOutbound(stay: Stay, changed: Partial<Outbound>): Stay {
  return stay.outbound === null ? stay : { ...stay, outbound: { ...stay.outbound, ...changed } };
}

/**
 * More time, never less. A parcel that is in time again is reminded of its new end, and nobody has to take it
 * back for its age.
 */
function extended(stay: Stay, extraHours: number, at: Moment): Stay {
  if (stay.keeping.extraHours >= extraHours) return stay;
  const longer: Stay = { ...stay, keeping: { ...stay.keeping, extraHours } };
  const recall = stay.recall === 'overdue' ? null : stay.recall;
  if ((overdueMs(longer, at) ?? 0) > 0) return { ...longer, recall };
  return { ...longer, recall, overdue: false, keeping: { ...longer.keeping, remindedHours: null } };
}

function restamped(stay: Stay, correction: Correction): Stay {
  const { depositedAt, notifiedAt } = stay;
  return {
    ...stay,
    depositedAt: restamp(depositedAt, correction),
    notifiedAt: notifiedAt === null ? null : restamp(notifiedAt, correction),
  };
}

function change(all: readonly Stay[], id: StayId, how: (stay: Stay) => Stay): readonly Stay[] {
  const index = all.findIndex((stay) => stay.id === id);
  const found = all[index];
  return found === undefined ? all : all.with(index, how(found));
}

/** The stay whose parcel the record says is inside. */
export function storedIn(state: StationState, label: CompartmentLabel): Stay | undefined {
  return state.stays.find((stay) => stay.compartment === label && stay.at === 'stored');
}

/** The stay whose parcel is, or may be, in this compartment. */
export function stayIn(state: StationState, label: CompartmentLabel): Stay | undefined {
  return state.stays.find((stay) => stay.compartment === label);
}

/** Whether another parcel of the same recipient lies beside this one (case 10). */
export function isShared(state: StationState, { id, compartment }: Stay): boolean {
  return state.stays.some((other) => other.id !== id && other.compartment === compartment);
}
