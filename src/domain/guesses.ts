import { surelyElapsedMs } from './moment.ts';
import type { Moment } from './moment.ts';
import { stepUpPaceMs, wrongCodeWindowMs } from './policy.ts';
import type { Policy } from './policy.ts';
import type { DomainEvent } from './events.ts';
import type { Guesses } from './state.ts';

/**
 * The guess budget of the whole kiosk (rule R9). A guesser at a keypad never hits the same code twice, so
 * that counting failures by code throttles nobody; what counts is the kiosk, on disk, before the answer is
 * shown.
 */

export const noGuesses: Guesses = {
  wrongCodesAt: [],
  steppedUpTryAt: null,
  wrongBadgesAt: [],
  wrongDropOffAt: null,
};

/** How many moments are remembered; the newest decides, the rest show the pattern of an attack. */
const rememberedCountMax = 16;

/** Whether every code needs its extension now. */
export function isSteppedUp(guesses: Guesses, now: Moment): boolean {
  return guesses.wrongCodesAt.some((at) => surelyElapsedMs(at, now) < wrongCodeWindowMs);
}

/** Seconds to wait before code and extension may be tried together again; 0 when they may be tried now. */
export function stepUpWaitS(guesses: Guesses, now: Moment): number {
  if (guesses.steppedUpTryAt === null) return 0;
  return Math.max(0, Math.ceil((stepUpPaceMs - surelyElapsedMs(guesses.steppedUpTryAt, now)) / 1000));
}

/** Seconds until the kiosk listens to badges again; couriers have a budget of their own. */
export function badgeWaitS(guesses: Guesses, policy: Policy, now: Moment): number {
  const recent = guesses.wrongBadgesAt.filter((at) => surelyElapsedMs(at, now) < policy.badgePenaltyMs);
  const oldestThatCounts = recent.at(-policy.wrongBadgeCountMax);
  if (oldestThatCounts === undefined) return 0;
  return Math.ceil((policy.badgePenaltyMs - surelyElapsedMs(oldestThatCounts, now)) / 1000);
}

/**
 * Seconds until a drop-off code may be tried again after a wrong one. Twelve random digits at this pace are
 * not guessed within a year, and what they open is empty; so a sender's slip asks no recipient for more.
 */
export function dropOffWaitS({ wrongDropOffAt }: Guesses, now: Moment): number {
  if (wrongDropOffAt === null) return 0;
  return Math.max(0, Math.ceil((stepUpPaceMs - surelyElapsedMs(wrongDropOffAt, now)) / 1000));
}

export function guessesAfter(guesses: Guesses, event: DomainEvent): Guesses {
  switch (event.type) {
    // A store that lost its memory cannot know how often was guessed (rule R22); a station's first one has no
    // code.
    case 'epoch.begun':
      return event.previousEpoch === null
        ? guesses
        : { ...guesses, wrongCodesAt: remember(guesses.wrongCodesAt, event.at) };
    case 'code.rejected':
      return { ...guesses, wrongCodesAt: remember(guesses.wrongCodesAt, event.at) };
    case 'code.paced':
      return { ...guesses, steppedUpTryAt: event.at };
    case 'drop-off.denied':
      return { ...guesses, wrongDropOffAt: event.at };
    case 'badge.rejected':
      return { ...guesses, wrongBadgesAt: remember(guesses.wrongBadgesAt, event.at) };
    default:
      return guesses;
  }
}

function remember(moments: readonly Moment[], at: Moment): readonly Moment[] {
  return [...moments, at].slice(-rememberedCountMax);
}
