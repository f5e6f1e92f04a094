import { describe, expect, it } from 'vitest';
import { countFree } from '#domain/allocation';
import type { CodeMac, Waybill } from '#domain/words';
import { planned, Play } from './play.ts';
import { admitStaff, advice, allow, code, declare, enter, handIn } from './sender.ts';

const blind = planned('A01', 'S', { occupancySensor: false });

describe('a drop-off', () => {
  it('is custody of the station once the sensor sees the parcel behind a shut door', () => {
    const play = new Play();
    allow(play);
    const stay = handIn(play);
    expect(play.last('drop-off.accepted')).toMatchObject({
      stay,
      waybill: 'SF9900000001',
      compartment: 'A01',
      carrier: 'SF',
      weighing: { grams: 1_040, weighedBy: 'scale' },
      evidence: { doorOpened: true, doorClosed: true, occupancy: 'occupied', confirmedBy: 'sensor' },
      promisedCollectBy: play.now.wallMs + 24 * 3_600_000,
    });
    expect(play.state.stays).toMatchObject([{ id: stay, at: 'stored', courier: null }]);
  });

  it('I1 R1 counts as a parcel inside: not offered, not released, and without a code for anybody', () => {
    const play = new Play();
    allow(play);
    const stay = handIn(play);
    expect(countFree(play.state, play.now).S).toBe(1);
    expect(play.do({ do: 'report-inside' }).effects).not.toContainEqual(
      expect.objectContaining({ compartment: 'A01' }),
    );
    play.reboot(60_000);
    const started = { softwareVersion: '1', beginning: null, silentBoards: [] };
    const readings = play.state.compartments.map(({ label }) => ({
      compartment: label,
      door: 'closed' as const,
      occupancy: label === 'A01' ? ('occupied' as const) : ('empty' as const),
    }));
    const { effects } = play.do({ do: 'start-station', cause: 'restart', readings, ...started });
    expect(effects).toEqual([]);
    expect(play.no(recordCode(play, stay))).toBe('step-unfitting');
  });

  it('needs a code of the centre, each for one parcel, and paces wrong ones', () => {
    const play = new Play();
    allow(play);
    expect(play.no({ do: 'begin-drop-off', wellFormed: false, code: 'other' as CodeMac })).toBe(
      'drop-off-unknown',
    );
    expect(play.count('drop-off.denied')).toBe(0);
    expect(play.no({ do: 'begin-drop-off', wellFormed: true, code: 'other' as CodeMac })).toBe(
      'drop-off-unknown',
    );
    expect(play.do({ do: 'begin-drop-off', wellFormed: true, code }).answer).toEqual({
      ok: false,
      refusal: 'try-later',
      waitS: 10,
    });
    play.wait(10_000);
    handIn(play);
    expect(play.no({ do: 'begin-drop-off', wellFormed: true, code })).toBe('drop-off-used');
    allow(play);
    expect(play.no({ do: 'begin-drop-off', wellFormed: true, code })).toBe('drop-off-used');
  });

  it('asks no recipient for more digits because a sender typed wrong ones', () => {
    const play = new Play();
    const stay = play.deposit();
    play.do({ do: 'begin-drop-off', wellFormed: true, code });
    expect(play.enterCodeOf(stay).answer.ok).toBe(true);
  });

  it('S4-5 is allowed by an attendant under a number of the station until the true one comes', () => {
    const play = new Play();
    play.yes({ do: 'see-camera', camera: 'healthy' });
    const visit = admitStaff(play, 'attendant');
    const identity = { factors: ['document' as const], reference: 'look-1' };
    const order = { waybill: null, carrier: 'SF', weightGrams: null, identity };
    play.yes({ do: 'allow-drop-off', visit, ...order });
    const { answer } = declare(play, visit);
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    const { waybill } = play.last('drop-off.accepted');
    expect(waybill).toMatch(/^LOCAL-\d{12}$/);
    const to = 'SF9900000002' as Waybill;
    const numbered = [{ stay: answer.stay, waybill: to }];
    play.yes({ do: 'record-sendings', sendings: [], numbered });
    play.yes({ do: 'record-sendings', sendings: [], numbered });
    expect(play.count('drop-off.numbered')).toBe(1);
    expect(play.state.stays[0]?.waybill).toBe(to);
  });

  it('is not for technicians to allow', () => {
    const play = new Play();
    const visit = admitStaff(play, 'technician');
    const order = { waybill: null, carrier: 'SF', weightGrams: null, identity: null };
    expect(play.no({ do: 'allow-drop-off', visit, ...order })).toBe('role-unfitting');
  });

  it('goes to another compartment when the lock does not move', () => {
    const play = new Play();
    allow(play);
    declare(play, enter(play));
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    expect(play.last('drop-off.moved')).toMatchObject({ compartment: 'A01', to: 'A02' });
    play.settle('opened');
    play.see('A02', 'closed', 'occupied');
    expect(play.last('drop-off.accepted').compartment).toBe('A02');
  });

  it('is refused for a parcel that is here already', () => {
    const play = new Play();
    allow(play);
    play.deposit('SF9900000001');
    expect(declare(play, enter(play)).answer).toEqual({
      ok: false,
      refusal: 'waybill-duplicate',
      compartment: 'A01',
    });
  });
});

function recordCode(play: Play, stay: string) {
  const record = { code: 'c' as CodeMac, extension: 'e' as CodeMac, key: 'k', issuedAt: play.now };
  return { do: 'record-code', stay: stay as never, record, notice: 'n' } as const;
}

describe('the interlocks of sending', () => {
  const refusedBy = (changed: Parameters<typeof declare>[2], given: Parameters<typeof allow>[1] = {}) => {
    const play = new Play();
    allow(play, given);
    const { answer, effects } = declare(play, enter(play), changed);
    if (answer.ok) return 'nothing';
    expect(effects).toEqual([]);
    expect(play.last('drop-off.refused').reason).toBe(answer.refusal);
    return answer.refusal;
  };

  it('S0-30 M8 stop sending while the camera is blocked or absent, and nothing else', () => {
    for (const camera of ['blocked', 'absent'] as const) {
      const play = new Play();
      allow(play);
      const visit = enter(play);
      play.yes({ do: 'see-camera', camera });
      expect(declare(play, visit).answer).toMatchObject({ refusal: 'sending-refused' });
      play.yes({ do: 'finish-visit', visit });
      expect(play.no({ do: 'begin-drop-off', wellFormed: true, code })).toBe('sending-refused');
      expect(play.enterCodeOf(play.deposit()).answer.ok).toBe(true);
    }
  });

  it('M8 accept nothing when the camera fails while the door stands open', () => {
    const play = new Play();
    allow(play);
    const visit = enter(play);
    const { answer } = declare(play, visit);
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.settle('opened');
    play.yes({ do: 'see-camera', camera: 'blocked' });
    play.see('A01', 'closed', 'occupied');
    expect(play.count('drop-off.accepted')).toBe(0);
    const { stay } = answer;
    expect(play.no({ do: 'confirm-drop-off', visit, stay })).toBe('sending-refused');
    play.yes({ do: 'cancel-drop-off', visit, stay, parcelInside: 'yes' });
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.last('drop-off.cancelled').parcelInside).toBe('no');
    expect(play.state.stays).toEqual([]);
  });

  it('M8 bind where the law asks for a camera, not elsewhere', () => {
    const play = new Play({ jurisdiction: 'eu' });
    allow(play);
    play.yes({ do: 'see-camera', camera: 'absent' });
    expect(declare(play, enter(play)).answer.ok).toBe(true);
  });

  it('S4-1 want the present list of prohibited goods ticked', () => {
    expect(refusedBy({ prohibitedVersion: null })).toBe('prohibited-unread');
    expect(refusedBy({ prohibitedVersion: 0 })).toBe('prohibited-unread');
  });

  it('S4-3 M9 want an identified sender and an open parcel', () => {
    expect(refusedBy({}, { identity: null })).toBe('identity-needed');
    expect(refusedBy({ isUnsealed: false })).toBe('inspection-needed');
  });

  it('M11 never take a face alone for an identity, wherever the station stands', () => {
    const face = { factors: ['face' as const], reference: 'match-1' };
    expect(refusedBy({}, { identity: face })).toBe('identity-insufficient');
    const play = new Play({ jurisdiction: 'sg' });
    allow(play, { identity: face });
    expect(declare(play, enter(play)).answer).toMatchObject({ refusal: 'identity-insufficient' });
    expect(refusedBy({}, { identity: { ...face, factors: ['face', 'document'] } })).toBe('nothing');
  });

  it('S4-7 M2 compare the weight with the waybill, in both directions and at the limit', () => {
    const weighing = (grams: number) => ({ weighing: { grams, weighedBy: 'scale' as const } });
    expect(refusedBy(weighing(1_101))).toBe('weight-mismatch');
    expect(refusedBy(weighing(899))).toBe('weight-mismatch');
    expect(refusedBy(weighing(1_100))).toBe('nothing');
    expect(refusedBy(weighing(200), { weightGrams: 100 })).toBe('nothing');
    expect(refusedBy(weighing(201), { weightGrams: 100 })).toBe('weight-mismatch');
    expect(refusedBy(weighing(9_000), { weightGrams: null })).toBe('nothing');
    expect(refusedBy({ weighing: 'unsteady' })).toBe('scale-unsteady');
    expect(refusedBy({ weighing: null })).toBe('weight-needed');
  });

  it('are counted by their names, as those of a deposit are', () => {
    const stopped = (changed: Parameters<typeof declare>[2], given: Parameters<typeof allow>[1] = {}) => {
      const play = new Play();
      allow(play, given);
      declare(play, enter(play), changed);
      return play.state.interlocks.map(({ interlock, count }) => [interlock, count]);
    };
    expect(stopped({}, { identity: null })).toEqual([['sender-identity', 1]]);
    expect(stopped({ isUnsealed: false })).toEqual([['sender-identity', 1]]);
    const face = { factors: ['face'], reference: 'p' } as const;
    expect(stopped({}, { identity: face })).toEqual([['never-face-only', 1]]);
    expect(stopped({ weighing: { grams: 9_000, weighedBy: 'scale' } })).toEqual([['condition', 1]]);
    expect(stopped({ isLabelled: false })).toEqual([]);
    const play = new Play();
    allow(play);
    const visit = enter(play);
    play.yes({ do: 'see-camera', camera: 'blocked' });
    declare(play, visit);
    expect(play.state.interlocks).toMatchObject([{ interlock: 'camera', count: 1 }]);
  });

  it('want the label on the parcel', () => {
    expect(refusedBy({ isLabelled: false })).toBe('label-needed');
  });
});

describe('a drop-off that nobody saw', () => {
  it('is not accepted on the sender’s word while the sensor sees nothing', () => {
    const play = new Play();
    allow(play);
    const visit = enter(play);
    const { answer } = declare(play, visit);
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.settle('opened');
    play.see('A01', 'closed', 'empty');
    expect(play.no({ do: 'confirm-drop-off', visit, stay: answer.stay })).toBe('parcel-not-seen');
    expect(play.no({ do: 'finish-visit', visit })).toBe('drop-off-in-progress');
  });

  it('is accepted on a word where there is no sensor, and says whose word it was', () => {
    const play = new Play({ compartments: [blind] });
    allow(play);
    const visit = enter(play);
    const { answer } = declare(play, visit);
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.settle('opened');
    play.see('A01', 'closed', 'unknown');
    expect(play.count('drop-off.accepted')).toBe(0);
    play.yes({ do: 'confirm-drop-off', visit, stay: answer.stay });
    expect(play.last('drop-off.accepted').evidence).toMatchObject({
      occupancy: 'unknown',
      confirmedBy: 'sender',
    });
  });

  it('leaves a quarantined compartment and no custody when the sender walks away', () => {
    const play = new Play({ compartments: [blind] });
    allow(play);
    declare(play, enter(play));
    play.settle('opened');
    play.see('A01', 'closed', 'unknown');
    play.wait(play.state.policy.visitIdleMs);
    play.do({ do: 'pass-time' });
    expect(play.last('drop-off.cancelled').parcelInside).toBe('unknown');
    expect(play.state.compartments[0]?.quarantine).toBe('deposit-interrupted');
    expect(play.state.stays).toEqual([]);
  });

  it('is a case when the sender says empty and the sensor says occupied', () => {
    const play = new Play();
    allow(play);
    const visit = enter(play);
    const { answer } = declare(play, visit);
    if (!answer.ok || answer.stay === null) throw new TypeError('no stay');
    play.settle('opened');
    play.yes({ do: 'see-camera', camera: 'blocked' });
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'cancel-drop-off', visit, stay: answer.stay, parcelInside: 'no' });
    expect(play.last('drop-off.cancelled').parcelInside).toBe('unknown');
    expect(play.state.cases).toMatchObject([{ kind: 'contents-unclear', compartment: 'A01' }]);
  });
});

describe('the promised collection', () => {
  it('S0-20 S4-6 is overdue when its time has surely passed, and says so once', () => {
    const play = new Play();
    allow(play);
    handIn(play);
    play.wait(24 * 3_600_000 - 1);
    play.do({ do: 'pass-time' });
    expect(play.count('drop-off.collect-overdue')).toBe(0);
    play.wait(1);
    play.do({ do: 'pass-time' });
    play.do({ do: 'pass-time' });
    expect(play.count('drop-off.collect-overdue')).toBe(1);
  });

  it('is not called overdue by a clock that is in doubt', () => {
    const play = new Play();
    allow(play);
    handIn(play);
    play.reboot(48 * 3_600_000, 'unknown');
    play.do({ do: 'pass-time' });
    expect(play.count('drop-off.collect-overdue')).toBe(0);
  });

  it('names no time of day that the clock does not know', () => {
    const play = new Play();
    play.reboot(0, 'unknown');
    allow(play, { collectWithinHours: advice.collectWithinHours });
    handIn(play);
    expect(play.last('drop-off.accepted')).toMatchObject({ promisedCollectBy: null, collectWithinHours: 24 });
  });
});
