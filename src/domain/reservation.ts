import type { DomainEvent } from './events.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import type { StationState } from './state.ts';
import type { CompartmentLabel, CourierId, ReservationId, Waybill } from './words.ts';

/** For whom a compartment is kept free. */
export type Holder =
  | { readonly kind: 'waybill'; readonly waybill: Waybill }
  | { readonly kind: 'courier'; readonly courier: CourierId };

/** A compartment that is kept free for somebody, from one hour to another (founding document 0, S0-16). */
export type Reservation = {
  readonly id: ReservationId;
  readonly compartment: CompartmentLabel;
  readonly holder: Holder;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly reservedAt: Moment;
};

/** Whoever wants a compartment now. */
export type Wanting = { readonly waybill: Waybill | null; readonly courier: CourierId | null };

/**
 * Whether the window is over beyond doubt. A clock that cannot be believed ends nothing: the time that surely
 * passed since the reservation was made has to outlast the rest of its window.
 */
export function isOver({ notAfterMs, reservedAt }: Reservation, now: Moment): boolean {
  if (now.clock === 'trusted') return now.wallMs >= notAfterMs;
  return surelyElapsedMs(reservedAt, now) >= notAfterMs - reservedAt.wallMs;
}

/** Whether the compartment must be kept free now; in doubt it is. */
function isHolding(reservation: Reservation, now: Moment): boolean {
  const isBefore = now.clock === 'trusted' && now.wallMs < reservation.notBeforeMs;
  return !isBefore && !isOver(reservation, now);
}

function isFor({ holder }: Reservation, { waybill, courier }: Wanting): boolean {
  return holder.kind === 'waybill' ? holder.waybill === waybill : holder.courier === courier;
}

/** Whether the compartment is kept for somebody else now; `null`: whoever comes. */
export function isKept(
  state: StationState,
  label: CompartmentLabel,
  wanting: Wanting | null,
  now: Moment,
): boolean {
  return state.reservations.some(
    (reservation) =>
      reservation.compartment === label &&
      isHolding(reservation, now) &&
      (wanting === null || !isFor(reservation, wanting)),
  );
}

/** What is kept for them now, the one for the very parcel first. */
export function reservationsFor(state: StationState, wanting: Wanting, now: Moment): readonly Reservation[] {
  const own = state.reservations.filter(
    (reservation) => isFor(reservation, wanting) && isHolding(reservation, now),
  );
  const isForParcel = ({ holder }: Reservation): boolean => holder.kind === 'waybill';
  return [...own.filter(isForParcel), ...own.filter((reservation) => !isForParcel(reservation))];
}

export function reservationsAfter(all: readonly Reservation[], event: DomainEvent): readonly Reservation[] {
  switch (event.type) {
    case 'reservation.made': {
      const { reservation: id, compartment, holder, notBeforeMs, notAfterMs, at: reservedAt } = event;
      return [...all, { id, compartment, holder, notBeforeMs, notAfterMs, reservedAt }];
    }
    case 'reservation.ended':
      return all.filter(({ id }) => id !== event.reservation);
    default:
      return all;
  }
}
