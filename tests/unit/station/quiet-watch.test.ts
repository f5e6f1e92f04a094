import { describe, expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import { initialState } from '#domain/initial-state';
import type { ClockQuality } from '#domain/moment';
import { defaultPolicy } from '#domain/policy';
import type { Policy } from '#domain/policy';
import type { BootId } from '#domain/words';
import { QuietWatch } from '#station/quiet-watch';

const minuteMs = 60_000;

/** A station at a minute of the local day, and what its watch asks. */
function watched(policy: Partial<Policy> = {}, zoned = true) {
  let minute = 0;
  let quality: ClockQuality = 'trusted';
  let tick = (): void => undefined;
  let isCancelled = false;
  const plan = { station: 'night', jurisdiction: 'cn' as const, compartments: [] };
  let state = initialState(plan, { ...defaultPolicy, ...policy });
  const watch = new QuietWatch({
    control: {
      state: () => state,
      ask: (command: Command) => {
        if (command.do === 'change-quiet') state = { ...state, isQuiet: command.isQuiet };
        return Promise.resolve({ ok: true, visit: null, stay: null });
      },
    },
    clock: {
      now: () => ({ wallMs: minute * minuteMs, monoMs: 0, boot: 'b' as BootId, clock: quality }),
      after: (_delayMs, task) => {
        tick = task;
        return () => (isCancelled = true);
      },
      soon: (task) => task(),
    },
    minuteOfDay: (wallMs) => (zoned ? (wallMs / minuteMs) % 1440 : null),
  });
  watch.start();
  return {
    isQuietAt: (hour: number, clock: ClockQuality = 'trusted') => {
      minute = hour * 60;
      quality = clock;
      tick();
      return state.isQuiet;
    },
    stop: () => watch.stop(),
    isCancelled: () => isCancelled,
  };
}

describe('Incident 55: complaints about noise at night', () => {
  it('Incident 55: quiet begins at ten and ends at seven', () => {
    const { isQuietAt } = watched();
    expect([12, 22, 3, 7].map((hour) => isQuietAt(hour))).toEqual([false, true, true, false]);
  });

  it('Incident 55: a clock that nobody believes makes no night, one with a battery does', () => {
    const { isQuietAt } = watched();
    expect(isQuietAt(23, 'unknown')).toBe(false);
    expect(isQuietAt(23, 'bounded')).toBe(true);
  });

  it('there is none without a time zone, and none where the operator wants none', () => {
    expect(watched({}, false).isQuietAt(23)).toBe(false);
    expect(watched({ quietHours: null }).isQuietAt(23)).toBe(false);
  });

  it('looks no more once it was stopped', () => {
    const { stop, isCancelled } = watched();
    stop();
    expect(isCancelled()).toBe(true);
  });
});
