import { describe, expect, it } from 'vitest';
import { allocate } from '#domain/allocation';
import type { AuditSight, AuditVerdict } from '#domain/audits';
import type { VisitId } from '#domain/words';
import { label, Play, wantedOf } from './play.ts';
import { admitStaff } from './sender.ts';

/** An auditor with an open audit; `look` and `decide` are their two kinds of steps. */
function audit(play: Play, before = admitStaff(play, 'technician')) {
  const visit: VisitId = before;
  play.yes({ do: 'start-audit', visit });
  const compartmentOf = (name: string) => ({ visit, compartment: label(name) });
  return {
    visit,
    look: (name: string, seen: AuditSight) =>
      play.yes({ do: 'record-finding', ...compartmentOf(name), seen }),
    decide: (name: string, verdict: AuditVerdict) =>
      play.do({ do: 'adjudicate', ...compartmentOf(name), verdict }).answer,
    finish: () => play.do({ do: 'finish-audit', visit }).answer,
  };
}

describe('a guided audit', () => {
  it('writes down what the ledger says, what the sensor shows and what a person saw, and changes nothing', () => {
    const play = new Play();
    const stay = play.deposit();
    const { look } = audit(play);
    look('A01', 'empty');
    expect(play.last('audit.finding')).toMatchObject({
      compartment: 'A01',
      ledger: 'occupied',
      shown: 'occupied',
      seen: 'empty',
      stay,
    });
    expect(play.state.stays).toMatchObject([{ id: stay, at: 'stored' }]);
    expect(play.state.compartments[0]?.quarantine).toBeNull();
  });

  it('is not finished while a difference waits for a decision', () => {
    const play = new Play();
    play.deposit();
    const { look, decide, finish } = audit(play);
    look('A01', 'empty');
    look('A02', 'empty');
    expect(finish()).toMatchObject({ refusal: 'audit-unresolved', compartment: 'A01' });
    expect(decide('A01', 'unknown').ok).toBe(true);
    expect(finish().ok).toBe(true);
    expect(play.last('audit.finished')).toMatchObject({ checkedCount: 2, differentCount: 1 });
    expect(play.state.audits).toEqual([]);
  });

  it('I9 ends a stay whose parcel is not there, once, and frees nothing by that', () => {
    const play = new Play();
    const stay = play.deposit();
    const { look, decide } = audit(play);
    look('A01', 'empty');
    expect(decide('A01', 'parcel-absent').ok).toBe(true);
    expect(play.last('parcel.adjudicated')).toMatchObject({ stay, verdict: 'absent' });
    expect(play.state.stays).toEqual([]);
    expect(decide('A01', 'parcel-absent')).toMatchObject({ refusal: 'verdict-unfitting' });
    expect(play.count('pickup.completed')).toBe(0);
  });

  it('takes the doubt from a parcel that somebody has seen, and believes them more than the sensor', () => {
    const play = new Play();
    const stay = play.deposit();
    play.wait(5_000);
    play.see('A01', 'closed', 'empty');
    expect(play.state.stays[0]?.doubt).toBe('sensor-disagrees');
    const { look, decide } = audit(play);
    look('A01', 'parcel');
    expect(decide('A01', 'parcel-present').ok).toBe(true);
    expect(play.last('custody.confirmed').stay).toBe(stay);
    play.do({ do: 'pass-time' });
    expect(play.state.stays[0]?.doubt).toBeNull();
    expect(play.count('inventory.mismatch')).toBe(1);
  });

  it('I6 lets two crossed doors serve again when both were looked into', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.see('A03', 'open', 'empty');
    play.settle('no-movement');
    play.yes({ do: 'finish-visit', visit });
    play.see('A03', 'closed', 'empty');
    play.settle('opened');
    play.yes({ do: 'confirm-empty', compartment: label('A03') });
    play.see('A03', 'closed', 'empty');
    const { look, decide } = audit(play);
    for (const name of ['A01', 'A03']) {
      look(name, 'empty');
      expect(play.state.faults.map(({ code }) => code)).toContain('wrong-door');
      expect(decide(name, 'empty').ok).toBe(true);
    }
    expect(play.state.faults).toEqual([]);
    expect(allocate(play.state, wantedOf('S'), play.now)).toBe('A01');
  });

  it('decides about nothing that was not looked into, and not against what was seen', () => {
    const play = new Play();
    play.deposit();
    const { look, decide } = audit(play);
    expect(decide('A01', 'parcel-present')).toMatchObject({ refusal: 'verdict-unfitting' });
    look('A01', 'parcel');
    expect(decide('A01', 'parcel-absent')).toMatchObject({ refusal: 'verdict-unfitting' });
    expect(decide('A01', 'empty')).toMatchObject({ refusal: 'verdict-unfitting' });
    look('A02', 'parcel');
    expect(decide('A02', 'parcel-present')).toMatchObject({ refusal: 'verdict-unfitting' });
    expect(decide('A02', 'unknown').ok).toBe(true);
    expect(play.state.compartments[1]?.quarantine).toBe('contents-unclear');
  });

  it('is for staff alone, one at a time, and outlives the visit of its auditor', () => {
    const play = new Play();
    const { visit: courier } = play.admit();
    expect(play.no({ do: 'start-audit', visit: courier })).toBe('visit-over');
    play.yes({ do: 'finish-visit', visit: courier });
    const visit = admitStaff(play, 'attendant');
    expect(play.no({ do: 'finish-audit', visit })).toBe('audit-absent');
    audit(play, visit).look('A01', 'empty');
    expect(play.no({ do: 'start-audit', visit })).toBe('audit-running');
    play.yes({ do: 'finish-visit', visit });
    const next = admitStaff(play, 'technician');
    expect(play.do({ do: 'finish-audit', visit: next }).answer.ok).toBe(true);
  });
});
