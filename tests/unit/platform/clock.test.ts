import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BootId } from '#domain/words';
import { openBridgeClock, openClock } from '#platform/clock';
import { openClockJudge } from '#platform/clock-quality';

const boot = 'boot-1' as BootId;

describe('the clock of the station', () => {
  it('names its run and passes on how far the wall clock can be believed', () => {
    const clock = openClock(boot, () => 'bounded');
    const first = clock.now();
    const second = clock.now();
    expect(first).toMatchObject({ boot, clock: 'bounded' });
    expect(Number.isInteger(first.monoMs) && Number.isInteger(first.wallMs)).toBe(true);
    expect(second.monoMs).toBeGreaterThanOrEqual(first.monoMs);
  });

  it('runs a task soon, but never inside the caller', async () => {
    const clock = openClock(boot, () => 'trusted');
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      clock.soon(() => {
        order.push('task');
        resolve();
      });
      order.push('caller');
    });
    expect(order).toEqual(['caller', 'task']);
  });
});

describe.each([
  ['the station', () => openClock(boot, () => 'trusted')],
  ['the bridge', () => openBridgeClock()],
])('a delay on the clock of %s', (_, open) => {
  it.each([0, 1, 3, 25])('is over after %i ms, never before', async (delayMs) => {
    const clock = open();
    const startedAt = performance.now();
    await new Promise<void>((resolve) => clock.after(delayMs, resolve));
    // The platform counts whole milliseconds, so its timers may be up to one early.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(delayMs - 1);
  });

  it.each([0, 3, 25])('of %i ms does not end once it was cancelled', async (delayMs) => {
    const clock = open();
    let isOver = false;
    const cancel = clock.after(delayMs, () => {
      isOver = true;
    });
    cancel();
    await new Promise<void>((resolve) => clock.after(delayMs + 5, resolve));
    expect(isOver).toBe(false);
  });
});

describe('a short delay of the bridge', () => {
  it('is never over early, and can be cancelled in its last millisecond', async () => {
    const clock = openBridgeClock();
    const startedAt = clock.nowMs();
    let isOver = false;
    const cancel = clock.after(4, () => {
      isOver = true;
    });
    await new Promise<void>((resolve) => clock.after(3, resolve));
    expect(clock.nowMs() - startedAt).toBeGreaterThanOrEqual(3);
    cancel();
    const wasOver = isOver;
    await new Promise<void>((resolve) => clock.after(4, resolve));
    expect(isOver).toBe(wasOver);
  });
});

describe('a long delay of the bridge', () => {
  it('is never over early, although the platform counts whole milliseconds', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] });
    const time = vi.spyOn(performance, 'now').mockReturnValue(100.9);
    onTestFinished(() => {
      time.mockRestore();
      vi.useRealTimers();
    });
    let isOver = false;
    openBridgeClock().after(50, () => {
      isOver = true;
    });
    time.mockReturnValue(150.2);
    vi.advanceTimersByTime(50);
    expect(isOver).toBe(false);
    time.mockReturnValue(150.9);
    vi.advanceTimersToNextTimer();
    expect(isOver).toBe(true);
  });
});

describe('R35 trust in the wall clock', () => {
  function sources(): { synchronisedPath: string; rtcPath: string } {
    const directory = mkdtempSync(join(tmpdir(), 'latchkey-clock-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    return { synchronisedPath: join(directory, 'synchronized'), rtcPath: join(directory, 'rtc0') };
  }

  it('is unknown where nothing keeps the time', () => {
    expect(openClockJudge(sources())(0)).toBe('unknown');
  });

  it('is bounded where a battery keeps it', () => {
    const found = sources();
    writeFileSync(found.rtcPath, '');
    expect(openClockJudge(found)(0)).toBe('bounded');
  });

  it('is trusted once the time was synchronised, and notices that within seconds', () => {
    const found = sources();
    const judge = openClockJudge(found);
    expect(judge(0)).toBe('unknown');
    writeFileSync(found.rtcPath, '');
    writeFileSync(found.synchronisedPath, '');
    expect(judge(9_999)).toBe('unknown');
    expect(judge(10_000)).toBe('trusted');
  });
});
