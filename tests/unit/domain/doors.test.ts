import { describe, expect, it } from 'vitest';
import { allocate } from '#domain/allocation';
import { nextDeadlineMs } from '#domain/deadline';
import { label, planned, Play, wantedOf } from './play.ts';

const second = 1_000;

describe('I6 another door than the decided one opens', () => {
  it('ends the task of the visit without a claim and takes both compartments out of use', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterCodeOf(stay);
    play.see('A02', 'open', 'empty');
    expect(play.last('door.mistaken')).toMatchObject({ compartment: 'A02', expected: 'A01' });
    expect(play.last('pickup.uneffected')).toMatchObject({ stay, evidence: { confirmedBy: null } });
    expect(play.state.visit).toMatchObject({ task: null, stopped: { expected: 'A01', opened: 'A02' } });
    expect(play.state.compartments.map(({ quarantine }) => quarantine)).toEqual([
      'wrong-door',
      'wrong-door',
      null,
    ]);
    expect(play.state.faults).toMatchObject([{ code: 'wrong-door', compartments: ['A02', 'A01'] }]);
    expect(play.count('security.forced-open')).toBe(0);
  });

  it('stops a courier: the visit opens nothing more', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.see('A03', 'open', 'empty');
    expect(play.last('deposit.cancelled').parcelInside).toBe('no');
    const { answer, effects } = play.startDeposit(visit, 'SF9999999999999');
    expect(answer).toMatchObject({ refusal: 'visit-stopped', compartment: 'A03' });
    expect(effects).toEqual([]);
    expect(play.do({ do: 'finish-visit', visit }).answer.ok).toBe(true);
  });

  it('sends no pulse for either compartment until somebody has mended it', () => {
    const play = new Play();
    const stay = play.deposit();
    play.enterCodeOf(stay);
    play.see('A02', 'open', 'empty');
    play.do({ do: 'finish-visit', visit: play.state.visit?.id as never });
    expect(play.enterCodeOf(stay).answer).toMatchObject({ refusal: 'compartment-unavailable' });
    expect(allocate(play.state, wantedOf('S'), play.now)).toBe('A03');
  });

  it('is noticed although the right door opened as well', () => {
    const play = new Play();
    play.startDeposit(play.admit().visit);
    play.settle('opened');
    play.wait(second);
    play.see('A02', 'open', 'empty');
    expect(play.last('door.mistaken').expected).toBe('A01');
    expect(play.last('deposit.cancelled').parcelInside).toBe('unknown');
  });

  it('doubts the custody of a parcel that lies in front of the open door', () => {
    const play = new Play();
    const stay = play.deposit();
    play.startDeposit(play.admit().visit, 'SF9999999999999');
    play.see('A01', 'open', 'occupied');
    expect(play.last('custody.doubted')).toMatchObject({ stay, cause: 'wrong-door' });
    expect(play.last('case.opened')).toMatchObject({ kind: 'contents-unclear', stay });
  });

  it('is no wrong door long after the pulse', () => {
    const play = new Play();
    play.startDeposit(play.admit().visit);
    play.settle('opened');
    play.wait(3 * second);
    play.see('A02', 'open', 'empty');
    expect(play.count('door.mistaken')).toBe(0);
    expect(play.last('security.forced-open').compartment).toBe('A02');
    expect(play.state.visit?.task?.at).toBe('open');
  });

  it('is noticed when a release opens another door, and the release goes on', () => {
    const play = new Play();
    play.deposit();
    play.see('A02', 'open', 'empty');
    play.see('A02', 'closed', 'empty');
    play.see('A01', 'open', 'occupied');
    expect(play.last('door.mistaken')).toMatchObject({ compartment: 'A01', expected: 'A02', visit: null });
    play.settle('no-movement');
    play.wait(2 * second);
    expect(play.do({ do: 'pass-time' }).effects).toHaveLength(1);
  });
});

describe('a door that opens although nothing was decided', () => {
  it('with a parcel inside doubts its custody, opens one case and leaves the code valid', () => {
    const play = new Play();
    const stay = play.deposit();
    play.see('A01', 'open', 'occupied');
    expect(play.last('security.forced-open')).toMatchObject({ compartment: 'A01', stay });
    expect(play.last('custody.doubted')).toMatchObject({ stay, cause: 'forced-open' });
    play.see('A01', 'closed', 'occupied');
    play.see('A01', 'open', 'occupied');
    expect(play.count('custody.doubted')).toBe(1);
    expect(play.count('case.opened')).toBe(1);
    play.see('A01', 'closed', 'occupied');
    expect(play.state.stays[0]?.doubt).toBe('forced-open');
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('without a parcel opens no case', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    expect(play.last('security.forced-open').stay).toBeNull();
    expect(play.count('case.opened')).toBe(0);
  });

  it('is noticed although its board was silent meanwhile', () => {
    const play = new Play();
    play.see('A02', 'unknown', 'unknown');
    play.see('A02', 'open', 'empty');
    expect(play.last('security.forced-open').compartment).toBe('A02');
  });

  it('R1 is opened again when it shut while its board was silent', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    play.see('A02', 'unknown', 'unknown');
    expect(play.see('A02', 'closed', 'empty').effects).toHaveLength(1);
  });

  it('S1-8 S3-21 three times within a month takes the compartment out of use', () => {
    const play = new Play({ compartments: [planned('A01', 'S'), planned('A02', 'S')] });
    play.deposit();
    for (let count = 1; count <= 3; count += 1) {
      expect(play.count('compartment.quarantined')).toBe(0);
      play.wait(3_600 * second);
      play.see('A01', 'open', 'occupied');
      play.see('A01', 'closed', 'occupied');
    }
    expect(play.last('compartment.quarantined').cause).toBe('keeps-failing');
    expect(play.state.faults).toMatchObject([{ code: 'compartment-failing', subject: 'A01' }]);
  });
});

describe('R6 a lock that does not open', () => {
  function jam(play: Play): void {
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
  }

  it('S0-23 is told pulse by pulse, and once as a jam', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    jam(play);
    const attempts = play.events.flatMap((e) => (e.type === 'door.open-not-detected' ? [e.attempt] : []));
    expect(attempts).toEqual([1, 2, 3]);
    expect(play.last('lock.degrading')).toMatchObject({ compartment: 'A01', jamCount: 1 });
    expect(play.state.compartments[0]?.quarantine).toBeNull();
  });

  it('opens a case when the recipient has no attempt left', () => {
    const play = new Play({ policy: { reopenCountMax: 1 } });
    const stay = play.deposit();
    const { answer } = play.enterCodeOf(stay);
    jam(play);
    expect(play.count('case.opened')).toBe(0);
    play.yes({ do: 'reopen-door', visit: (answer.ok && answer.visit) as never });
    jam(play);
    expect(play.last('case.opened')).toMatchObject({ kind: 'door-jammed', stay });
  });

  it('stays out of use after its third jam in a month, although it opens again', () => {
    const play = new Play({ policy: { reopenCountMax: 5 } });
    const stay = play.deposit();
    const { answer } = play.enterCodeOf(stay);
    for (let time = 1; time <= 3; time += 1) {
      jam(play);
      if (time < 3) play.yes({ do: 'reopen-door', visit: (answer.ok && answer.visit) as never });
    }
    play.see('A01', 'open', 'occupied');
    play.see('A01', 'closed', 'empty');
    expect(play.count('pickup.completed')).toBe(1);
    expect(play.state.compartments[0]?.quarantine).toBe('keeps-failing');
    expect(allocate(play.state, wantedOf('S'), play.now)).toBe('A02');
  });

  it('is forgiven what happened more than 30 days ago', () => {
    const play = new Play();
    const stay = play.deposit();
    for (let month = 1; month <= 4; month += 1) {
      const { answer } = play.enterCodeOf(stay);
      jam(play);
      play.do({ do: 'finish-visit', visit: (answer.ok && answer.visit) as never });
      play.wait(31 * 24 * 3_600 * second);
    }
    expect(play.last('lock.degrading').jamCount).toBe(1);
    expect(play.count('compartment.quarantined')).toBe(0);
  });
});

describe('a door that stands open', () => {
  it('is asked for after 20 s, 60 s and 180 s, and every step is told once', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    const toldAfterMs: number[] = [];
    for (let passedMs = 0; passedMs <= 200 * second; passedMs += second) {
      const before = play.count('door.ajar');
      play.do({ do: 'pass-time' });
      if (play.count('door.ajar') > before) toldAfterMs.push(passedMs);
      play.wait(second);
    }
    expect(toldAfterMs).toEqual([20 * second, 60 * second, 180 * second]);
    expect(play.last('fault.raised')).toMatchObject({ fault: 'door-left-open', subject: 'A02' });
    play.see('A02', 'closed', 'empty');
    expect(play.last('door.ajar-resolved')).toMatchObject({ compartment: 'A02', step: 3 });
    expect(play.state.faults).toEqual([]);
  });

  it('is looked at exactly when its next step is due', () => {
    const play = new Play();
    play.see('A02', 'open', 'empty');
    expect(nextDeadlineMs(play.state, play.now)).toBe(20 * second);
    play.wait(20 * second);
    play.do({ do: 'pass-time' });
    expect(nextDeadlineMs(play.state, play.now)).toBe(40 * second);
  });

  it('belongs to the visit that it was opened for, whose deposit is not complete meanwhile', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    play.wait(20 * second);
    play.do({ do: 'pass-time' });
    expect(play.last('door.ajar')).toMatchObject({ compartment: 'A01', step: 1, visit });
    expect(play.startDeposit(visit, 'SF9999999999999').answer).toMatchObject({
      refusal: 'deposit-in-progress',
    });
    expect(play.count('deposit.completed')).toBe(0);
    expect(label('A01')).not.toBe(allocate(play.state, wantedOf('S'), play.now));
  });
});
