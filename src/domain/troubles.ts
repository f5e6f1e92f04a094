import type { DomainEvent } from './events.ts';
import { raiseFault } from './fault-list.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import { troubleCountMax, troubleWindowMs } from './policy.ts';
import { quarantine } from './quarantine.ts';
import type { StationState } from './state.ts';
import type { CompartmentLabel } from './words.ts';

/** What went wrong with the metal of one compartment, so that what keeps failing is taken out of use. */
export type Troubles = {
  readonly compartment: CompartmentLabel;
  /** When its lock was pulsed three times in vain. */
  readonly jamsAt: readonly Moment[];
  /** When its door opened although nobody had decided so. */
  readonly unaskedAt: readonly Moment[];
};

type TroubleKind = 'jamsAt' | 'unaskedAt';

/** How often this happened to the compartment within the window, the one at hand included. */
export function troubleCount(
  state: StationState,
  label: CompartmentLabel,
  kind: TroubleKind,
  now: Moment,
): number {
  const before = state.troubles.find(({ compartment }) => compartment === label)?.[kind] ?? [];
  return before.filter((at) => surelyElapsedMs(at, now) < troubleWindowMs).length + 1;
}

/** What keeps failing is taken out of use until somebody has mended it. */
export function retireFailing(
  state: StationState,
  label: CompartmentLabel,
  count: number,
  now: Moment,
): readonly DomainEvent[] {
  if (count < troubleCountMax) return [];
  return [
    ...raiseFault(state, 'compartment-failing', label, [label], now),
    ...quarantine(state, label, 'keeps-failing', now),
  ];
}

export function troublesAfter(all: readonly Troubles[], event: DomainEvent): readonly Troubles[] {
  switch (event.type) {
    case 'lock.degrading':
      return note(all, event.compartment, 'jamsAt', event.at);
    case 'security.forced-open':
      return note(all, event.compartment, 'unaskedAt', event.at);
    case 'fault.cleared':
      return event.fault === 'compartment-failing'
        ? all.filter(({ compartment }) => compartment !== event.subject)
        : all;
    default:
      return all;
  }
}

function note(
  all: readonly Troubles[],
  compartment: CompartmentLabel,
  kind: TroubleKind,
  at: Moment,
): readonly Troubles[] {
  const index = all.findIndex((troubles) => troubles.compartment === compartment);
  const known = all[index] ?? { compartment, jamsAt: [], unaskedAt: [] };
  const noted = { ...known, [kind]: [...known[kind], at].slice(-troubleCountMax) };
  return index === -1 ? [...all, noted] : all.with(index, noted);
}
