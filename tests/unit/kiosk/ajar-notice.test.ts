import { describe, expect, it } from 'vitest';
import { noticesBetween, noticesOf } from '#kiosk/kiosk-notices';
import { label, Play } from '../domain/play.ts';

const ajar = (notices: ReturnType<typeof noticesOf>) => notices.filter(({ kind }) => kind === 'ajar');

describe('what a screen hears of doors that stand open', () => {
  it('rises in tone with every step, and falls silent when the door is shut', () => {
    const play = new Play();
    play.deposit();
    play.see('A01', 'open', 'occupied');
    const heard: unknown[] = [];
    for (const waitMs of [20_000, 40_000, 120_000]) {
      const before = { state: play.state, now: play.now };
      play.wait(waitMs);
      play.do({ do: 'pass-time' });
      heard.push(...ajar(noticesBetween(before, { state: play.state, now: play.now })));
    }
    expect(heard).toEqual(
      ['soft', 'clear', 'urgent'].map((tone) => ({ kind: 'ajar', doors: [{ compartment: 'A01', tone }] })),
    );
    expect(ajar(noticesOf({ state: play.state, now: play.now }))).toEqual(heard.slice(-1));
    const open = { state: play.state, now: play.now };
    play.see('A01', 'closed', 'occupied');
    const shut = { state: play.state, now: play.now };
    expect(ajar(noticesBetween(open, shut))).toEqual([{ kind: 'ajar', doors: [] }]);
    expect(ajar(noticesOf(shut))).toEqual([]);
  });

  it('R3 nobody is asked to shut a door that stands open until somebody has looked inside', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    play.see('A02', 'closed', 'empty');
    play.settle('opened');
    play.wait(20_000);
    play.do({ do: 'pass-time' });
    expect(ajar(noticesOf({ state: play.state, now: play.now }))).toEqual([{ kind: 'ajar', doors: [] }]);
    expect(play.state.releases).toMatchObject([{ compartment: label('A02') }]);
  });
});
