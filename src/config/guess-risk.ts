import { stepUpPaceMs, wrongCodeWindowMs } from '#domain/policy';

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

/** Rule R10: from one more active code on, codes need ten digits. */
const codeCountMax = 99;

export function guessRiskPerDay(scheme: CodeScheme, codeCount: number): number {
  const plain = (scheme.freeGuessCount * codeCount) / 10 ** scheme.codeDigits;
  const steppedUpGuessCount = wrongCodeWindowMs / scheme.paceMs;
  const steppedUp = (steppedUpGuessCount * codeCount) / 10 ** (scheme.codeDigits + scheme.extensionDigits);
  return plain + steppedUp;
}

type Objection = {
  readonly path: readonly string[];
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
};

/**
 * What speaks against this many active codes, or null. A given reason accepts the risk, never too few digits.
 */
export function objectToGuessRisk(
  scheme: CodeScheme,
  codeCount: number,
  accepted: string | null,
): Objection | null {
  if (codeCount > codeCountMax) {
    return {
      path: ['cabinets'],
      expected: `at most ${String(codeCountMax)} compartments, because more codes need ten digits (rule R10)`,
      found: `${String(codeCount)} compartments`,
      remedy: 'ten-digit codes are not supported by this version; run two stations.',
    };
  }
  const risk = guessRiskPerDay(scheme, codeCount);
  if (risk <= guessRiskPerDayMax || accepted !== null) return null;
  return {
    path: ['codes'],
    expected: `a guess risk of at most ${String(guessRiskPerDayMax)} a day (rule R10)`,
    found: risk.toExponential(2),
    remedy: 'give a reason in codes.acceptGuessRisk.',
  };
}
