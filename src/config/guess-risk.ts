import { codeCountMax, stepUpPaceMs, wrongCodeWindowMs } from '#domain/policy';
import type { Findings } from './findings.ts';

/**
 * Rule R10: how likely it is that somebody who types as fast as the kiosk lets them opens any door within a
 * day. A blind guess among M equally likely codes hits one of N active ones with N/M, so k guesses hit with
 * at most k·N/M (exact enough: N/M is below one in a million).
 */
export type CodeScheme = {
  /** Digits that are drawn; a check digit carries no secret. */
  readonly codeDigits: number;
  /** Wrong codes until extensions are asked for (rule R9). */
  readonly freeGuessCount: number;
  readonly extensionDigits: number;
  /** Time between two guesses once extensions are asked for. */
  readonly paceMs: number;
};

export const adaptiveScheme: CodeScheme = {
  codeDigits: 8,
  freeGuessCount: 1,
  extensionDigits: 6,
  paceMs: stepUpPaceMs,
};

/**
 * Rule R10. At ten thousand stations, each attacked every day at full speed, 3.7 wrongful openings a year.
 */
const guessRiskPerDayMax = 1e-6;

const acceptancePath = ['codes', 'acceptGuessRisk'] as const;

/** How many codes may be active at a time. */
export type CodeCounts = {
  readonly atDoors: number;
  /** Codes of parcels on open shelves, which need their extension always. */
  readonly onShelves: number;
};

export function guessRiskPerDay(scheme: CodeScheme, { atDoors, onShelves }: CodeCounts): number {
  const plain = (scheme.freeGuessCount * atDoors) / 10 ** scheme.codeDigits;
  const steppedUpGuessCount = wrongCodeWindowMs / scheme.paceMs;
  const bothMany = 10 ** (scheme.codeDigits + scheme.extensionDigits);
  const steppedUp = (steppedUpGuessCount * atDoors) / bothMany;
  // Either both numbers are guessed at once, or a free guess at the kiosk hits a code whose extension is
  // guessed for the rest of the day.
  const shelved = ((1 + scheme.freeGuessCount) * steppedUpGuessCount * onShelves) / bothMany;
  return plain + steppedUp + shelved;
}

/**
 * Rule R10: refuses so many active codes where blind guessing is too likely to hit one. A given reason
 * accepts the risk, never too few digits, and stands in the warnings of every check; so does a reason that
 * nothing needs, because it would accept the risk of a later change unseen.
 */
export function judgeGuessRisk(
  scheme: CodeScheme,
  codes: CodeCounts,
  accepted: string | undefined,
  findings: Findings,
): void {
  const risk = guessRiskPerDay(scheme, codes);
  const perDay = `${risk.toExponential(2)} a day`;
  const limit = String(guessRiskPerDayMax);
  const { atDoors } = codes;
  if (atDoors > codeCountMax) {
    findings.refuse(
      ['cabinets'],
      `at most ${String(codeCountMax)} compartments, because more codes need ten digits (rule R10)`,
      `${String(atDoors)} compartments`,
      'ten-digit codes are not supported by this version; run two stations.',
    );
  } else if (risk <= guessRiskPerDayMax) {
    if (accepted === undefined) return;
    const excess = `the guess risk of ${perDay} is below the limit of ${limit} (rule R10)`;
    findings.warn(acceptancePath, `has no effect, because ${excess}; take the reason out.`);
  } else if (accepted === undefined) {
    const expected = `a guess risk of at most ${limit} a day (rule R10)`;
    const remedy = `give a reason in ${acceptancePath.join('.')}.`;
    findings.refuse(['codes'], expected, risk.toExponential(2), remedy);
  } else {
    findings.warn(acceptancePath, `a guess risk of ${perDay} is accepted (rule R10): ${accepted}`);
  }
}
