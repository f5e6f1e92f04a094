import { describe, expect, it } from 'vitest';
import { label, Play } from './play.ts';
import { admitStaff } from './sender.ts';

const a01 = label('A01');
const a02 = label('A02');

describe('a service visit', () => {
  it('opens an empty compartment and ends when it is shut after "looked inside, empty"', () => {
    const play = new Play();
    const visit = admitStaff(play, 'technician');
    play.yes({ do: 'open-service', visit, compartment: a01, case: null });
    expect(play.last('service.started')).toMatchObject({ staff: 'technician-1', compartment: 'A01' });
    play.settle('opened');
    play.yes({ do: 'confirm-empty', compartment: a01 });
    play.see('A01', 'closed', 'empty');
    expect(play.last('service.ended')).toMatchObject({ staff: 'technician-1', isLookedInto: true });
    expect(play.count('release.intended')).toBe(0);
    expect(play.state.visit).toMatchObject({ task: null, done: { purpose: 'service', compartment: 'A01' } });
    expect(play.state.releases).toEqual([]);
  });

  it('R1 opens again what a technician shuts without having looked inside', () => {
    const play = new Play();
    const visit = admitStaff(play, 'technician');
    play.yes({ do: 'open-service', visit, compartment: a01, case: null });
    play.settle('opened');
    const closed = play.see('A01', 'closed', 'empty');
    expect(closed.effects).toMatchObject([{ do: 'unlock', compartment: 'A01' }]);
    expect(play.last('release.begun').cause).toBe('closed-unexpectedly');
  });

  it('R6 pulses at most three times and reports the lock', () => {
    const play = new Play();
    const visit = admitStaff(play, 'technician');
    play.yes({ do: 'open-service', visit, compartment: a01, case: null });
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    expect(play.count('unlock.intended')).toBe(3);
    expect(play.last('fault.raised')).toMatchObject({ fault: 'lock-did-not-open', subject: 'A01' });
  });

  it('never opens a compartment with a parcel, whatever case is named', () => {
    const play = new Play();
    const stay = play.deposit();
    const opened = play.enterCodeOf(stay);
    if (!opened.answer.ok || opened.answer.visit === null) throw new TypeError('no visit');
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'finish-visit', visit: opened.answer.visit });
    const visit = admitStaff(play, 'technician');
    const number = play.state.cases[0]?.number ?? null;
    expect(play.no({ do: 'open-service', visit, compartment: a01, case: number })).toBe(
      'compartment-occupied',
    );
  });

  it('looks at what only a sensor sees if a case about that compartment asks for it', () => {
    const play = new Play();
    const courier = play.admit();
    const { answer } = play.startDeposit(courier.visit);
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'cancel-deposit', visit: courier.visit, stay: answer.stay, parcelInside: 'no' });
    play.yes({ do: 'finish-visit', visit: courier.visit });
    const visit = admitStaff(play, 'technician');
    const number = play.state.cases[0]?.number;
    if (number === undefined) throw new TypeError('no case');
    expect(play.no({ do: 'open-service', visit, compartment: a01, case: null })).toBe('compartment-occupied');
    play.see('A02', 'closed', 'occupied');
    expect(play.no({ do: 'open-service', visit, compartment: a02, case: number })).toBe(
      'compartment-occupied',
    );
    play.yes({ do: 'open-service', visit, compartment: a01, case: number });
    expect(play.last('service.started').case).toBe(number);
  });

  it('is one door at a time, of this station, whose board answers', () => {
    const play = new Play();
    const visit = admitStaff(play, 'technician');
    expect(play.no({ do: 'open-service', visit, compartment: label('Z99'), case: null })).toBe(
      'compartment-unknown',
    );
    play.yes({ do: 'open-service', visit, compartment: a01, case: null });
    expect(play.no({ do: 'open-service', visit, compartment: a02, case: null })).toBe('compartment-in-use');
    play.yes({ do: 'finish-visit', visit });
    play.do({ do: 'lose-board', board: 'board-1' as never });
    const next = admitStaff(play, 'technician');
    expect(play.no({ do: 'open-service', visit: next, compartment: a02, case: null })).toBe(
      'compartment-unavailable',
    );
  });

  it('needs a badge that is known, of somebody whose work it is', () => {
    const play = new Play();
    expect(play.no({ do: 'admit-staff', staff: null })).toBe('badge-unknown');
    const visit = admitStaff(play, 'attendant');
    expect(play.no({ do: 'open-service', visit, compartment: a01, case: null })).toBe('role-unfitting');
    expect(play.no({ do: 'admit-staff', staff: null })).toBe('kiosk-busy');
    play.yes({ do: 'finish-visit', visit });
    for (let wrong = 1; wrong < play.state.policy.wrongBadgeCountMax; wrong += 1) {
      play.no({ do: 'admit-staff', staff: null });
    }
    expect(play.no({ do: 'admit-staff', staff: null })).toBe('try-later');
  });
});

describe('a compartment out of service', () => {
  it('is not offered, names who took it out, and is offered again when it is enabled', () => {
    const play = new Play();
    const visit = admitStaff(play, 'technician');
    play.yes({ do: 'disable-compartment', visit, compartment: a01, reason: 'defect' });
    play.yes({ do: 'disable-compartment', visit, compartment: a01, reason: 'defect' });
    expect(play.count('compartment.disabled')).toBe(1);
    expect(play.last('compartment.disabled')).toMatchObject({ staff: 'technician-1', reason: 'defect' });
    play.yes({ do: 'finish-visit', visit });
    const stay = play.deposit();
    expect(play.compartmentOf(stay)).toBe('A02');
    const again = admitStaff(play, 'technician');
    play.yes({ do: 'enable-compartment', visit: again, compartment: a01 });
    play.yes({ do: 'finish-visit', visit: again });
    expect(play.compartmentOf(play.deposit('SF1234567890124'))).toBe('A01');
  });

  it('keeps the parcel that is inside collectable', () => {
    const play = new Play();
    const stay = play.deposit();
    const visit = admitStaff(play, 'technician');
    play.yes({ do: 'disable-compartment', visit, compartment: a01, reason: 'cleaning' });
    play.yes({ do: 'finish-visit', visit });
    play.enterCodeOf(stay);
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.last('pickup.completed').stay).toBe(stay);
  });

  it('is for a technician alone to take out of service', () => {
    const play = new Play();
    const visit = admitStaff(play, 'attendant');
    expect(play.no({ do: 'disable-compartment', visit, compartment: a01, reason: 'other' })).toBe(
      'role-unfitting',
    );
    expect(play.no({ do: 'enable-compartment', visit, compartment: a01 })).toBe('role-unfitting');
    play.yes({ do: 'finish-visit', visit });
    const technician = admitStaff(play, 'technician');
    const nowhere = label('Z99');
    expect(
      play.no({ do: 'disable-compartment', visit: technician, compartment: nowhere, reason: 'other' }),
    ).toBe('compartment-unknown');
    expect(play.no({ do: 'enable-compartment', visit: technician, compartment: nowhere })).toBe(
      'compartment-unknown',
    );
  });
});
