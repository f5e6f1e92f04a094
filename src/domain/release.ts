import { findCompartment } from './compartment.ts';
import type { DomainEvent } from './events.ts';
import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import { lookedInsideMs, releaseDelaysMs } from './policy.ts';
import type { Release, StationState } from './state.ts';
import type { CompartmentLabel } from './words.ts';

/**
 * Rule R1: nothing says that a parcel is inside, so somebody may be. What the sensors see does not count: one
 * that sees a child reads "occupied". The door of a running deposit or pickup is that person's own; that of a
 * service is not, for whoever cleans a compartment may shut somebody in like anybody else.
 */
export function isReleasable(state: StationState, label: CompartmentLabel): boolean {
  const task = state.visit?.task ?? null;
  if (task?.compartment === label && task.purpose !== 'service') return false;
  return !state.stays.some((stay) => stay.compartment === label && stay.at === 'stored');
}

export function findRelease(state: StationState, label: CompartmentLabel): Release | undefined {
  return state.releases.find(({ compartment }) => compartment === label);
}

/** Somebody has just looked inside and said that it is empty: the next closing is theirs. */
export function isLookedInto({ confirmedAt }: Release, now: Moment): boolean {
  return confirmedAt !== null && surelyElapsedMs(confirmedAt, now) < lookedInsideMs;
}

/**
 * Milliseconds until the next pulse of a release, 0 if it is due; null while the door stands open or a pulse
 * is under way. The waits grow, so that a door that is played with burns no coil (rule R3).
 */
export function releaseWaitMs(state: StationState, release: Release, now: Moment): number | null {
  const { compartment, paceCount, pulsedAt } = release;
  if (findCompartment(state, compartment)?.door === 'open') return null;
  if (state.intentions.some((intention) => intention.compartment === compartment)) return null;
  if (pulsedAt === null) return 0;
  const delayMs = releaseDelaysMs[Math.min(paceCount, releaseDelaysMs.length) - 1] ?? 0;
  return Math.max(0, delayMs - surelyElapsedMs(pulsedAt, now));
}

export function releasesAfter(
  { releases: all, plan }: Pick<StationState, 'releases' | 'plan'>,
  event: DomainEvent,
): readonly Release[] {
  switch (event.type) {
    case 'release.begun': {
      const { compartment, cause, at } = event;
      const begun: Release = {
        compartment,
        cause,
        begunAt: at,
        pulseCount: 0,
        paceCount: 0,
        pulsedAt: null,
        confirmedAt: null,
      };
      return [...all.filter((release) => release.compartment !== compartment), begun];
    }
    case 'release.intended':
      return change(all, event.compartment, (release) => ({
        ...release,
        pulseCount: event.pulse,
        paceCount: release.paceCount + 1,
        pulsedAt: event.at,
        confirmedAt: null,
      }));
    case 'release.confirmed':
      return change(all, event.compartment, (release) => ({ ...release, confirmedAt: event.at }));
    // Whoever hears somebody inside knows better than whoever looked a moment ago.
    case 'entrapment.reported':
      return all.map((release) =>
        release.confirmedAt === null ? release : { ...release, confirmedAt: null },
      );
    case 'board.restored': {
      // What a silent board was sent has hardly reached a coil, and nobody waits a minute more for it.
      const isBehind = (label: CompartmentLabel): boolean =>
        plan.compartments.some((planned) => planned.label === label && planned.board === event.board);
      return all.some(({ compartment, paceCount }) => paceCount > 1 && isBehind(compartment))
        ? all.map((one) =>
            isBehind(one.compartment) ? { ...one, paceCount: Math.min(1, one.paceCount) } : one,
          )
        : all;
    }
    case 'release.ended':
      return all.filter((release) => release.compartment !== event.compartment);
    default:
      return all;
  }
}

function change(
  all: readonly Release[],
  label: CompartmentLabel,
  how: (release: Release) => Release,
): readonly Release[] {
  return all.map((release) => (release.compartment === label ? how(release) : release));
}
