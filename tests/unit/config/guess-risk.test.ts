import { adaptiveScheme, guessRiskPerDay, objectToGuessRisk } from '#config/guess-risk';
import { describe, expect, it } from 'vitest';

describe('R10 the risk of blind guessing', () => {
  it('R10 stays just under one in a million a day with 99 active codes', () => {
    const risk = guessRiskPerDay(adaptiveScheme, 99);
    expect(risk).toBeLessThan(1e-6);
    expect(risk).toBeGreaterThan(0.99e-6);
    expect(objectToGuessRisk(adaptiveScheme, 99, null)).toBeNull();
  });

  it('R10 sums the guess before step-up and the paced guesses after it', () => {
    const scheme = { codeDigits: 4, freeGuessCount: 3, extensionDigits: 2, paceMs: 3_600_000 };
    expect(guessRiskPerDay(scheme, 5)).toBeCloseTo((3 * 5) / 1e4 + (24 * 5) / 1e6, 12);
  });

  it('R10 refuses a risk above the limit unless somebody gives a reason', () => {
    const sixDigits = { ...adaptiveScheme, codeDigits: 6 };
    expect(objectToGuessRisk(sixDigits, 60, null)).toMatchObject({
      path: ['codes'],
      found: '6.05e-5',
    });
    expect(objectToGuessRisk(sixDigits, 60, 'only inside a guarded lobby')).toBeNull();
  });

  it('R10 refuses more than 99 codes whatever the reason', () => {
    expect(objectToGuessRisk(adaptiveScheme, 100, 'only inside a guarded lobby')).toMatchObject({
      found: '100 compartments',
    });
  });
});
