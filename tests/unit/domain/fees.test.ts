import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeOf } from '#domain/fees';
import type { FeeRule } from '#domain/fees';
import type { StayId } from '#domain/words';
import { Play } from './play.ts';

const hourMs = 3_600_000;
const rule: FeeRule = { currency: 'CNY', amountMinor: 50, periodHours: 12, maxMinor: 300 };

function notified(fee: FeeRule | null = rule, retentionHours = 24): Play {
  const play = new Play({ policy: { fee, retentionHours } });
  play.yes({ do: 'record-notified', stay: play.deposit(), notifiedAtMs: 0 });
  return play;
}

const feeNow = (play: Play) => {
  const [stay] = play.state.stays;
  return stay === undefined ? null : feeOf(stay, play.now);
};

describe('M5 the fee of a parcel', () => {
  it('M5 is nothing to the very end of the free period, and one period right after it', () => {
    const play = notified();
    play.wait(24 * hourMs);
    expect(feeNow(play)).toBeNull();
    play.wait(1);
    expect(feeNow(play)).toEqual({
      stay: play.state.stays[0]?.id as StayId,
      currency: 'CNY',
      periodCount: 1,
      periodHours: 12,
      periodMinor: 50,
      amountMinor: 50,
    });
    play.wait(12 * hourMs);
    expect(feeNow(play)?.amountMinor).toBe(100);
    play.wait(1000 * hourMs);
    expect(feeNow(play)?.amountMinor).toBe(300);
  });

  it('R13 is nothing while the recipient has not been told', () => {
    const play = new Play({ policy: { fee: rule } });
    play.deposit();
    play.wait(1000 * hourMs);
    expect(feeNow(play)).toBeNull();
  });

  it('is what was in force at the deposit', () => {
    const play = notified(null);
    play.state = { ...play.state, policy: { ...play.state.policy, fee: rule } };
    play.wait(100 * hourMs);
    expect(feeNow(play)).toBeNull();
  });

  it('goes away with more time from the centre', () => {
    const play = notified();
    play.wait(30 * hourMs);
    expect(feeNow(play)?.amountMinor).toBe(50);
    play.yes({ do: 'extend-policy', cause: 'weather', extraHours: 12 });
    expect(feeNow(play)).toBeNull();
  });
});

describe('I15 no rule reaches into the free period', () => {
  const anyRule = fc.record({
    currency: fc.constantFrom('CNY', 'EUR'),
    amountMinor: fc.integer({ min: 1, max: 1_000_000 }),
    periodHours: fc.integer({ min: 1, max: 720 }),
    maxMinor: fc.integer({ min: 1, max: 100_000_000 }),
  });
  const happening = fc.record({
    waitHours: fc.integer({ min: 0, max: 40 }),
    stepHours: fc.integer({ min: -100_000, max: 100_000 }),
    reboots: fc.boolean(),
    extraHours: fc.integer({ min: 0, max: 48 }),
  });

  it('I15 whatever the rule, the clocks, the restarts and the extensions are', () => {
    fc.assert(
      fc.property(
        anyRule,
        fc.integer({ min: 1, max: 720 }),
        fc.array(happening, { maxLength: 8 }),
        (fee, hours, happenings) => {
          const play = notified(fee, hours);
          let passedHours = 0;
          let extraHours = 0;
          for (const one of happenings) {
            passedHours += one.waitHours;
            play.wait(one.waitHours * hourMs);
            // A wall clock that was set is not trusted before something says so (rule R35).
            if (one.stepHours !== 0) play.setWall(one.stepHours * hourMs, 'unknown');
            if (one.reboots) play.reboot(0, 'bounded');
            extraHours = Math.max(extraHours, one.extraHours);
            play.yes({ do: 'extend-policy', cause: 'weather', extraHours });
            const now = feeNow(play);
            if (passedHours <= hours + extraHours) expect(now).toBeNull();
            expect(now?.amountMinor ?? 0).toBeLessThanOrEqual(fee.maxMinor);
            expect(Number.isSafeInteger(now?.amountMinor ?? 0)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
