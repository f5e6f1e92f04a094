import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import type { ClockQuality, Moment } from '#domain/moment';
import type { BootId } from '#domain/words';
import { AbsenceWatch } from '#station/absence-watch';

const dayMs = 86_400_000;

/** A station that was last seen at the beginning of time and starts `awayDays` later. */
function started(awayDays: number, seen: Partial<Moment> | null = {}) {
  const asked: Command[] = [];
  let quality: ClockQuality = 'trusted';
  let tick: (() => void) | null = null;
  const watch = new AbsenceWatch({
    control: {
      ask: (command) => {
        asked.push(command);
        return Promise.resolve({ ok: true, visit: null, stay: null });
      },
    },
    clock: {
      now: () => ({
        wallMs: awayDays * dayMs,
        monoMs: 5_000,
        boot: 'second' as BootId,
        clock: quality,
      }),
      after: (_delayMs, task) => {
        tick = task;
        return () => (tick = null);
      },
      soon: (task) => task(),
    },
    lastSeenAt:
      seen === null ? null : { wallMs: 0, monoMs: 0, boot: 'first' as BootId, clock: 'trusted', ...seen },
  });
  return {
    asked,
    begin: (clock: ClockQuality = 'trusted') => {
      quality = clock;
      watch.start();
    },
    later: (clock: ClockQuality) => {
      quality = clock;
      const task = tick;
      tick = null;
      task?.();
    },
    stop: () => watch.stop(),
    isWaiting: () => tick !== null,
  };
}

const demand = { do: 'demand-audit', cause: 'long-absence' };

describe('a station that was away', () => {
  it('is audited before the next deposit after more than a week', () => {
    const week = started(7.1);
    week.begin();
    expect(week.asked).toEqual([demand]);
    const weekend = started(6.9);
    weekend.begin();
    expect(weekend.asked).toEqual([]);
    expect(weekend.isWaiting()).toBe(false);
  });

  it('waits until its clock is believed, and asks once', () => {
    const { asked, begin, later } = started(30);
    begin('unknown');
    later('bounded');
    expect(asked).toEqual([]);
    later('trusted');
    later('trusted');
    expect(asked).toEqual([demand]);
  });

  it('claims nothing where nobody wrote down when it was there, or nobody believed that clock', () => {
    const unknown = started(30, null);
    unknown.begin();
    const doubtful = started(30, { clock: 'unknown' });
    doubtful.begin();
    expect([...unknown.asked, ...doubtful.asked]).toEqual([]);
    expect(doubtful.isWaiting()).toBe(false);
  });

  it('looks no more when it stops', () => {
    const { asked, begin, later, stop } = started(30);
    begin('unknown');
    stop();
    later('trusted');
    expect(asked).toEqual([]);
  });
});
