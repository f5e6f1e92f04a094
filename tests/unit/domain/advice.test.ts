import { describe, expect, it } from 'vitest';
import { nothingKnown } from '#domain/advice';
import { announced } from './announced.ts';
import { Play, soundParcel } from './play.ts';

const waybill = 'SF1234567890123';

function brought(...more: Parameters<Play['startDeposit']>[3][]) {
  const play = new Play();
  const { visit } = play.admit();
  const answers = more.map((one) => play.startDeposit(visit, waybill, 'S', one).answer);
  return { play, answer: answers.at(-1) };
}

describe('an announced parcel', () => {
  it('brings its own contact, so that the courier types nothing', () => {
    const { play, answer } = brought({ ...announced(waybill), contact: null });
    expect(answer?.ok).toBe(true);
    expect(play.last('deposit.started')).toMatchObject({
      sealedContact: 'sealed by the centre',
      maskedContact: '139******21',
    });
    expect(play.count('deposit.unverified')).toBe(0);
    expect(play.state.stays[0]).toMatchObject({ recipient: 'recipient-key-1', needsReach: false });
  });

  it('S0-3 S3-7 S4-10 of which nobody knows whom to tell is asked for', () => {
    const { answer } = brought({ ...announced(waybill, { contact: null }), contact: null });
    expect(answer).toMatchObject({ refusal: 'contact-missing' });
  });

  it('S0-4 that is meant for another station is turned away', () => {
    const { answer, play } = brought(announced(waybill, { station: 'elsewhere' }));
    expect(answer).toMatchObject({ refusal: 'wrong-station' });
    expect(play.last('deposit.refused')).toMatchObject({ reason: 'wrong-station', interlock: null });
  });

  it('S3-6 S4-12 is refused before its agreed time, and flagged after it', () => {
    const now = new Play().now.wallMs;
    expect(brought(announced(waybill, { notBeforeMs: now + 1 })).answer).toMatchObject({
      refusal: 'too-early',
    });
    expect(brought(announced(waybill, { notBeforeMs: now })).answer?.ok).toBe(true);
    const late = brought(announced(waybill, { notAfterMs: now - 1 }));
    expect(late.play.last('deposit.declared').late).toBe(true);
    expect(brought(announced(waybill, { notAfterMs: now })).play.last('deposit.declared').late).toBe(false);
  });

  it('I14 is not refused for the hour by a clock that is in doubt', () => {
    const play = new Play();
    play.reboot(1_000, 'unknown');
    const { visit } = play.admit();
    const early = announced(waybill, { notBeforeMs: play.now.wallMs + 3_600_000 });
    expect(play.startDeposit(visit, waybill, 'S', early).answer.ok).toBe(true);
  });
});

describe('an unannounced parcel', () => {
  it('is taken as unverified when its contact was typed twice alike', () => {
    const once = { ...soundParcel.declared, contactRepeat: 'absent' as const };
    const other = { ...soundParcel.declared, contactRepeat: 'other' as const };
    expect(brought({ declared: once }).answer).toMatchObject({ refusal: 'contact-unrepeated' });
    expect(brought({ declared: other }).answer).toMatchObject({ refusal: 'contact-unrepeated' });
    const { play, answer } = brought({});
    expect(answer?.ok).toBe(true);
    expect(play.last('deposit.unverified')).toMatchObject({ waybill });
  });

  it('is turned away where the operator takes announced parcels only', () => {
    const play = new Play({ policy: { unknownWaybills: 'refuse' } });
    const { visit } = play.admit();
    expect(play.startDeposit(visit, waybill).answer).toMatchObject({ refusal: 'waybill-unknown' });
    expect(play.startDeposit(visit, waybill, 'S', announced(waybill)).answer.ok).toBe(true);
  });
});

describe('a waybill that was here before', () => {
  const dayMs = 24 * 3_600_000;

  it('is refused for thirty days after the parcel was collected', () => {
    const play = new Play();
    const endedAt = play.now;
    const { visit } = play.admit();
    const collected = { knowledge: { ...nothingKnown, ended: { ending: 'collected' as const, endedAt } } };
    expect(play.startDeposit(visit, waybill, 'S', collected).answer).toMatchObject({
      refusal: 'waybill-collected',
    });
    play.wait(30 * dayMs);
    const again = play.admit.bind(play);
    play.do({ do: 'pass-time' });
    expect(play.startDeposit(again().visit, waybill, 'S', collected).answer.ok).toBe(true);
  });

  it('may come again after it was taken back', () => {
    const ended = { ending: 'other' as const, endedAt: new Play().now };
    expect(brought({ knowledge: { ...nothingKnown, ended } }).answer?.ok).toBe(true);
  });
});
