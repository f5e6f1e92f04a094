import { allocate, freeSizes, isOffered } from '../allocation.ts';
import type { Command } from '../commands.ts';
import { findPlanned } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Moment } from '../moment.ts';
import { isOver, reservationsFor } from '../reservation.ts';
import type { Reservation, Wanting } from '../reservation.ts';
import type { StationState } from '../state.ts';
import type { CompartmentLabel } from '../words.ts';
import { accept, refuse } from './verdict.ts';

type Reserve = Extract<Command, { do: 'reserve' }>;

/** Keeps a compartment free for a parcel or a courier. Repeating the command changes nothing. */
export function reserveCompartment(state: StationState, command: Reserve, now: Moment): Decision {
  const { reservation, holder, notBeforeMs, notAfterMs } = command;
  if (state.reservations.some(({ id }) => id === reservation)) return accept([]);
  const isPast = now.clock === 'trusted' && notAfterMs <= now.wallMs;
  if (isPast || notAfterMs <= notBeforeMs) return refuse('window-over');
  const compartment = choose(state, command, now);
  if (compartment === null) return refuse('station-full', { free: freeSizes(state, now) });
  const window = { notBeforeMs, notAfterMs };
  return accept([{ type: 'reservation.made', at: now, reservation, compartment, holder, ...window }]);
}

/** One that is free and that nobody else has reserved, whatever the hour. */
function choose(state: StationState, { place, holder }: Reserve, now: Moment): CompartmentLabel | null {
  const isReserved = (label: CompartmentLabel): boolean =>
    state.reservations.some(({ compartment }) => compartment === label);
  if ('compartment' in place) {
    const planned = findPlanned(state, place.compartment);
    const isFree = planned !== undefined && isOffered(state, planned) && !isReserved(planned.label);
    return isFree ? planned.label : null;
  }
  const unreserved = state.plan.compartments.filter(({ label }) => !isReserved(label));
  const within: StationState = {
    ...state,
    reservations: [],
    plan: { ...state.plan, compartments: unreserved },
  };
  const wanting: Wanting = {
    waybill: holder.kind === 'waybill' ? holder.waybill : null,
    courier: holder.kind === 'courier' ? holder.courier : null,
  };
  return allocate(within, { ...wanting, ...place }, now);
}

export function cancelReservation(
  state: StationState,
  { reservation }: Extract<Command, { do: 'cancel-reservation' }>,
  now: Moment,
): Decision {
  const found = state.reservations.find(({ id }) => id === reservation);
  return found === undefined ? refuse('reservation-unknown') : accept([end(found, 'cancelled', now)]);
}

/** The parcel for which a compartment was kept has come: whatever was kept for it is free again. */
export function useReservation(
  state: StationState,
  wanting: Wanting,
  taken: CompartmentLabel,
  now: Moment,
): readonly DomainEvent[] {
  return reservationsFor(state, wanting, now)
    .filter(({ compartment, holder }) => holder.kind === 'waybill' || compartment === taken)
    .map((reservation) => end(reservation, 'used', now));
}

/** Reservations whose window is over beyond doubt. */
export function expireReservations(state: StationState, now: Moment): readonly DomainEvent[] {
  return state.reservations
    .filter((reservation) => isOver(reservation, now))
    .map((reservation) => end(reservation, 'expired', now));
}

function end(
  { id, compartment }: Reservation,
  cause: Extract<DomainEvent, { type: 'reservation.ended' }>['cause'],
  now: Moment,
): DomainEvent {
  return { type: 'reservation.ended', at: now, reservation: id, compartment, cause };
}
