import { describe, expect, it } from 'vitest';
import { countFree } from '#domain/allocation';
import type { AuditSight, AuditVerdict } from '#domain/audits';
import type { BookedStay } from '#domain/commands/recovery-commands';
import type { EpochBeginning } from '#domain/events/station-events';
import type { CourierId, StayId, Waybill } from '#domain/words';
import { label, Play, restartCommand } from './play.ts';
import { admitStaff } from './sender.ts';

/** The process starts on a ledger that was put back. */
function beginAgain(play: Play, cause: EpochBeginning['cause'] = 'restored'): void {
  play.reboot(60_000);
  for (const { label: name } of play.state.compartments) play.see(name, 'closed', play.occupancyOf(name));
  play.do({
    ...restartCommand,
    beginning: { cause, previousEpoch: 'e1', previousSeq: 7, previousHash: 'h' },
  });
}

const sights: Readonly<Record<string, AuditSight>> = { A01: 'parcel', A02: 'empty', A03: 'empty' };

function auditAll(play: Play, seen = sights, verdicts: Readonly<Record<string, AuditVerdict>> = {}) {
  const visit = admitStaff(play, 'technician');
  play.yes({ do: 'start-audit', visit });
  for (const [name, sight] of Object.entries(seen)) {
    play.yes({ do: 'record-finding', visit, compartment: label(name), seen: sight });
  }
  for (const [name, verdict] of Object.entries(verdicts)) {
    play.yes({ do: 'adjudicate', visit, compartment: label(name), verdict });
  }
  const { answer } = play.do({ do: 'finish-audit', visit });
  play.yes({ do: 'finish-visit', visit });
  return answer;
}

/** What the centre writes down of a parcel. */
function booked(stay: string, compartment: string, waybill: string): BookedStay {
  return {
    stay: stay as StayId,
    waybill: waybill as Waybill,
    compartment: label(compartment),
    courier: 'c1' as CourierId,
    carrier: 'SF',
    size: 'S',
    contact: { sealed: 'sealed', masked: '138******78' },
    recipient: null,
  };
}

function refusalOfDeposit(play: Play): string | null {
  const { visit } = play.admit();
  const { answer } = play.startDeposit(visit, 'SF9999999999');
  if (answer.ok) return null;
  play.yes({ do: 'finish-visit', visit });
  return answer.refusal;
}

describe('a ledger that was put back', () => {
  it('R22 takes nothing in before an audit of every compartment and the word of the centre', () => {
    const play = new Play();
    beginAgain(play);
    expect(play.last('fault.raised')).toMatchObject({ fault: 'audit-needed', subject: 'ledger' });
    expect(countFree(play.state, play.now).S).toBe(0);
    expect(refusalOfDeposit(play)).toBe('audit-needed');
    expect(auditAll(play, { A01: 'empty', A02: 'empty' })).toMatchObject({
      refusal: 'audit-incomplete',
      compartment: 'A03',
    });
    expect(auditAll(new Play(), {})).toMatchObject({ ok: true });
  });

  it('R22 waits for the centre after the audit, and says which of the two is missing', () => {
    const play = new Play();
    beginAgain(play);
    expect(auditAll(play, { A01: 'empty', A02: 'empty', A03: 'empty' }).ok).toBe(true);
    expect(refusalOfDeposit(play)).toBe('centre-needed');
    play.yes({ do: 'acknowledge-epoch' });
    expect(play.last('fault.cleared')).toMatchObject({ fault: 'audit-needed' });
    expect(play.state.recovery).toBeNull();
    expect(refusalOfDeposit(play)).toBeNull();
  });

  it('R22 hears the centre only once, and asks for nothing where nothing was lost', () => {
    const play = new Play();
    play.yes({ do: 'acknowledge-epoch' });
    play.do({
      ...restartCommand,
      beginning: { cause: 'new-store', previousEpoch: null, previousSeq: null, previousHash: null },
    });
    expect(play.state.recovery).toBeNull();
    beginAgain(play);
    play.yes({ do: 'acknowledge-epoch' });
    play.yes({ do: 'acknowledge-epoch' });
    expect(play.count('epoch.acknowledged')).toBe(1);
    expect(play.state.recovery).toMatchObject({ isKnown: true, isAudited: false });
  });

  it('R23 forgets an audit that was running when the copy was made', () => {
    const play = new Play();
    const visit = admitStaff(play, 'technician');
    play.yes({ do: 'start-audit', visit });
    beginAgain(play);
    expect(play.state.audits).toEqual([]);
  });
});

describe('R23 a stay of a ledger that was put back', () => {
  it('is opened to nobody before somebody confirms it, and the words say so', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    expect(play.enterCodeOf(stay, 'right').answer).toMatchObject({ refusal: 'stay-unconfirmed' });
    expect(play.count('unlock.intended')).toBe(1);
  });

  it('I16 is handed out when staff have read its label, although nobody has finished the audit', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    const visit = admitStaff(play, 'technician');
    play.yes({ do: 'start-audit', visit });
    const compartment = label('A01');
    play.yes({ do: 'record-finding', visit, compartment, seen: 'parcel' });
    // A parcel that is merely seen may be another one.
    expect(play.state.unconfirmed).toHaveLength(1);
    play.yes({ do: 'adjudicate', visit, compartment, verdict: 'parcel-present' });
    play.yes({ do: 'finish-visit', visit });
    expect(play.state.recovery).not.toBeNull();
    play.wait(10_000);
    expect(play.enterCodeOf(stay, 'right').answer.ok).toBe(true);
  });

  it('keeps the audit open until somebody has decided about it, also where a parcel was seen', () => {
    const play = new Play();
    play.deposit();
    beginAgain(play);
    expect(auditAll(play)).toMatchObject({ refusal: 'audit-unresolved', compartment: 'A01' });
  });

  it('ends by the audit where its compartment is empty', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    const seen = { ...sights, A01: 'empty' } as const;
    expect(auditAll(play, seen, { A01: 'parcel-absent' }).ok).toBe(true);
    expect(play.last('parcel.adjudicated').stay).toBe(stay);
    expect(play.state.unconfirmed).toEqual([]);
  });

  it('is confirmed by the books of the centre without any hand', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    play.yes({
      do: 'compare-stays',
      present: [booked(stay, 'A01', 'SF1234567890123')],
      ended: [],
    });
    expect(play.last('stay.confirmed').stay).toBe(stay);
    play.wait(10_000);
    expect(play.enterCodeOf(stay, 'right').answer.ok).toBe(true);
  });

  it('is closed where the books say that it ended, and its code opens nothing', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    play.yes({ do: 'compare-stays', present: [], ended: [stay] });
    expect(play.last('stay.closed')).toMatchObject({ stay, compartment: 'A01' });
    expect(play.state).toMatchObject({ stays: [], unconfirmed: [], codes: [] });
  });

  it('follows the books where its parcel was moved after the copy, and keeps its code', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    const { effects } = play.do({
      do: 'compare-stays',
      present: [booked(stay, 'A02', 'SF1234567890123')],
      ended: [],
    });
    expect(effects).toEqual([]);
    expect(play.state.stays).toMatchObject([{ id: stay, compartment: 'A02' }]);
    play.wait(10_000);
    expect(play.enterCodeOf(stay, 'right').answer.ok).toBe(true);
    expect(play.state.visit?.task?.compartment).toBe('A02');
  });

  it('is not recalled by a courier either', () => {
    const play = new Play();
    const stay = play.deposit();
    play.yes({ do: 'recall-parcel', stay });
    beginAgain(play);
    const { visit } = play.admit();
    expect(play.no({ do: 'start-recall', visit, stay })).toBe('stay-unconfirmed');
  });

  it('gets no new notice while nobody knows whether it is still there', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    const { effects } = play.do({ do: 'renew-codes', key: 'another-key' });
    expect(play.last('code.revoked').cause).toBe('key-lost');
    expect(effects).toEqual([]);
    const confirmed = play.do({
      do: 'compare-stays',
      present: [booked(stay, 'A01', 'SF1234567890123')],
      ended: [],
    });
    expect(confirmed.effects).toEqual([{ do: 'issue-code', stay }]);
  });
});

describe('R23 the books of the centre', () => {
  it('bring a stay that the ledger has lost, which gets a code anew', () => {
    const play = new Play();
    beginAgain(play);
    const { effects } = play.do({
      do: 'compare-stays',
      present: [booked('lost', 'A02', 'SF7777777777')],
      ended: [],
    });
    expect(effects).toEqual([{ do: 'issue-code', stay: 'lost' }]);
    expect(play.state.stays).toMatchObject([
      { id: 'lost', compartment: 'A02', at: 'stored', notifiedAt: null },
    ]);
    expect(play.state.unconfirmed).toEqual([]);
  });

  it('demand an audit where the station did not know that it had lost anything', () => {
    const play = new Play();
    play.do({ do: 'compare-stays', present: [booked('lost', 'A02', 'SF7777777777')], ended: [] });
    expect(play.last('audit.demanded').cause).toBe('centre');
    expect(refusalOfDeposit(play)).toBe('audit-needed');
    const seen = { A01: 'empty', A02: 'parcel', A03: 'empty' } as const;
    expect(auditAll(play, seen).ok).toBe(true);
    expect(refusalOfDeposit(play)).toBeNull();
  });

  it('take over nothing whose recipient nobody could send a code, and confirm it where it is known', () => {
    const play = new Play();
    const stay = play.deposit();
    beginAgain(play);
    const nameless = [booked(stay, 'A01', 'SF1234567890123'), booked('lost', 'A02', 'SF7777777777')];
    play.yes({
      do: 'compare-stays',
      present: nameless.map((one) => ({ ...one, contact: null })),
      ended: [],
    });
    expect(play.state.stays.map(({ id }) => id)).toEqual([stay]);
    expect(play.state.unconfirmed).toEqual([]);
  });

  it('change nothing about a stay that nobody doubts, nor about a compartment that is not there', () => {
    const play = new Play();
    const stay = play.deposit();
    const { events } = play.do({
      do: 'compare-stays',
      present: [booked(stay, 'A02', 'SF1234567890123'), booked('far', 'Z99', 'SF7777777777')],
      ended: [stay],
    });
    expect(events).toEqual([]);
  });
});

describe('a station that was away for long', () => {
  it('hands out everything and takes nothing in before an audit', () => {
    const play = new Play();
    const stay = play.deposit();
    play.yes({ do: 'demand-audit', cause: 'long-absence' });
    play.yes({ do: 'demand-audit', cause: 'long-absence' });
    expect(play.count('audit.demanded')).toBe(1);
    expect(refusalOfDeposit(play)).toBe('audit-needed');
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('takes codes of this key for what they are', () => {
    const play = new Play();
    play.deposit();
    expect(play.do({ do: 'renew-codes', key: 'k1' })).toMatchObject({ events: [], effects: [] });
  });
});
