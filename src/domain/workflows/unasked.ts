import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import { doubtCustody } from '../custody.ts';
import type { DomainEvent } from '../events.ts';
import { raiseFault } from '../fault-list.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { wrongDoorMs } from '../policy.ts';
import { quarantine } from '../quarantine.ts';
import type { StationState } from '../state.ts';
import { storedIn } from '../stay.ts';
import { retireFailing, troubleCount } from '../troubles.ts';
import type { CompartmentLabel } from '../words.ts';
import { leaveTask } from './visit-end.ts';

/** A door opened that nobody had decided to open: by a pulse for another door, or by no pulse at all. */
export function openedUnasked(
  state: StationState,
  label: CompartmentLabel,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const expected = pulsedInstead(state, label, now);
  return expected === null
    ? forcedOpen(state, label, now, chance)
    : mistakenDoor(state, expected, label, now, chance);
}

/** The other compartment for which a pulse is under way, or was sent a moment ago. */
function pulsedInstead(state: StationState, opened: CompartmentLabel, now: Moment): CompartmentLabel | null {
  const task = state.visit?.task ?? null;
  const pulses = [
    ...state.intentions.map(({ compartment, intendedAt }) => ({ compartment, at: intendedAt })),
    ...(task === null ? [] : [{ compartment: task.compartment, at: task.pulsedAt }]),
    ...state.releases.flatMap(({ compartment, pulsedAt: at }) => (at === null ? [] : [{ compartment, at }])),
  ];
  const isPending = (label: CompartmentLabel): boolean =>
    state.intentions.some(({ compartment }) => compartment === label);
  const found = pulses.find(
    ({ compartment, at }) =>
      compartment !== opened && (isPending(compartment) || surelyElapsedMs(at, now) < wrongDoorMs),
  );
  return found?.compartment ?? null;
}

/**
 * Invariant I6: the pulse for one compartment opened another. Both are taken out of use, and a visit that was
 * waiting for its door ends there without a claim; whoever stands there must touch nothing.
 */
function mistakenDoor(
  state: StationState,
  expected: CompartmentLabel,
  opened: CompartmentLabel,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const visit = state.visit?.task?.compartment === expected ? state.visit : null;
  return [
    { type: 'door.mistaken', at: now, compartment: opened, expected, visit: visit?.id ?? null },
    ...raiseFault(state, 'wrong-door', opened, [opened, expected], now),
    ...(visit === null ? [] : leaveTask(state, visit, now, chance)),
    ...quarantine(state, opened, 'wrong-door', now),
    ...quarantine(state, expected, 'wrong-door', now),
    ...exposed(state, opened, 'wrong-door', now, chance),
  ];
}

function forcedOpen(
  state: StationState,
  label: CompartmentLabel,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const stay = storedIn(state, label)?.id ?? null;
  const count = troubleCount(state, label, 'unaskedAt', now);
  return [
    { type: 'security.forced-open', at: now, compartment: label, stay },
    ...raiseFault(state, 'door-opened-unasked', label, [label], now),
    ...retireFailing(state, label, count, now),
    ...exposed(state, label, 'forced-open', now, chance),
  ];
}

/** A parcel lies in front of an open door that nobody asked for: somebody has to look whether it is there. */
export function exposed(
  state: StationState,
  label: CompartmentLabel,
  cause: 'forced-open' | 'wrong-door' | 'uncommanded-open',
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const stay = storedIn(state, label);
  if (stay === undefined) return [];
  return [
    ...doubtCustody(stay, cause, now),
    ...openCase(state, 'contents-unclear', { stay: stay.id, compartment: label }, now, chance),
  ];
}
