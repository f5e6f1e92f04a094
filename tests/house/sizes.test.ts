import { describe, expect, it } from 'vitest';
import { longFiles } from './exemptions.ts';
import { readTracked, trackedFiles } from './tracked-files.ts';

const fileLinesMax = 300;
const testLinesMax = 400;
const lineLengthMax = 110;

const code = trackedFiles.filter((path) => /\.(ts|tsx|css|sql|c|sh)$/.test(path));
const written = [
  ...code,
  ...trackedFiles.filter((path) => path.startsWith('.ci/') || path === 'packaging/latchkey'),
];

function linesOf(path: string): readonly string[] {
  return readTracked(path).trimEnd().split('\n');
}

function isLong(path: string): boolean {
  return linesOf(path).length > (path.startsWith('tests/') ? testLinesMax : fileLinesMax);
}

/** A text in quotes is kept whole, so that it can be searched for; everything else can be broken. */
const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const comment = /^\s*(\*|\/[/*]|--|#)/;

function overlongLines(path: string): readonly string[] {
  return linesOf(path).flatMap((line, index) => {
    const breakable = comment.test(line) ? line : line.replaceAll(quoted, "''");
    return Array.from(breakable).length > lineLengthMax ? [`${path}:${String(index + 1)}`] : [];
  });
}

describe('the size of things', () => {
  it(`is at most ${String(fileLinesMax)} lines a file, and ${String(testLinesMax)} a test file`, () => {
    const exempt = new Set(longFiles.map(({ path }) => path));
    expect(code.length).toBeGreaterThan(50);
    expect(code.filter((path) => isLong(path) && !exempt.has(path))).toEqual([]);
  });

  it(`is at most ${String(lineLengthMax)} characters a line`, () => {
    expect(written.flatMap((path) => overlongLines(path))).toEqual([]);
  });

  it('has no exemption that nothing needs', () => {
    expect(longFiles.filter(({ path }) => !isLong(path))).toEqual([]);
  });

  it('has a reason for every exemption', () => {
    expect(longFiles.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });
});
