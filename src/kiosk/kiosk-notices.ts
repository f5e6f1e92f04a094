import { scanNotice } from '#contract/http';
import type { KioskNotice, ReleaseNotice, ScanNotice } from '#contract/http';
import { isSteppedUp } from '#domain/guesses';
import type { Moment } from '#domain/moment';
import { findCompartment } from '#domain/compartment';
import { isLookedInto } from '#domain/release';
import type { Compartment, Release, StationState } from '#domain/state';
import type { ScanMeaning } from '#station/ports';

/** The station as it was seen at a moment. */
export type Sight = { readonly state: StationState; readonly now: Moment };

/**
 * How things stand, for a screen that has just begun to look: the link, doors that stand open, and whether it
 * is idle.
 */
export function noticesOf(sight: Sight): readonly KioskNotice[] {
  const { state } = sight;
  const open = state.compartments.filter(({ door }) => door === 'open').map(doorNotice);
  return [
    { kind: 'link', link: state.link },
    ...(state.isQuiet ? [quietNotice(state)] : []),
    ...open,
    ...(isIdle(sight) ? [idleNotice(sight)] : []),
    ...(state.releases.length > 0 ? [releaseNotice(sight)] : []),
    ...(state.compartments.some(({ ajarStep }) => ajarStep > 0) ? [ajarNotice(state)] : []),
  ];
}

/** What changed from one sight to the next. */
export function noticesBetween(before: Sight, after: Sight): readonly KioskNotice[] {
  const notices: KioskNotice[] = [];
  if (before.state.link !== after.state.link) notices.push({ kind: 'link', link: after.state.link });
  if (before.state.isQuiet !== after.state.isQuiet) notices.push(quietNotice(after.state));
  notices.push(...movedDoors(before.state.compartments, after.state.compartments));
  const becameIdle = isIdle(after) && !isIdle(before);
  const changedIdle = isIdle(after) && stepUp(before) !== stepUp(after);
  if (becameIdle || changedIdle) notices.push(idleNotice(after));
  if (showsReleases(before) !== showsReleases(after)) notices.push(releaseNotice(after));
  if (hasAjarChanged(before.state, after.state)) notices.push(ajarNotice(after.state));
  return notices;
}

/** A scan as the screen hears of it; null for what the contract does not allow on a screen. */
export function scanNoticeOf(scanner: string, meaning: ScanMeaning): ScanNotice | null {
  const notice = scanNotice.safeParse({ kind: 'scan', scanner, read: readingOf(meaning) });
  return notice.success ? notice.data : null;
}

function readingOf(meaning: ScanMeaning): ScanNotice['read'] {
  switch (meaning.kind) {
    case 'waybill': {
      const { waybill, isKnownShape, badge } = meaning;
      return { as: 'waybill', waybill, isKnownShape, badge };
    }
    case 'badge':
      return { as: 'badge', badge: meaning.badge };
    case 'pickup-code':
      return { as: 'pickup-code', code: meaning.code, extension: meaning.extension };
    case 'configuration':
      return { as: 'unusable', reason: 'configuration' };
    case 'rejected':
      return { as: 'unusable', reason: meaning.reason };
  }
}

function movedDoors(before: readonly Compartment[], after: readonly Compartment[]): readonly KioskNotice[] {
  // Both lists stand in the order of the plan, and an untouched list is the very same value.
  if (before === after) return [];
  return after.filter(({ door }, index) => door !== before[index]?.door).map(doorNotice);
}

function doorNotice({ label, door }: Compartment): KioskNotice {
  return { kind: 'door', compartment: label, door };
}

function quietNotice({ isQuiet }: StationState): KioskNotice {
  return { kind: 'quiet', isQuiet };
}

function releaseNotice({ state, now }: Sight): ReleaseNotice {
  const at = (release: Release): ReleaseNotice['releases'][number]['at'] => {
    if (findCompartment(state, release.compartment)?.door !== 'open') return 'closed';
    return isLookedInto(release, now) ? 'confirmed' : 'open';
  };
  const releases = state.releases.map((release) => ({
    compartment: release.compartment,
    cause: release.cause,
    at: at(release),
  }));
  return { kind: 'releases', releases };
}

const toneOfStep = ['soft', 'clear', 'urgent'] as const;

/**
 * A door in a release is left out: it has to stand open until somebody has looked inside. Quiet hours soften
 * the second step; the last one is a parcel that anybody can take.
 */
function ajarNotice({ compartments, releases, isQuiet }: StationState): KioskNotice {
  const doors = compartments.flatMap(({ label: compartment, ajarStep }) => {
    const step = isQuiet && ajarStep === 2 ? 1 : ajarStep;
    const tone = toneOfStep[step - 1];
    const isReleased = releases.some((release) => release.compartment === compartment);
    return tone === undefined || isReleased ? [] : [{ compartment, tone }];
  });
  return { kind: 'ajar', doors };
}

function hasAjarChanged(before: StationState, after: StationState): boolean {
  if (before.compartments === after.compartments) return false;
  return after.compartments.some(({ ajarStep }, index) => ajarStep !== before.compartments[index]?.ajarStep);
}

/** What the notice would say, to be compared; empty while there is nothing to say. */
function showsReleases(sight: Sight): string {
  return sight.state.releases.length === 0 ? '' : JSON.stringify(releaseNotice(sight).releases);
}

function isIdle({ state }: Sight): boolean {
  return state.visit === null;
}

function stepUp({ state, now }: Sight): boolean {
  return isSteppedUp(state.guesses, now);
}

function idleNotice(sight: Sight): KioskNotice {
  return { kind: 'idle', stepUp: stepUp(sight) };
}
