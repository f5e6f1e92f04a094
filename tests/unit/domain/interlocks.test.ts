import { describe, expect, it } from 'vitest';
import { nothingDeclared, nothingKnown } from '#domain/advice';
import type { Advice, Declaration } from '#domain/advice';
import type { Jurisdiction } from '#domain/jurisdiction';
import { jurisdictions } from '#domain/jurisdiction';
import { defaultPolicy } from '#domain/policy';
import type { Policy } from '#domain/policy';
import { announced } from './announced.ts';
import { planned, Play, soundParcel } from './play.ts';

const waybill = 'SF1234567890123';

/** One parcel at a fresh station; `refused` is null where its door opens. */
function bring(
  where: Jurisdiction,
  advice: Partial<Advice> | null,
  declared: Partial<Declaration> = {},
  policy: Partial<Policy> = {},
) {
  const play = new Play({ jurisdiction: where, policy });
  const { visit } = play.admit();
  const said = { ...nothingDeclared, contactRepeat: 'same' as const, ...declared };
  const knowledge = advice === null ? { knowledge: nothingKnown } : announced(waybill, advice);
  const { answer } = play.startDeposit(visit, waybill, 'S', { declared: said, ...knowledge });
  return { play, refused: answer.ok ? null : answer.refusal, answer };
}

/** Every choice that an operator has, turned as far as it goes. */
const everyKnob: Partial<Policy>[] = [
  {},
  { unknownWaybills: 'accept', offlineDeposits: 'allow', correctionMs: 600_000, reopenCountMax: 10 },
];

describe('M1 consent before placement', () => {
  it.each(['cn', 'eu'] as const)('S0-3 S3-7 M1 is asked for in %s, whatever the policy says', (where) => {
    for (const policy of everyKnob) {
      const { play, refused } = bring(where, { consent: null }, {}, policy);
      expect(refused).toBe('consent-missing');
      expect(play.count('unlock.intended')).toBe(0);
      expect(play.last('deposit.refused')).toMatchObject({ reason: 'consent-missing', interlock: 'consent' });
    }
  });

  it.each(['us', 'sg'] as const)('M1 is not asked for in %s, where no source names it', (where) => {
    expect(bring(where, { consent: null }).refused).toBeNull();
  });

  it('S0-24 M1 is proved by the centre, by a sender who named the locker, or by the courier', () => {
    const agreed = bring('cn', {}).play.last('deposit.declared');
    expect(agreed.consent).toEqual({
      basis: 'recipient-agreed',
      recordedBy: 'centre',
      channel: 'app',
      agreedAtMs: Date.UTC(2025, 11, 31),
      ref: 'call-7',
    });
    const named = bring('cn', { consent: null, senderNamedLocker: true }).play;
    expect(named.last('deposit.declared').consent).toEqual({ basis: 'sender-named' });
    const called = bring('cn', { consent: null }, { consent: { channel: 'phone', ref: null } }).play;
    expect(called.last('deposit.declared').consent).toEqual({
      basis: 'recipient-agreed',
      recordedBy: 'courier',
      channel: 'phone',
      agreedAtMs: called.now.wallMs,
      ref: null,
    });
  });

  it.each(['station', 'door'] as const)('S0-7 M1 gives way to a recipient who chose the %s', (method) => {
    for (const where of jurisdictions) {
      const { answer, play } = bring(where, { method }, { consent: { channel: 'phone', ref: null } });
      expect(answer).toMatchObject({ refusal: 'recipient-declined', agreed: method });
      const isLaw = where === 'cn' || where === 'eu';
      expect(play.last('deposit.refused').interlock).toBe(isLaw ? 'consent' : null);
    }
  });
});

describe('M2 condition and weight', () => {
  it('S0-6 M2 keeps a visibly damaged parcel out where the law says so, and records it elsewhere', () => {
    const { refused, play } = bring('cn', {}, { damaged: true });
    expect(refused).toBe('parcel-damaged');
    expect(play.last('deposit.refused').interlock).toBe('condition');
    const elsewhere = bring('eu', {}, { damaged: true });
    expect(elsewhere.refused).toBeNull();
    expect(elsewhere.play.last('deposit.declared').damaged).toBe(true);
  });

  it.each([
    [1_000, 1_100, null],
    [1_000, 1_101, 'weight-differs'],
    [1_000, 899, 'weight-differs'],
    [200, 300, null],
    [200, 301, 'weight-differs'],
    [20_000, 22_000, null],
    [20_000, 22_001, 'weight-differs'],
  ])('M2 compares %i g on the waybill with %i g on the scale', (declaredWeightG, weightG, expected) => {
    expect(bring('cn', { declaredWeightG }, { weightG }).refused).toBe(expected);
    expect(bring('sg', { declaredWeightG }, { weightG }).refused).toBeNull();
  });
});

describe('M3 fresh and valuable goods', () => {
  it.each([
    ['fresh', 'fresh-goods'],
    ['valuable', 'valuable-goods'],
  ] as const)('M3 keeps %s goods out unless the sender agreed', (kind, refusal) => {
    const plain = { fresh: false, valuable: false, fragile: false };
    const goods = { ...plain, [kind]: true };
    expect(bring('cn', { goods }).refused).toBe(refusal);
    expect(bring('cn', {}, { goods }).refused).toBe(refusal);
    expect(bring('cn', { goods }).play.last('deposit.refused').interlock).toBe('special-goods');
    const agreed = bring('cn', { goods, goodsAgreed: true });
    expect(agreed.refused).toBeNull();
    expect(agreed.play.last('deposit.declared')).toMatchObject({ goods, goodsAgreed: true });
    expect(bring('us', { goods }).refused).toBeNull();
  });
});

describe('M12 a compartment within reach', () => {
  const shelf = (heights: readonly number[]) =>
    heights.map((heightMm, index) => planned(`A0${String(index + 1)}`, 'S', { heightMm }));

  it('M12 is given to whoever asked for it, and none out of reach instead', () => {
    const play = new Play({ compartments: shelf([120, 1_500, 900]) });
    const { visit } = play.admit();
    play.startDeposit(visit, waybill, 'S', announced(waybill, { needsReach: true }));
    expect(play.last('deposit.started').compartment).toBe('A03');
    const none = new Play({ compartments: shelf([120, 1_220]) });
    const second = none.admit();
    const { answer } = none.startDeposit(
      second.visit,
      waybill,
      'S',
      announced(waybill, { needsReach: true }),
    );
    expect(answer).toMatchObject({ refusal: 'reach-unavailable' });
    expect(none.last('deposit.refused').interlock).toBe('accessibility');
    const stranger = none.startDeposit(second.visit, waybill, 'S', announced(waybill));
    expect(stranger.answer.ok).toBe(true);
  });
});

describe('every stop of an interlock', () => {
  it('is counted by its name, and survives as a part of the state', () => {
    const { play } = bring('cn', { consent: null });
    const visit = play.state.visit?.id ?? ('' as never);
    play.startDeposit(visit, waybill, 'S', {
      ...announced(waybill, { consent: null }),
      declared: nothingDeclared,
    });
    const declared = { ...soundParcel.declared, damaged: true };
    play.startDeposit(visit, waybill, 'S', { ...announced(waybill), declared });
    expect(play.state.interlocks).toMatchObject([
      { interlock: 'consent', count: 2 },
      { interlock: 'condition', count: 1 },
    ]);
  });

  it('cannot be taken away by any value of the policy', () => {
    expect(Object.keys(defaultPolicy).filter((knob) => /consent|condition|goods|weight/.test(knob))).toEqual(
      [],
    );
  });
});
