import { describe, expect, it } from 'vitest';
import { label, planned, Play } from './play.ts';

const noSensors = { doorSensor: true, occupancySensor: false };

describe('a deposit', () => {
  it('opens the smallest fitting compartment, once, after the intention', () => {
    const play = new Play();
    const { visit } = play.admit();
    const decision = play.startDeposit(visit);
    expect(decision.events.map(({ type }) => type)).toEqual([
      'deposit.started',
      'deposit.declared',
      'deposit.unverified',
      'unlock.intended',
    ]);
    expect(decision.effects).toEqual([
      { do: 'unlock', intention: play.state.intentions[0]?.id, compartment: 'A01' },
    ]);
  });

  it('offers the next larger size when the wanted one is full, and says so when all are', () => {
    const play = new Play();
    play.deposit('AA11111111');
    play.deposit('AA22222222');
    const third = play.deposit('AA33333333');
    expect(play.compartmentOf(third)).toBe('A03');
    const { visit } = play.admit();
    expect(play.startDeposit(visit, 'AA44444444').answer).toEqual({
      ok: false,
      refusal: 'station-full',
      free: [],
    });
  });

  it('is complete when the door was seen open, then closed, and the sensor sees the parcel', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    const closed = play.see('A01', 'closed', 'occupied');
    expect(play.last('deposit.completed').evidence).toEqual({
      doorOpened: true,
      doorClosed: true,
      occupancy: 'occupied',
      confirmedBy: 'sensor',
    });
    expect(closed.effects).toEqual([{ do: 'issue-code', stay: play.state.stays[0]?.id }]);
  });

  it('asks the courier when the sensor sees nothing, and records whose word it was', () => {
    const play = new Play();
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit);
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.count('deposit.completed')).toBe(0);
    expect(play.state.visit?.task?.at).toBe('asking');
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.yes({ do: 'confirm-deposit', visit, stay: answer.stay });
    expect(play.last('deposit.completed').evidence).toMatchObject({
      occupancy: 'empty',
      confirmedBy: 'courier',
    });
  });

  it('S1-14 S4-13 needs no tap between parcels where there is no occupancy sensor', () => {
    const compartments = [planned('A01', 'S', noSensors), planned('A02', 'S', noSensors)];
    const play = new Play({ compartments });
    const { visit } = play.admit();
    play.startDeposit(visit, 'AA11111111');
    play.settle('opened');
    play.see('A01', 'closed', 'unknown');
    const next = play.startDeposit(visit, 'AA22222222');
    expect(next.answer.ok).toBe(true);
    expect(play.last('deposit.completed')).toMatchObject({ compartment: 'A01', waybill: 'AA11111111' });
  });

  it('does not take the next parcel for a confirmation while the sensor says empty', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit, 'AA11111111');
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.startDeposit(visit, 'AA22222222').answer).toMatchObject({ refusal: 'deposit-in-progress' });
  });

  it('moves to another compartment when the lock was seen not to move, and quarantines the first', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    for (let pulse = 1; pulse <= 3; pulse += 1) {
      play.wait(1_000);
      play.settle('no-movement');
    }
    expect(play.count('unlock.intended')).toBe(4);
    expect(play.last('deposit.moved')).toMatchObject({ compartment: 'A01', to: 'A02' });
    expect(play.last('fault.raised')).toMatchObject({ fault: 'lock-did-not-open', subject: 'A01' });
    expect(play.state.compartments[0]?.quarantine).toBe('lock-did-not-open');
    play.settle('opened');
    play.see('A02', 'closed', 'occupied');
    expect(play.last('deposit.completed').compartment).toBe('A02');
  });

  it('offers a repaired compartment again after it was seen to open and close empty', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit);
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.yes({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside: 'no' });
    play.yes({ do: 'finish-visit', visit });
    play.see('A01', 'open', 'empty');
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'lock-did-not-open', subject: 'A01' });
    play.see('A01', 'closed', 'empty');
    expect(play.last('compartment.released')).toMatchObject({ compartment: 'A01' });
  });

  it('S4-5 is refused for a waybill that is already here, naming the compartment', () => {
    const play = new Play();
    play.deposit('SF1234567890123');
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit, ' sf1234567890123 ');
    expect(answer).toEqual({ ok: false, refusal: 'waybill-duplicate', compartment: 'A01' });
  });

  it('S4-5 is refused for what cannot be a waybill', () => {
    const play = new Play();
    const { visit } = play.admit();
    for (const text of [
      'short',
      'http://example/12345678',
      'ABCDEFGHIJ',
      "1234567'; --",
      '123456\u0000789',
    ]) {
      expect(play.startDeposit(visit, text).answer).toMatchObject({ refusal: 'waybill-malformed' });
    }
  });

  it('R13 is refused offline only where the operator wants it so', () => {
    const strict = new Play({ policy: { offlineDeposits: 'refuse' } });
    strict.do({ do: 'change-link', link: 'down' });
    expect(strict.startDeposit(strict.admit().visit).answer).toMatchObject({ refusal: 'link-needed' });
    const open = new Play();
    open.do({ do: 'change-link', link: 'down' });
    expect(open.startDeposit(open.admit().visit).answer.ok).toBe(true);
  });

  it('never offers a compartment that is occupied, open, silent, in quarantine or taken', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    const { visit } = play.admit();
    play.see('A01', 'closed', 'occupied');
    expect(play.startDeposit(visit).answer).toMatchObject({ refusal: 'station-full' });
    play.see('A01', 'open', 'empty');
    expect(play.startDeposit(visit).answer).toMatchObject({ refusal: 'station-full' });
    play.see('A01', 'closed', 'empty');
    play.do({ do: 'lose-board', board: play.state.plan.compartments[0]?.board ?? ('' as never) });
    expect(play.startDeposit(visit).answer).toMatchObject({ refusal: 'station-full' });
  });
});

describe('a deposit that does not come to its end', () => {
  it('is cancelled at once while nothing was opened, and the compartment stays free', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit);
    play.settle('not-sent');
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.yes({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside: 'no' });
    expect(play.last('deposit.cancelled').parcelInside).toBe('no');
    expect(play.startDeposit(visit).answer.ok).toBe(true);
  });

  it('opens again when the courier cancels with the parcel inside, and ends when the sensor sees it gone', () => {
    const play = new Play();
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit);
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.yes({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside: 'yes' });
    expect(play.state.visit?.task).toMatchObject({ purpose: 'withdrawal', at: 'opening' });
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.last('deposit.cancelled').parcelInside).toBe('no');
    expect(play.count('deposit.completed')).toBe(0);
  });

  it('goes to quarantine, with a case, when the courier says empty and the sensor says occupied', () => {
    const play = new Play();
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit);
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    play.see('A01', 'closed', 'occupied');
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.yes({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside: 'no' });
    expect(play.last('deposit.cancelled').parcelInside).toBe('unknown');
    expect(play.last('compartment.quarantined').cause).toBe('contents-unclear');
    expect(play.state.cases).toMatchObject([{ kind: 'contents-unclear', compartment: 'A01', at: 'opened' }]);
  });

  it('is quarantined, not guessed, when the courier walks away from an open door', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    play.wait(play.state.policy.visitOpenDoorMs);
    play.do({ do: 'pass-time' });
    expect(play.last('deposit.cancelled').parcelInside).toBe('unknown');
    expect(play.state.compartments.find((c) => c.label === label('A01'))?.quarantine).toBe(
      'deposit-interrupted',
    );
    expect(play.last('visit.ended').reason).toBe('idle');
  });

  it('refuses a courier who signs out before the last parcel is settled', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    expect(play.no({ do: 'finish-visit', visit })).toBe('deposit-in-progress');
  });
});
