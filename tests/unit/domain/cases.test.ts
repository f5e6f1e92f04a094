import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseWaitMs } from '#domain/case-clocks';
import type { Command } from '#domain/commands';
import { nextDeadlineMs } from '#domain/deadline';
import type { CaseNumber, OperatorId, VisitId } from '#domain/words';
import { label, Play } from './play.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const operator = 'operator-7' as OperatorId;

function call(play: Play, more: Partial<Extract<Command, { do: 'call-help' }>> = {}) {
  return play.do({ do: 'call-help', visit: null, compartment: null, waybill: null, ...more });
}

function called(play: Play, more: Parameters<typeof call>[1] = {}): CaseNumber {
  const { answer } = call(play, more);
  if (!answer.ok || answer.case === undefined) throw new TypeError(JSON.stringify(answer));
  return answer.case;
}

/** Time passes in steps, as the station's own timer makes it. */
function pass(play: Play, ms: number): void {
  play.wait(ms);
  play.do({ do: 'pass-time' });
}

const told = (play: Play): string[] =>
  play.events.flatMap((event) =>
    event.type === 'case.escalated'
      ? [`${event.type} ${event.tier}`]
      : event.type.startsWith('case.')
        ? [event.type]
        : [],
  );

describe('the clocks of a case', () => {
  it('S3-15 S3-16 S4-21 climb from the kiosk to site and operations, and tell each step once', () => {
    const play = new Play();
    play.do({ do: 'change-link', link: 'down' });
    called(play);
    for (let count = 0; count < 300; count += 1) pass(play, 5 * minuteMs);
    expect(told(play)).toEqual([
      'case.opened',
      'case.escalated site',
      'case.respond-overdue',
      'case.escalated operations',
      'case.resolve-overdue',
    ]);
    expect(play.count('fault.raised')).toBe(1);
  });

  it('fire at their moment, neither before nor after', () => {
    const play = new Play();
    called(play);
    pass(play, 30 * minuteMs - 1);
    expect(play.count('case.respond-overdue')).toBe(0);
    pass(play, 1);
    expect(play.count('case.respond-overdue')).toBe(1);
  });

  it('wake the station by themselves', () => {
    const play = new Play();
    called(play);
    expect(nextDeadlineMs(play.state, play.now)).toBe(15 * minuteMs);
    pass(play, 15 * minuteMs);
    expect(nextDeadlineMs(play.state, play.now)).toBe(15 * minuteMs);
    pass(play, 15 * minuteMs);
    expect(nextDeadlineMs(play.state, play.now)).toBe(23.5 * hourMs);
    pass(play, 23.5 * hourMs);
    expect(nextDeadlineMs(play.state, play.now)).toBeNull();
  });

  it('go on over a restart where the time can be trusted, and tell nothing twice', () => {
    const play = new Play();
    called(play);
    pass(play, 31 * minuteMs);
    play.reboot(hourMs);
    pass(play, 0);
    expect(play.count('case.respond-overdue')).toBe(1);
    play.reboot(23 * hourMs);
    pass(play, 0);
    expect(play.count('case.resolve-overdue')).toBe(1);
  });

  it('are late rather than early where the time is in doubt', () => {
    const play = new Play();
    called(play);
    play.reboot(48 * hourMs, 'unknown');
    pass(play, 29 * minuteMs);
    expect(play.count('case.respond-overdue')).toBe(0);
    pass(play, minuteMs);
    expect(play.count('case.respond-overdue')).toBe(1);
  });

  it('go straight to operations after a long silence, with one escalation', () => {
    const play = new Play();
    called(play);
    pass(play, 25 * hourMs);
    expect(told(play)).toEqual([
      'case.opened',
      'case.respond-overdue',
      'case.resolve-overdue',
      'case.escalated operations',
    ]);
  });

  it('give danger to a person five minutes, and it never leaves the safety tier', () => {
    const play = new Play();
    play.do({ do: 'report-inside' });
    pass(play, 5 * minuteMs);
    expect(play.count('case.respond-overdue')).toBe(1);
    pass(play, 24 * hourMs);
    expect(play.count('case.escalated')).toBe(0);
    expect(play.state.cases[0]?.tier).toBe('safety');
  });

  it('never reach the safety tier by waiting, whatever happens in whatever order', () => {
    const deed = fc.record({ what: fc.nat(4), waitMs: fc.nat(2 * hourMs), which: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const play = new Play();
        for (const { what, waitMs, which } of deeds) {
          pass(play, waitMs);
          const number = play.state.cases[which]?.number ?? ('none' as CaseNumber);
          if (what === 0) call(play, { waybill: `SF00000000${String(which)}` });
          if (what === 1) play.do({ do: 'acknowledge-case', case: number, operator });
          if (what === 2) play.do({ do: 'resolve-case', case: number, operator, outcome: 'settled' });
          if (what === 3) play.reboot(waitMs, which === 0 ? 'unknown' : 'trusted');
        }
        expect(play.state.cases.some(({ tier }) => tier === 'safety')).toBe(false);
        const steps = play.events.flatMap((event) =>
          event.type === 'case.escalated'
            ? [`${event.case} ${event.tier}`]
            : event.type === 'case.respond-overdue' || event.type === 'case.resolve-overdue'
              ? [`${event.case} ${event.type}`]
              : [],
        );
        expect(new Set(steps).size).toBe(steps.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what the operator says', () => {
  it('stops the clock of the answer and not the one of the settlement', () => {
    const play = new Play();
    const number = called(play);
    play.yes({ do: 'acknowledge-case', case: number, operator });
    pass(play, 24 * hourMs);
    expect(told(play)).toEqual([
      'case.opened',
      'case.acknowledged',
      'case.resolve-overdue',
      'case.escalated operations',
    ]);
  });

  it('ends the fault of the late cases with the last of them', () => {
    const play = new Play();
    const first = called(play, { waybill: 'SF1234567890' });
    const second = called(play, { waybill: 'SF1234567891' });
    pass(play, 31 * minuteMs);
    play.yes({ do: 'acknowledge-case', case: first, operator });
    expect(play.count('fault.cleared')).toBe(0);
    play.yes({ do: 'resolve-case', case: second, operator, outcome: 'unfounded' });
    expect(play.last('fault.cleared').fault).toBe('cases-overdue');
  });

  it('settles also what nobody answered, and remembers the end without stay, visit and waybill', () => {
    const play = new Play();
    const number = called(play, { waybill: 'SF1234567890' });
    play.yes({ do: 'resolve-case', case: number, operator, outcome: 'settled' });
    expect(play.count('case.acknowledged')).toBe(1);
    expect(play.state.cases).toEqual([]);
    expect(play.state.settledCases).toEqual([
      { number, kind: 'help', openedAt: play.now, settledAt: play.now, outcome: 'settled' },
    ]);
    expect(play.no({ do: 'resolve-case', case: number, operator, outcome: 'settled' })).toBe('case-unknown');
  });

  it('about the same case a second time changes nothing', () => {
    const play = new Play();
    const number = called(play);
    play.yes({ do: 'acknowledge-case', case: number, operator });
    expect(play.do({ do: 'acknowledge-case', case: number, operator }).events).toEqual([]);
    expect(play.no({ do: 'acknowledge-case', case: '000000' as CaseNumber, operator })).toBe('case-unknown');
  });
});

describe('a call for help', () => {
  it('S0-29 S1-13 carries the visit and the door at which the person stands', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterCodeOf(stay);
    const visit = play.state.visit?.id ?? ('none' as VisitId);
    called(play, { visit });
    expect(play.last('case.opened')).toMatchObject({ kind: 'help', visit, stay, compartment: 'A01' });
    expect(play.count('visit.touched')).toBe(1);
  });

  it('gets the same number when the same person calls again', () => {
    const play = new Play();
    const first = called(play, { compartment: label('A02') });
    expect(called(play, { compartment: label('A02') })).toBe(first);
    expect(called(play, { compartment: label('A03') })).not.toBe(first);
    pass(play, 11 * minuteMs);
    expect(called(play, { compartment: label('A02') })).not.toBe(first);
  });

  it('answers alike whether a waybill is here or not, and leaves out what nobody knows', () => {
    const play = new Play();
    const stay = play.deposit('SF1234567890123');
    const here = call(play, { waybill: ' sf1234567890123 ' }).answer;
    const elsewhere = call(play, { waybill: 'SF9999999999999' }).answer;
    expect(Object.keys(here)).toEqual(Object.keys(elsewhere));
    expect(here).toMatchObject({ stay: null, visit: null });
    expect(play.state.cases.map((one) => one.stay)).toEqual([stay, null]);
    called(play, { waybill: '!', compartment: label('Z99') });
    expect(play.last('case.opened')).toMatchObject({ waybill: null, compartment: null });
  });

  it('cannot fill the ledger, however many keys and words a flood has', () => {
    const play = new Play();
    for (let count = 0; count < 5_000; count += 1) {
      play.wait(60_000);
      call(play, { waybill: `SF${String(1_000_000 + count)}` });
    }
    const days = (5_000 * 60_000) / (24 * hourMs);
    expect(play.count('case.opened')).toBeLessThanOrEqual(48 * (Math.ceil(days) + 1));
    expect(play.no({ do: 'call-help', visit: null, compartment: null, waybill: 'SF1' })).toBe('help-limit');
  });

  it('finds room again when a case is settled', () => {
    const play = new Play();
    for (let count = 0; count < 12; count += 1) called(play, { waybill: `SF${String(1_000_000 + count)}` });
    expect(play.no({ do: 'call-help', visit: null, compartment: null, waybill: null })).toBe('help-limit');
    const number = play.state.cases[0]?.number ?? ('' as CaseNumber);
    play.yes({ do: 'resolve-case', case: number, operator, outcome: 'settled' });
    called(play);
  });
});

describe('the number of a case', () => {
  it('is never one that is in use or was settled lately', () => {
    const play = new Play();
    Object.assign(play, { chance: { ...play.chance, digits: () => '999999' } });
    expect(called(play, { waybill: 'SF1234567890' })).toBe('999999');
    expect(called(play, { waybill: 'SF1234567891' })).toBe('000000');
    play.yes({ do: 'resolve-case', case: '999999' as CaseNumber, operator, outcome: 'settled' });
    expect(called(play, { waybill: 'SF1234567892' })).toBe('000001');
  });

  it('of an open case that nothing more can happen to wakes nobody', () => {
    const play = new Play();
    called(play);
    pass(play, 25 * hourMs);
    const [open] = play.state.cases;
    expect(open && caseWaitMs(open, play.now)).toBeNull();
  });
});
