import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '#domain/allocation';
import { evolveAll } from '#domain/evolve';
import { agree, distrust, findTrust, implausibilities, isBelieved, trustFull } from '#domain/sensors';
import type { ImplausibleCause } from '#domain/sensors';
import { label, planned, Play, wantedOf } from './play.ts';

const a01 = label('A01');

describe('I1 what the sensor inside shows against what the ledger says', () => {
  it('offers no compartment in which something lies without a record', () => {
    const play = new Play();
    play.wait(5_000);
    play.see('A01', 'closed', 'occupied');
    expect(play.last('inventory.mismatch')).toMatchObject({ ledger: 'empty', seen: 'occupied', stay: null });
    expect(play.state.compartments[0]?.quarantine).toBe('contents-mismatch');
    play.wait(5_000);
    play.see('A01', 'closed', 'empty');
    expect(allocate(play.state, wantedOf('S'), play.now)).toBe('A02');
  });

  it('offers it again when it was opened, looked into, and is empty', () => {
    const play = new Play();
    play.see('A01', 'open', 'occupied');
    play.see('A01', 'closed', 'occupied');
    expect(play.count('inventory.mismatch')).toBe(0);
    play.settle('no-movement');
    expect(play.count('inventory.mismatch')).toBe(0);
    play.do({ do: 'pass-time' });
    expect(play.count('inventory.mismatch')).toBe(1);
    play.see('A01', 'open', 'empty');
    play.yes({ do: 'confirm-empty', compartment: a01 });
    play.see('A01', 'closed', 'empty');
    expect(play.last('inventory.reconciled').compartment).toBe('A01');
    expect(allocate(play.state, wantedOf('S'), play.now)).toBe('A01');
  });

  it('S0-12 doubts a parcel that is not seen any more, once, and does not declare it lost', () => {
    const play = new Play();
    const stay = play.deposit();
    play.wait(5_000);
    play.see('A01', 'closed', 'empty');
    play.do({ do: 'pass-time' });
    expect(play.count('inventory.mismatch')).toBe(1);
    expect(play.last('inventory.mismatch')).toMatchObject({ ledger: 'occupied', seen: 'empty', stay });
    expect(play.state.stays).toMatchObject([{ id: stay, doubt: 'sensor-disagrees' }]);
    expect(play.last('case.opened')).toMatchObject({ kind: 'contents-unclear', stay });
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('says nothing about a thin letter that the sensor never saw', () => {
    const play = new Play();
    const { visit } = play.admit();
    const { answer } = play.startDeposit(visit);
    const stay = (answer.ok && answer.stay) as never;
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    play.yes({ do: 'confirm-deposit', visit, stay });
    play.issueCode(stay);
    play.do({ do: 'finish-visit', visit });
    play.do({ do: 'pass-time' });
    expect(play.count('inventory.mismatch')).toBe(0);
  });

  it('says nothing while somebody is at the door', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    play.settle('opened');
    play.see('A01', 'open', 'empty');
    play.see('A01', 'closed', 'empty');
    expect(play.count('inventory.mismatch')).toBe(0);
    expect(play.count('pickup.completed')).toBe(1);
  });
});

/** A courier puts a parcel in, the sensor inside stays `shown`, and the courier says that it is there. */
function confirmedDeposit(play: Play, waybill: string, shown: 'empty' | 'occupied'): void {
  const { visit } = play.admit();
  const { answer } = play.startDeposit(visit, waybill, 'M');
  const stay = (answer.ok && answer.stay) as never;
  play.settle('opened');
  play.see('A03', 'open', shown);
  play.see('A03', 'closed', shown);
  if (play.state.visit?.task != null) play.yes({ do: 'confirm-deposit', visit, stay });
  play.issueCode(stay);
  play.yes({ do: 'finish-visit', visit });
  play.enterCodeOf(stay);
  play.settle('opened');
  play.see('A03', 'open', 'empty');
  play.see('A03', 'closed', 'empty');
  const recipient = play.state.visit?.id as never;
  if (play.state.visit?.task != null) play.yes({ do: 'confirm-pickup', visit: recipient, taken: true });
  play.do({ do: 'finish-visit', visit: recipient });
}

describe('a sensor that is stuck', () => {
  it('counts as absent after it contradicted people again and again, and asks from then on', () => {
    const play = new Play();
    for (let visit = 1; visit <= 7; visit += 1)
      confirmedDeposit(play, `SF000000000000${String(visit)}`, 'empty');
    expect(play.last('sensor.stuck')).toMatchObject({ compartment: 'A03', kind: 'occupancy' });
    expect(play.state.faults).toMatchObject([{ code: 'sensor-stuck', subject: 'A03-occupancy' }]);
    expect(play.occupancyOf('A03')).toBe('unknown');
    expect(play.last('deposit.completed').evidence).toMatchObject({ confirmedBy: 'courier' });
  });

  it('comes back when it has agreed with people often enough', () => {
    const play = new Play();
    for (let visit = 1; visit <= 7; visit += 1)
      confirmedDeposit(play, `SF000000000000${String(visit)}`, 'empty');
    for (let visit = 1; visit <= 4; visit += 1) {
      confirmedDeposit(play, `YT000000000000${String(visit)}`, 'occupied');
    }
    expect(play.last('sensor.restored')).toMatchObject({ compartment: 'A03', kind: 'occupancy' });
    expect(isBelieved(play.state, label('A03'), 'occupancy')).toBe(true);
    expect(play.occupancyOf('A03')).toBe('empty');
    expect(play.state.faults).toEqual([]);
  });

  it('is not believed any more when things move behind a shut door', () => {
    const play = new Play();
    for (const shown of ['occupied', 'empty'] as const) {
      play.wait(10_000);
      play.see('A01', 'closed', shown);
    }
    expect(play.count('sensor.implausible')).toBe(2);
    expect(play.occupancyOf('A01')).toBe('unknown');
    play.wait(10_000);
    play.see('A01', 'closed', 'occupied');
    expect(play.occupancyOf('A01')).toBe('unknown');
  });

  it('at the door takes the compartment out of use, for nobody could see a child shut it', () => {
    const play = new Play({ policy: { reopenCountMax: 9 } });
    const stay = play.deposit();
    for (let time = 1; time <= 4; time += 1) {
      play.see('A01', 'open', 'occupied');
      const { answer } = play.enterCodeOf(stay);
      play.settle('unseen');
      play.do({ do: 'finish-visit', visit: (answer.ok && answer.visit) as never });
    }
    expect(play.last('sensor.stuck')).toMatchObject({ compartment: 'A01', kind: 'door' });
    expect(play.state.compartments[0]?.quarantine).toBe('sensor-failing');
  });

  it('R1 at the door still releases whoever shuts it', () => {
    const play = new Play();
    for (let time = 1; time <= 6; time += 1) {
      play.state = evolveAll(play.state, distrust(play.state, a01, 'bounced', play.now));
    }
    expect(isBelieved(play.state, a01, 'door')).toBe(false);
    play.wait(5_000);
    play.see('A01', 'open', 'empty');
    expect(play.see('A01', 'closed', 'empty').effects).toHaveLength(1);
  });

  it('that rattles after a pickup loses trust, and the opening is told all the same', () => {
    const play = new Play();
    play.enterCodeOf(play.deposit());
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    play.wait(300);
    play.see('A01', 'open', 'empty');
    expect(play.last('sensor.implausible')).toMatchObject({ kind: 'door', cause: 'bounced' });
    expect(play.count('security.forced-open')).toBe(1);
  });
});

describe('trust in a sensor', () => {
  const causes = Object.keys(implausibilities) as ImplausibleCause[];
  const step = fc.oneof(fc.constantFrom(...causes), fc.constant('agree' as const));

  it('never rises by a contradiction, never falls by an agreement, and stays between 0 and 100', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const play = new Play();
        for (const next of steps) {
          const kind = next === 'agree' ? 'occupancy' : implausibilities[next].kind;
          const before = findTrust(play.state, a01, kind);
          const events =
            next === 'agree'
              ? agree(play.state, a01, kind, play.now)
              : distrust(play.state, a01, next, play.now);
          play.state = evolveAll(play.state, events);
          const after = findTrust(play.state, a01, kind);
          const [was, is] = [before?.score ?? trustFull, after?.score ?? trustFull];
          if (next === 'agree') expect(is).toBeGreaterThanOrEqual(was);
          else expect(is).toBeLessThanOrEqual(was);
          expect(is).toBeGreaterThanOrEqual(0);
          expect(is).toBeLessThanOrEqual(trustFull);
          if (next !== 'agree' && before?.isAbsent === true) expect(after?.isAbsent).toBe(true);
          if (after?.isAbsent !== true) expect(is).toBeGreaterThanOrEqual(50);
        }
      }),
    );
  });
});

describe('R3 "someone is inside"', () => {
  it('voids what somebody saw a moment ago', () => {
    const play = new Play();
    play.see('A01', 'open', 'empty');
    play.see('A01', 'closed', 'empty');
    play.settle('opened');
    play.yes({ do: 'confirm-empty', compartment: a01 });
    play.do({ do: 'report-inside' });
    play.wait(10_000);
    play.see('A01', 'closed', 'empty');
    expect(play.state.releases.map(({ compartment }) => compartment)).toContain('A01');
    expect(play.last('release.intended').compartment).toBe('A01');
  });

  it('voids it as well when it was said before, and goes on releasing', () => {
    const play = new Play();
    play.do({ do: 'report-inside' });
    for (const { id } of play.state.intentions)
      play.do({ do: 'settle-unlock', intention: id, outcome: 'opened' });
    play.see('A01', 'open', 'empty');
    play.yes({ do: 'confirm-empty', compartment: a01 });
    play.do({ do: 'report-inside' });
    expect(play.state.releases.every(({ confirmedAt }) => confirmedAt === null)).toBe(true);
  });

  it('is over where nothing could be opened when the operator has settled the case', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    play.deposit();
    play.do({ do: 'report-inside' });
    const { case: number } = play.last('case.opened');
    expect(play.state.faults).toMatchObject([{ code: 'someone-inside' }]);
    play.yes({ do: 'resolve-case', case: number, operator: 'o1' as never, outcome: 'settled' });
    expect(play.state.faults).toEqual([]);
  });
});
