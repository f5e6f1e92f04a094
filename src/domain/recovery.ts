import type { EpochBeginning } from './events/station-events.ts';
import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import type { RefusalCode } from './refusals.ts';
import type { Stay, StationState } from './state.ts';
import type { StayId } from './words.ts';

/** Why somebody has to look into every compartment before the station takes parcels again. */
export type RecoveryCause = EpochBeginning['cause'] | 'long-absence' | 'centre';

/**
 * What the station has to find out before it takes parcels again (rules R22, R23). Pickups go on meanwhile:
 * a ledger that may have missed something must not be added to, and what is proved is still handed out.
 */
export type Recovery = {
  readonly cause: RecoveryCause;
  readonly since: Moment;
  /** The centre has acknowledged the beginning of the epoch. */
  readonly isKnown: boolean;
  /** Somebody has looked into every compartment since. */
  readonly isAudited: boolean;
};

/** A stay of a restored or older ledger: neither the centre nor the staff have said that it is still so. */
export type Unconfirmed = { readonly stay: StayId; readonly since: Moment };

/** What a deposit or a drop-off has to wait for; null while nothing has to be found out. */
export function obstacleToDeposits({ recovery }: StationState): RefusalCode | null {
  if (recovery === null) return null;
  return recovery.isAudited ? 'centre-needed' : 'audit-needed';
}

export function isConfirmed({ unconfirmed }: StationState, stay: StayId): boolean {
  return unconfirmed.every((one) => one.stay !== stay);
}

export function recoveryAfter(recovery: Recovery | null, event: DomainEvent): Recovery | null {
  switch (event.type) {
    // A station's first store has lost nothing.
    case 'epoch.begun':
      if (event.previousEpoch === null) return recovery;
      return { cause: event.cause, since: event.at, isKnown: false, isAudited: false };
    case 'audit.demanded':
      return recovery ?? { cause: event.cause, since: event.at, isKnown: true, isAudited: false };
    case 'epoch.acknowledged':
      return recovery === null ? null : unlessOver({ ...recovery, isKnown: true });
    case 'audit.finished':
      return recovery === null ? null : unlessOver({ ...recovery, isAudited: true });
    default:
      return recovery;
  }
}

function unlessOver(recovery: Recovery): Recovery | null {
  return recovery.isKnown && recovery.isAudited ? null : recovery;
}

/** `stays` are those after the event: what has left needs no confirmation. */
export function unconfirmedAfter(
  { unconfirmed, stays: staysBefore }: StationState,
  event: DomainEvent,
  stays: readonly Stay[],
): readonly Unconfirmed[] {
  switch (event.type) {
    case 'epoch.begun':
      if (event.cause === 'new-store') return unconfirmed;
      return stays.map(({ id }) => ({ stay: id, since: event.at }));
    case 'stay.confirmed':
    case 'stay.restored':
    case 'custody.confirmed':
      return without(unconfirmed, ({ stay }) => stay === event.stay);
    default:
      if (unconfirmed.length === 0 || stays.length >= staysBefore.length) return unconfirmed;
      return without(unconfirmed, ({ stay }) => stays.every(({ id }) => id !== stay));
  }
}

function without(all: readonly Unconfirmed[], isGone: (one: Unconfirmed) => boolean): readonly Unconfirmed[] {
  return all.some(isGone) ? all.filter((one) => !isGone(one)) : all;
}
