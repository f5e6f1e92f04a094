import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { possiblyElapsedMs, surelyElapsedMs } from '#domain/moment';
import { isQuietAt } from '#domain/quiet-hours';
import { Play } from './play.ts';

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

/** A station that runs and has compared its clocks once. */
function running(clock: 'trusted' | 'bounded' | 'unknown' = 'trusted'): Play {
  const play = new Play();
  play.setWall(0, clock);
  start(play);
  return play;
}

function start(play: Play): void {
  const command = { do: 'start-station', cause: 'power-up', softwareVersion: '0', beginning: null } as const;
  play.yes({ ...command, readings: [], silentBoards: [] });
}

const look = (play: Play): void => void play.yes({ do: 'pass-time' });

describe('Incident 40: the clock is in doubt', () => {
  it('Incident 40: says so at the start, and says by how much it was wrong once the time is known', () => {
    const play = running('unknown');
    expect(play.last('clock.doubtful').quality).toBe('unknown');
    play.wait(10 * hourMs);
    look(play);
    expect(play.count('clock.doubtful')).toBe(1);
    play.setWall(yearMs, 'trusted');
    look(play);
    expect(play.last('clock.corrected')).toMatchObject({ offsetMs: yearMs, before: 'unknown' });
    play.wait(hourMs);
    look(play);
    expect([play.count('clock.doubtful'), play.count('clock.corrected')]).toEqual([1, 1]);
  });

  it('Incident 40: what was stamped in doubt is stamped anew, and survives the next restart', () => {
    const play = running('unknown');
    const stay = play.deposit();
    play.yes({ do: 'record-notified', stay, notifiedAtMs: 0 });
    play.wait(20 * hourMs);
    play.setWall(yearMs, 'trusted');
    look(play);
    play.reboot(5 * hourMs);
    look(play);
    expect(play.count('parcel.expired')).toBe(1);
  });

  it('says so when the clock is lost while the station runs', () => {
    const play = running();
    play.setWall(0, 'bounded');
    look(play);
    play.setWall(0, 'unknown');
    look(play);
    expect(play.count('clock.doubtful')).toBe(2);
  });
});

describe('Incident 41: the clock is set', () => {
  it.each([yearMs, -yearMs, 5_000])('Incident 41: a step of %i ms is told with its size', (stepMs) => {
    const play = running();
    play.setWall(stepMs);
    look(play);
    expect(play.last('clock.corrected')).toMatchObject({ offsetMs: stepMs, before: 'trusted' });
  });

  it('slewing over weeks is no step', () => {
    const play = running();
    for (let hour = 0; hour < 500; hour += 1) {
      play.wait(hourMs);
      play.setWall(1_500);
      look(play);
    }
    expect(play.count('clock.corrected')).toBe(0);
  });

  it.each([yearMs, -yearMs])('Incident 41: a step of %i ms moves no deadline, restarts or not', (stepMs) => {
    const play = running();
    const stay = play.deposit();
    play.yes({ do: 'record-notified', stay, notifiedAtMs: 0 });
    play.wait(10 * hourMs);
    play.reboot(0);
    start(play);
    play.setWall(stepMs);
    look(play);
    play.reboot(0);
    start(play);
    play.wait(13 * hourMs);
    look(play);
    expect(play.count('parcel.expired')).toBe(0);
    play.wait(hourMs);
    look(play);
    expect(play.count('parcel.expired')).toBe(1);
  });
});

describe('I14 two measures of the same time', () => {
  const moment = fc.record({
    wallMs: fc.integer({ min: -1e12, max: 1e12 }),
    monoMs: fc.nat(1e9),
    boot: fc.constantFrom('b1' as never, 'b2' as never),
    clock: fc.constantFrom('trusted' as const, 'bounded' as const, 'unknown' as const),
  });

  it('I14 what surely passed is never more than what may have passed', () => {
    fc.assert(
      fc.property(moment, moment, (since, now) => {
        expect(surelyElapsedMs(since, now)).toBeLessThanOrEqual(possiblyElapsedMs(since, now));
        expect(surelyElapsedMs(since, now)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('Incident 55: quiet hours', () => {
  it.each([
    [22 * 60, true],
    [22 * 60 - 1, false],
    [0, true],
    [7 * 60 - 1, true],
    [7 * 60, false],
    [12 * 60, false],
  ])('Incident 55: from ten to seven, minute %i is quiet: %s', (minute, isQuiet) => {
    expect(isQuietAt({ fromMinute: 22 * 60, toMinute: 7 * 60 }, minute)).toBe(isQuiet);
  });

  it('may lie within a day, or be none at all', () => {
    const noon = { fromMinute: 12 * 60, toMinute: 14 * 60 };
    expect([11 * 60, 12 * 60, 14 * 60].map((minute) => isQuietAt(noon, minute))).toEqual([
      false,
      true,
      false,
    ]);
    expect(isQuietAt({ fromMinute: 60, toMinute: 60 }, 60)).toBe(false);
  });

  it('R1 R3 changes nothing about a door behind which somebody may be', () => {
    const [loud, quiet] = [running(), running()];
    quiet.yes({ do: 'change-quiet', isQuiet: true });
    for (const play of [loud, quiet]) {
      play.yes({ do: 'report-inside' });
      play.wait(1_000);
      look(play);
    }
    expect(quiet.count('release.intended')).toBe(loud.count('release.intended'));
    expect(quiet.count('quiet.changed')).toBe(1);
    quiet.yes({ do: 'change-quiet', isQuiet: true });
    expect(quiet.count('quiet.changed')).toBe(1);
  });
});
