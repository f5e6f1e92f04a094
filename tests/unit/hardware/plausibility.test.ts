import { describe, expect, test } from 'vitest';
import { interrupted, trustAtFirst, weigh, type Picture, type Trust } from '#hardware/plausibility';

/** `ccoc`: four doors, the third one open; a dot is a door that nobody knows. */
function picture(doors: string): Picture {
  const known = doors.split('').map((door, index) => [index + 1, door] as const);
  return new Map(
    known.flatMap(([channel, door]) =>
      door === '.' ? [] : [[channel, door === 'o' ? 'open' : 'closed'] as const],
    ),
  );
}

const nobody: ReadonlySet<number> = new Set();

/** Lets a board show one picture a second, from second 0 on. */
function show(pictures: readonly string[], expected = nobody, from: Trust = trustAtFirst): Trust {
  return pictures.reduce(
    (trust, doors, second) => weigh(trust, picture(doors), expected, second * 1000),
    from,
  );
}

describe('R7 many doors that flip at once', () => {
  test('the first picture is believed, whatever it shows', () => {
    expect(show(['oooooo'])).toEqual({ at: 'trusted', picture: picture('oooooo') });
  });

  test('two doors may move in the same scan, three may not', () => {
    expect(show(['cccccc', 'occcco'])).toEqual({ at: 'trusted', picture: picture('occcco') });
    expect(show(['cccccc', 'ococco'])).toMatchObject({ at: 'doubted', picture: picture('cccccc') });
    expect(show(['oooooo', 'cooccc'])).toMatchObject({ at: 'doubted', picture: picture('oooooo') });
    expect(show(['cccooo', 'occcco'])).toMatchObject({ at: 'doubted' });
  });

  test('doors that are expected to move say nothing about the board', () => {
    expect(show(['cccccc', 'oocccc'], new Set([1])).at).toBe('trusted');
    expect(show(['cccccc', 'ooocco'], new Set([1, 2])).at).toBe('trusted');
    expect(show(['cccccc', 'oooocc'], new Set([1])).at).toBe('doubted');
  });

  test('a door that was or is unknown has not moved', () => {
    expect(show(['...ccc', 'oooccc']).at).toBe('trusted');
    expect(show(['cccccc', '...ccc']).at).toBe('trusted');
    expect(show(['cccccc', '...ccc', 'oooccc']).at).toBe('doubted');
  });

  test('the doubt ends when the board shows what was believed before', () => {
    expect(show(['cccccc', 'oooooo', 'cccccc'])).toEqual({ at: 'trusted', picture: picture('cccccc') });
    expect(show(['cccccc', 'oooooo', 'cccoco'])).toEqual({ at: 'trusted', picture: picture('cccoco') });
  });

  test('the doubt ends when the new picture has stood for thirty seconds, and not before', () => {
    const stable = (seconds: number): Trust =>
      show(['cccccc', ...Array.from({ length: seconds + 1 }, () => 'oooooo')]);
    expect(stable(29)).toMatchObject({ at: 'doubted', sinceMs: 1000 });
    expect(stable(30)).toEqual({ at: 'trusted', picture: picture('oooooo') });
  });

  test('R1 doors that all shut together are believed at the second look, a tenth of a second later', () => {
    expect(show(['ooooco', 'ccccco'])).toMatchObject({ at: 'doubted', picture: picture('ooooco') });
    expect(show(['ooooco', 'ccccco', 'ccccco'])).toEqual({ at: 'trusted', picture: picture('ccccco') });
    const seenOnce = show(['oooo', 'cccc']);
    expect(weigh(seenOnce, picture('cccc'), nobody, 1_099).at).toBe('doubted');
    expect(weigh(seenOnce, picture('cccc'), nobody, 1_100).at).toBe('trusted');
  });

  test('R1 one door that opens among them makes all of them wait', () => {
    expect(show(['ooooc', 'cccco', 'cccco']).at).toBe('doubted');
  });

  test('a picture that keeps changing is never believed', () => {
    const flicker = Array.from({ length: 200 }, (_, second) => (second % 20 < 10 ? 'oooocc' : 'ccoooo'));
    expect(show(['cccccc', ...flicker]).at).toBe('doubted');
  });

  test('thirty seconds with a silence in between are not thirty seconds', () => {
    const doubted = show(['cccccc', ...Array.from({ length: 20 }, () => 'oooooo')]);
    const again = weigh(interrupted(doubted), picture('oooooo'), nobody, 21_000);
    expect(again).toMatchObject({ at: 'doubted', sinceMs: 21_000 });
    expect(weigh(again, picture('oooooo'), nobody, 50_999).at).toBe('doubted');
    expect(weigh(again, picture('oooooo'), nobody, 51_000).at).toBe('trusted');
  });

  test('a silence does not make a board forget what was believed', () => {
    const before = show(['cccccc']);
    expect(interrupted(before)).toBe(before);
    expect(weigh(interrupted(before), picture('oooooo'), nobody, 9000).at).toBe('doubted');
  });

  test('a board with two doors is never doubted', () => {
    expect(show(['cc', 'oo', 'cc', 'oo']).at).toBe('trusted');
  });
});
