import { describe, expect, it } from 'vitest';
import type { CourierId, StayId } from '#domain/words';
import { announced } from './announced.ts';
import { label, planned, Play, soundParcel } from './play.ts';

const compartments = [planned('A01', 'S'), planned('A02', 'S'), planned('A03', 'M')];
const blind = { occupancySensor: false };

/** A courier whose parcels are in; the visit goes on. */
function deposited(count: number, plan = compartments) {
  const play = new Play({ compartments: plan });
  const { visit } = play.admit();
  const stays = Array.from({ length: count }, (_, index) => {
    const { answer } = play.startDeposit(visit, `SF000000000000${String(index)}`);
    if (!answer.ok || answer.stay === null) throw new TypeError(JSON.stringify(answer));
    const compartment = play.compartmentOf(answer.stay);
    const isSensed = play.occupancyOf(compartment) !== 'unknown';
    play.settle('opened');
    play.see(compartment, 'closed', isSensed ? 'occupied' : 'unknown');
    if (!isSensed) play.yes({ do: 'confirm-deposit', visit, stay: answer.stay });
    play.issueCode(answer.stay);
    return answer.stay;
  });
  return { play, visit, stays: stays as [StayId, ...StayId[]] };
}

describe('Incident 13: a courier who looks again', () => {
  it('Incident 13: opens the finished door within two minutes and leaves the parcel where it is', () => {
    const { play, visit, stays } = deposited(1);
    play.yes({ do: 'reopen-deposit', visit, stay: stays[0] });
    expect(play.state.visit?.task).toMatchObject({ purpose: 'correction', compartment: 'A01' });
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    expect(play.last('deposit.kept').evidence).toMatchObject({ confirmedBy: 'sensor' });
    expect(play.state.stays).toMatchObject([{ at: 'stored', compartment: 'A01' }]);
    expect(play.count('deposit.completed')).toBe(1);
  });

  it('Incident 13: takes the parcel out again, and may bring it anew', () => {
    const { play, visit, stays } = deposited(1);
    play.yes({ do: 'reopen-deposit', visit, stay: stays[0] });
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.state.visit?.task?.at).toBe('asking');
    play.yes({ do: 'cancel-deposit', visit, stay: stays[0], parcelInside: 'no' });
    expect(play.state.stays).toEqual([]);
    expect(play.startDeposit(visit, 'SF0000000000000').answer.ok).toBe(true);
  });

  it('Incident 13: is too late after the time, in another run, and for somebody else', () => {
    const late = deposited(1);
    late.play.wait(119_999);
    late.play.yes({ do: 'extend-visit', visit: late.visit });
    expect(late.play.do({ do: 'reopen-deposit', visit: late.visit, stay: late.stays[0] }).answer.ok).toBe(
      true,
    );
    const over = deposited(1);
    over.play.wait(120_000);
    expect(over.play.no({ do: 'reopen-deposit', visit: over.visit, stay: over.stays[0] })).toBe(
      'correction-late',
    );
    const other = deposited(1);
    other.play.yes({ do: 'finish-visit', visit: other.visit });
    const courier = { id: 'c2' as CourierId, carrier: 'SF' };
    const admitted = other.play.yes({ do: 'admit-courier', courier });
    if (admitted.visit === null) throw new TypeError('no visit');
    expect(other.play.no({ do: 'reopen-deposit', visit: admitted.visit, stay: other.stays[0] })).toBe(
      'correction-late',
    );
  });

  it('I14 gets nothing out of a clock that stood still across a restart', () => {
    const { play, visit, stays } = deposited(1);
    play.yes({ do: 'finish-visit', visit });
    play.reboot(1_000);
    const again = play.admit();
    expect(play.no({ do: 'reopen-deposit', visit: again.visit, stay: stays[0] })).toBe('correction-late');
  });

  it('leaves the right of the recipient alone when the courier walks away', () => {
    const { play, visit, stays } = deposited(1);
    play.yes({ do: 'reopen-deposit', visit, stay: stays[0] });
    play.settle('opened');
    play.wait(play.state.policy.visitOpenDoorMs);
    play.do({ do: 'pass-time' });
    expect(play.state.visit).toBeNull();
    expect(play.state.stays).toMatchObject([{ at: 'stored' }]);
    expect(play.last('deposit.kept').evidence).toMatchObject({ confirmedBy: null, doorClosed: false });
  });

  it('R11 keeps the parcel with a case where nobody knows, or a sensor contradicts', () => {
    for (const parcelInside of ['unknown', 'no'] as const) {
      const { play, visit, stays } = deposited(1);
      play.yes({ do: 'reopen-deposit', visit, stay: stays[0] });
      play.settle('opened');
      play.see('A01', 'closed', 'empty');
      if (parcelInside === 'no') play.see('A01', 'closed', 'occupied');
      play.yes({ do: 'cancel-deposit', visit, stay: stays[0], parcelInside });
      expect(play.state.stays).toMatchObject([{ id: stays[0], at: 'stored' }]);
      expect(play.state.cases).toMatchObject([{ kind: 'contents-unclear', stay: stays[0] }]);
    }
  });
});

describe('Incident 13: a parcel in the wrong compartment', () => {
  it('Incident 13: is recorded where it really is, and its code opens that door', () => {
    const { play, visit, stays } = deposited(1);
    play.yes({ do: 'reopen-deposit', visit, stay: stays[0] });
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    play.see('A02', 'closed', 'occupied');
    play.yes({ do: 'correct-deposit', visit, stay: stays[0], compartment: label('A02') });
    expect(play.last('deposit.corrected')).toMatchObject({ compartment: 'A01', to: 'A02', by: 'courier' });
    play.yes({ do: 'finish-visit', visit });
    play.enterCodeOf(stays[0]);
    expect(play.last('unlock.intended').compartment).toBe('A02');
  });

  it('Incident 13: and another one in its place are put right together', () => {
    const plan = [planned('A01', 'S', blind), planned('A02', 'S', blind)];
    const { play, visit, stays } = deposited(2, plan);
    play.yes({ do: 'correct-deposit', visit, stay: stays[0], compartment: label('A02') });
    expect(stays.map((stay) => play.compartmentOf(stay))).toEqual(['A02', 'A01']);
    expect(play.count('deposit.corrected')).toBe(2);
  });

  it('is not believed against a sensor or an open door', () => {
    const { play, visit, stays } = deposited(1);
    const correct = { do: 'correct-deposit', visit, stay: stays[0], compartment: label('A02') } as const;
    expect(play.do(correct).answer).toMatchObject({
      refusal: 'correction-contradicted',
      compartment: 'A02',
    });
    play.see('A02', 'closed', 'unknown');
    expect(play.do(correct).answer).toMatchObject({ refusal: 'correction-contradicted', compartment: 'A01' });
    play.see('A01', 'closed', 'unknown');
    play.see('A02', 'open', 'unknown');
    expect(play.no(correct)).toBe('correction-contradicted');
  });

  it('Incident 13: later only the centre can put it right', () => {
    const plan = [planned('A01', 'S', blind), planned('A02', 'S', blind)];
    const { play, visit, stays } = deposited(1, plan);
    play.wait(120_000);
    const correct = { do: 'correct-deposit', stay: stays[0], compartment: label('A02') } as const;
    expect(play.no({ ...correct, visit })).toBe('correction-late');
    play.yes({ ...correct, visit: null });
    expect(play.last('deposit.corrected')).toMatchObject({ to: 'A02', by: 'centre' });
  });
});

describe('Incident 13: compartments with several parcels', () => {
  it('Incident 13: are swapped whole, so that no two recipients ever share one', () => {
    const plan = [planned('A01', 'S', blind), planned('A02', 'S', blind)];
    const play = new Play({ compartments: plan });
    const { visit } = play.admit();
    const bring = (waybill: string, recipient: string, joins = false): StayId => {
      const declared = { ...soundParcel.declared, joins };
      const { answer } = play.startDeposit(visit, waybill, 'S', {
        ...announced(waybill, { recipient }),
        declared,
      });
      if (!answer.ok || answer.stay === null) throw new TypeError(JSON.stringify(answer));
      play.settle('opened');
      play.see(play.compartmentOf(answer.stay), 'closed', 'unknown');
      play.yes({ do: 'confirm-deposit', visit, stay: answer.stay });
      return answer.stay;
    };
    const first = bring('SF0000000000001', 'recipient-key-1');
    const beside = bring('SF0000000000002', 'recipient-key-1', true);
    const other = bring('SF0000000000003', 'recipient-key-2');
    play.yes({ do: 'correct-deposit', visit, stay: first, compartment: label('A02') });
    expect([first, beside, other].map((stay) => play.compartmentOf(stay))).toEqual(['A02', 'A02', 'A01']);
  });
});

describe('Incident 10: two parcels of one recipient in one compartment', () => {
  const joining = (recipient: string) => {
    const play = new Play({ compartments });
    const { visit } = play.admit();
    play.startDeposit(visit, 'SF0000000000001', 'S', announced('SF0000000000001'));
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    const second = announced('SF0000000000002', { recipient });
    const declared = { ...soundParcel.declared, joins: true };
    const { answer } = play.startDeposit(visit, 'SF0000000000002', 'S', { ...second, declared });
    return { play, visit, answer };
  };

  it('Incident 10: by choice, and the courier says that both are in', () => {
    const { play, visit, answer } = joining('recipient-key-1');
    if (!answer.ok || answer.stay === null) throw new TypeError(JSON.stringify(answer));
    expect(play.compartmentOf(answer.stay)).toBe('A01');
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    expect(play.state.visit?.task?.at).toBe('asking');
    play.yes({ do: 'confirm-deposit', visit, stay: answer.stay });
    play.yes({ do: 'finish-visit', visit });
    expect(play.state.stays).toMatchObject([
      { waybill: 'SF0000000000001', compartment: 'A01', at: 'stored' },
      { waybill: 'SF0000000000002', compartment: 'A01', at: 'stored' },
    ]);
  });

  it('Incident 11: never with the parcel of somebody else', () => {
    const { play, answer } = joining('recipient-key-2');
    expect(answer).toMatchObject({ refusal: 'join-unfounded' });
    expect(play.count('unlock.intended')).toBe(1);
  });

  it('Incident 11: never by mistake, because an occupied compartment is not offered', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    play.deposit('SF0000000000001');
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit, 'SF0000000000002', 'S', announced('SF0000000000002'));
    expect(answer).toMatchObject({ refusal: 'station-full' });
  });

  it('a courier who takes the second one out again leaves the first as it was', () => {
    const { play, visit, answer } = joining('recipient-key-1');
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.settle('opened');
    play.yes({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside: 'no' });
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'cancel-deposit', visit, stay: answer.stay, parcelInside: 'no' });
    expect(play.state.stays).toMatchObject([{ waybill: 'SF0000000000001', at: 'stored' }]);
    expect(play.state.compartments[0]?.quarantine).toBeNull();
  });
});

describe('Incident 13: a courier who leaves while looking again', () => {
  function reopened() {
    const found = deposited(1);
    found.play.yes({ do: 'reopen-deposit', visit: found.visit, stay: found.stays[0] });
    found.play.settle('opened');
    return found;
  }

  function leave(play: Play): void {
    play.wait(play.state.policy.visitOpenDoorMs + play.state.policy.visitIdleMs);
    play.do({ do: 'pass-time' });
    expect(play.state.visit).toBeNull();
  }

  it('Incident 13: ends the stay where the door was seen shut over nothing', () => {
    const { play } = reopened();
    play.see('A01', 'closed', 'empty');
    leave(play);
    expect(play.last('deposit.cancelled').parcelInside).toBe('no');
    expect(play.state.stays).toEqual([]);
  });

  it('R11 ends no stay where the door stands open, whatever the sensor shows', () => {
    const { play, stays } = reopened();
    play.see('A01', 'open', 'empty');
    leave(play);
    expect(play.count('deposit.cancelled')).toBe(0);
    expect(play.last('deposit.kept')).toMatchObject({ stay: stays[0], evidence: { doorClosed: false } });
    expect(play.codeOf(stays[0]).stays).toEqual([stays[0]]);
  });
});
