import { describe, expect, it } from 'vitest';
import { Findings } from '#config/findings';
import { adaptiveScheme, guessRiskPerDay, judgeGuessRisk, type CodeScheme } from '#config/guess-risk';
import { parseYaml } from '#config/yaml-source';

const reason = 'only inside a guarded lobby';
const sixDigits = { ...adaptiveScheme, codeDigits: 6 };

/** Judges a scheme as if a station file had chosen it. */
function judged(scheme: CodeScheme, codeCount: number, accepted: string | null) {
  const acceptance = accepted === null ? '' : `, acceptGuessRisk: ${accepted}`;
  const text = `station: {}\ncodes: { profile: adaptive${acceptance} }\ncabinets: []\n`;
  const reading = parseYaml('station.yaml', text);
  if (!reading.ok) throw new TypeError('the file of this test is not YAML');
  const findings = new Findings(reading.source, new Map());
  judgeGuessRisk(scheme, { atDoors: codeCount, onShelves: 0 }, accepted ?? undefined, findings);
  const problems = findings.problems.map(
    ({ file, line, column, path, expected, found, remedy = '' }) =>
      `${file}:${String(line)}:${String(column)} ${path}: expected ${expected}, found ${found} (${remedy})`,
  );
  return { problems, warnings: findings.warnings };
}

describe('R10 the risk of blind guessing', () => {
  it('R10 stays just under one in a million a day with 99 active codes', () => {
    const risk = guessRiskPerDay(adaptiveScheme, { atDoors: 99, onShelves: 0 });
    expect(risk).toBeLessThan(1e-6);
    expect(risk).toBeGreaterThan(0.99e-6);
  });

  it('R10 sums the guess before step-up and the paced guesses after it', () => {
    const scheme = { codeDigits: 4, freeGuessCount: 3, extensionDigits: 2, paceMs: 3_600_000 };
    expect(guessRiskPerDay(scheme, { atDoors: 5, onShelves: 0 })).toBeCloseTo(
      (3 * 5) / 1e4 + (24 * 5) / 1e6,
      12,
    );
  });

  it('R10 counts a code on a shelf by both of its numbers', () => {
    const scheme = { codeDigits: 4, freeGuessCount: 1, extensionDigits: 2, paceMs: 3_600_000 };
    const risk = guessRiskPerDay(scheme, { atDoors: 0, onShelves: 50 });
    expect(risk).toBeCloseTo((24 * 50) / 1e6 + (50 / 1e4) * (24 / 1e2), 12);
    expect(guessRiskPerDay(adaptiveScheme, { atDoors: 44, onShelves: 3_000 })).toBeLessThan(1e-6);
  });

  it('R10 refuses a risk above the limit with its place in the file', () => {
    const { problems, warnings } = judged(sixDigits, 60, null);
    expect(problems).toEqual([
      'station.yaml:2:8 codes: expected a guess risk of at most 0.000001 a day (rule R10), found 6.05e-5 ' +
        '(give a reason in codes.acceptGuessRisk.)',
    ]);
    expect(warnings).toEqual([]);
  });

  it('R10 accepts a risk above the limit with a reason, and repeats it at every check', () => {
    expect(judged(sixDigits, 60, reason)).toEqual({
      problems: [],
      warnings: [
        `station.yaml:2:46 codes.acceptGuessRisk: a guess risk of 6.05e-5 a day is accepted (rule R10): ${reason}`,
      ],
    });
  });

  it('R10 refuses more than 99 codes whatever the reason', () => {
    const { problems } = judged(adaptiveScheme, 100, reason);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^station\.yaml:3:\d+ cabinets: expected at most 99 .* found 100 compartments/,
    );
  });

  it('R10 says of a reason that nothing needs it, so that it cannot wait for a risk that nobody has seen', () => {
    const { problems, warnings } = judged(adaptiveScheme, 53, reason);
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      'station.yaml:2:46 codes.acceptGuessRisk: has no effect, because the guess risk of 5.35e-7 a day is below ' +
        'the limit of 0.000001 (rule R10); take the reason out.',
    ]);
    expect(judged(adaptiveScheme, 99, null)).toEqual({ problems: [], warnings: [] });
  });
});
