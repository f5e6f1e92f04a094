import type { DomainEvent } from './events.ts';
import type { Stay, StationState } from './state.ts';
import type { CompartmentLabel, StayId } from './words.ts';

export function findStay(state: StationState, id: StayId): Stay | undefined {
  return state.stays.find((stay) => stay.id === id);
}

/** What identifies a stay in every event about it. */
export function placementOf(stay: Stay): Pick<Stay, 'waybill' | 'compartment'> & { readonly stay: StayId } {
  return { stay: stay.id, waybill: stay.waybill, compartment: stay.compartment };
}

export function staysAfter(all: readonly Stay[], event: DomainEvent): readonly Stay[] {
  switch (event.type) {
    case 'deposit.started':
      return [...all, startedStay(event)];
    case 'deposit.moved':
      return change(all, event.stay, (stay) => ({ ...stay, compartment: event.to }));
    case 'deposit.completed':
      return change(all, event.stay, (stay) => ({ ...stay, at: 'stored', depositedAt: event.at }));
    case 'retention.started':
      return change(all, event.stay, (stay) => ({ ...stay, notifiedAt: event.notifiedAt }));
    case 'parcel.expired':
      return change(all, event.stay, (stay) => ({ ...stay, overdue: true }));
    case 'recall.due':
      return change(all, event.stay, (stay) => ({ ...stay, recall: event.cause }));
    case 'deposit.cancelled':
    case 'pickup.completed':
      return all.filter(({ id }) => id !== event.stay);
    default:
      return all;
  }
}

function startedStay(event: Extract<DomainEvent, { type: 'deposit.started' }>): Stay {
  return {
    id: event.stay,
    waybill: event.waybill,
    courier: event.courier,
    carrier: event.carrier,
    compartment: event.compartment,
    size: event.size,
    sealedContact: event.sealedContact,
    maskedContact: event.maskedContact,
    recipient: event.recipient,
    at: 'depositing',
    depositedAt: event.at,
    notifiedAt: null,
    overdue: false,
    recall: null,
  };
}

function change(all: readonly Stay[], id: StayId, how: (stay: Stay) => Stay): readonly Stay[] {
  const index = all.findIndex((stay) => stay.id === id);
  const found = all[index];
  return found === undefined ? all : all.with(index, how(found));
}

/** The stays whose parcels are, or may be, in this compartment; several are of one recipient. */
export function staysIn(state: StationState, label: CompartmentLabel): readonly Stay[] {
  return state.stays.filter((stay) => stay.compartment === label);
}

/** The stay whose parcel is, or may be, in this compartment. */
export function stayIn(state: StationState, label: CompartmentLabel): Stay | undefined {
  return state.stays.find((stay) => stay.compartment === label);
}
