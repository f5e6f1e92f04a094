import { describe, expect, it } from 'vitest';
import { planned, Play, soundParcel } from './play.ts';

const blind = { doorSensor: true, occupancySensor: false };
const sensed = [planned('A01', 'S'), planned('A02', 'S'), planned('A03', 'M'), planned('A04', 'L')];
const unsensed = [planned('A01', 'S', blind), planned('A02', 'M', blind)];

function atDoor(compartments = sensed) {
  const play = new Play({ compartments });
  const { visit } = play.admit();
  const { answer } = play.startDeposit(visit);
  if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
  play.settle('opened');
  const { stay } = answer;
  return { play, about: { visit, stay } };
}

describe('a parcel that does not fit', () => {
  it('S1-1 S1-17 Incident 14: comes out, the compartment is seen empty, and the next larger one opens', () => {
    const { play, about } = atDoor();
    play.yes({ do: 'resize-deposit', ...about, size: null });
    expect(play.state.visit?.task?.leaving).toEqual({ cause: 'too-small', size: 'M' });
    expect(play.count('unlock.intended')).toBe(1);
    play.see('A01', 'closed', 'empty');
    expect(play.last('deposit.resized')).toMatchObject({
      compartment: 'A01',
      to: 'A03',
      fromSize: 'S',
      toSize: 'M',
    });
    play.settle('opened');
    play.see('A03', 'closed', 'occupied');
    expect(play.last('deposit.completed').compartment).toBe('A03');
    expect(play.state.compartments[0]?.quarantine).toBeNull();
  });

  it('is asked about, not moved, while the sensor still sees it in the small compartment', () => {
    const { play, about } = atDoor();
    play.yes({ do: 'resize-deposit', ...about, size: 'L' });
    play.see('A01', 'closed', 'occupied');
    expect(play.count('deposit.resized')).toBe(0);
    expect(play.state.visit?.task?.at).toBe('asking');
    play.yes({ do: 'resize-deposit', ...about, size: 'L' });
    expect(play.state.intentions).toMatchObject([{ compartment: 'A01' }]);
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.last('deposit.resized')).toMatchObject({ to: 'A04', toSize: 'L' });
  });

  it('may stay after all, because the courier made it fit', () => {
    const { play, about } = atDoor();
    play.yes({ do: 'resize-deposit', ...about, size: null });
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'confirm-deposit', ...about });
    expect(play.last('deposit.completed').compartment).toBe('A01');
  });

  it('needs the word of the courier where no sensor looks inside', () => {
    const { play, about } = atDoor(unsensed);
    play.yes({ do: 'resize-deposit', ...about, size: null });
    play.see('A01', 'closed', 'unknown');
    expect(play.state.visit?.task).toMatchObject({ at: 'asking', compartment: 'A01' });
    const next = play.startDeposit(about.visit, 'SF9999999999999');
    expect(next.answer).toMatchObject({ refusal: 'deposit-in-progress' });
    play.yes({ do: 'resize-deposit', ...about, size: null });
    expect(play.last('deposit.resized')).toMatchObject({ compartment: 'A01', to: 'A02' });
  });

  it('Incident 15: is told which sizes are free when no larger one is', () => {
    const { play, about } = atDoor([planned('A01', 'S'), planned('A02', 'S')]);
    const { answer } = play.do({ do: 'resize-deposit', ...about, size: null });
    expect(answer).toEqual({ ok: false, refusal: 'station-full', free: ['S'] });
    expect(play.no({ do: 'resize-deposit', ...about, size: 'S' })).toBe('step-unfitting');
  });
});

describe('a compartment in which something lies already', () => {
  it('Incident 7: is quarantined with a case, and the parcel goes next door once it is shut', () => {
    const { play, about } = atDoor();
    play.yes({ do: 'report-occupied', ...about });
    expect(play.last('inventory.mismatch')).toMatchObject({
      compartment: 'A01',
      ledger: 'empty',
      seen: 'occupied',
    });
    expect(play.state.compartments[0]?.quarantine).toBe('contents-unclear');
    expect(play.state.cases).toMatchObject([{ kind: 'contents-unclear', compartment: 'A01' }]);
    expect(play.count('unlock.intended')).toBe(1);
    const closed = play.see('A01', 'closed', 'occupied');
    expect(play.last('deposit.moved')).toMatchObject({ compartment: 'A01', to: 'A02' });
    expect(closed.events.some(({ type }) => type === 'release.begun')).toBe(false);
    play.settle('opened');
    play.see('A02', 'closed', 'occupied');
    expect(play.last('deposit.completed').compartment).toBe('A02');
  });

  it('Incident 7: leaves the parcel with the courier where no other is free', () => {
    const { play, about } = atDoor([planned('A01', 'S')]);
    play.yes({ do: 'report-occupied', ...about });
    play.see('A01', 'closed', 'occupied');
    expect(play.last('deposit.cancelled')).toMatchObject({ parcelInside: 'no' });
    expect(play.state.stays).toEqual([]);
    expect(play.state.compartments[0]?.quarantine).toBe('contents-unclear');
  });

  it('is said once, and not by somebody whose door never opened', () => {
    const { play, about } = atDoor();
    play.yes({ do: 'report-occupied', ...about });
    expect(play.no({ do: 'report-occupied', ...about })).toBe('step-unfitting');
    expect(play.no({ do: 'resize-deposit', ...about, size: null })).toBe('step-unfitting');
    const fresh = new Play({ compartments: [planned('A01', 'S')] });
    const { visit } = fresh.admit();
    const { answer } = fresh.startDeposit(visit);
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    expect(fresh.no({ do: 'report-occupied', visit, stay: answer.stay })).toBe('step-unfitting');
  });

  it('lets the courier take the parcel along instead', () => {
    const { play, about } = atDoor();
    play.yes({ do: 'report-occupied', ...about });
    play.yes({ do: 'cancel-deposit', ...about, parcelInside: 'no' });
    play.see('A01', 'closed', 'occupied');
    expect(play.last('deposit.cancelled').parcelInside).toBe('no');
    expect(play.count('compartment.quarantined')).toBe(1);
  });
});

describe('Incident 12: a courier who cancels', () => {
  const asked = (occupancy: 'empty' | 'unknown' | 'occupied', compartments = sensed) => {
    const deposit = atDoor(compartments);
    deposit.play.see('A01', 'closed', occupancy === 'occupied' ? 'empty' : occupancy);
    if (occupancy === 'occupied') deposit.play.see('A01', 'closed', 'occupied');
    return deposit;
  };

  it('Incident 12: does not know where the parcel is, so nobody offers the compartment', () => {
    for (const occupancy of ['empty', 'occupied'] as const) {
      const { play, about } = asked(occupancy);
      play.yes({ do: 'cancel-deposit', ...about, parcelInside: 'unknown' });
      expect(play.last('deposit.cancelled').parcelInside).toBe('unknown');
      expect(play.state.compartments[0]?.quarantine).toBe('contents-unclear');
      expect(play.state.cases).toMatchObject([{ kind: 'contents-unclear' }]);
    }
  });

  it('Incident 12: says that it is inside behind a door that does not open again: quarantine, not free', () => {
    const { play, about } = asked('unknown', unsensed);
    play.yes({ do: 'cancel-deposit', ...about, parcelInside: 'yes' });
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    expect(play.state.visit?.task).toMatchObject({ purpose: 'withdrawal', at: 'jammed' });
    play.yes({ do: 'cancel-deposit', ...about, parcelInside: 'yes' });
    expect(play.last('deposit.cancelled').parcelInside).toBe('unknown');
    expect(play.state.compartments[0]?.quarantine).not.toBeNull();
  });

  it('Incident 12: says that it is out, and the empty compartment is offered to the next parcel', () => {
    const { play, about } = asked('empty');
    play.yes({ do: 'cancel-deposit', ...about, parcelInside: 'no' });
    expect(play.last('deposit.cancelled').parcelInside).toBe('no');
    play.startDeposit(about.visit, 'SF9999999999999');
    expect(play.last('deposit.started').compartment).toBe('A01');
  });
});

describe('parcel after parcel', () => {
  it('needs no tap where the sensor came late but agrees', () => {
    const { play, about } = atDoor();
    play.see('A01', 'closed', 'empty');
    play.see('A01', 'closed', 'occupied');
    expect(play.startDeposit(about.visit, 'SF9999999999999').answer.ok).toBe(true);
    expect(play.last('deposit.completed')).toMatchObject({ compartment: 'A01' });
  });

  it('keeps what the scan said of the parcel before, also when the next one is turned away', () => {
    const { play, about } = atDoor(unsensed);
    play.see('A01', 'closed', 'unknown');
    const declared = { ...soundParcel.declared, damaged: true };
    const next = play.startDeposit(about.visit, 'SF9999999999999', 'S', { declared });
    expect(next.answer).toMatchObject({ refusal: 'parcel-damaged' });
    expect(play.last('deposit.completed')).toMatchObject({ compartment: 'A01' });
    expect(next.effects).toMatchObject([{ do: 'issue-code', stay: about.stay }]);
  });

  it('does not take a label in the hand of the courier for one that is inside', () => {
    const { play, about } = atDoor(unsensed);
    play.see('A01', 'closed', 'unknown');
    const again = play.startDeposit(about.visit, 'SF1234567890123');
    expect(again.answer).toMatchObject({ refusal: 'deposit-in-progress', compartment: 'A01' });
    expect(play.count('deposit.completed')).toBe(0);
  });
});
