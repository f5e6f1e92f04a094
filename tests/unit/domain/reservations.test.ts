import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOver } from '#domain/reservation';
import type { BootId, CompartmentLabel, CourierId, ReservationId, Waybill } from '#domain/words';
import { planned, Play } from './play.ts';

const hourMs = 3_600_000;
const id = 'r1' as ReservationId;
const theirs = 'SF0000000000001';
const other = 'SF0000000000002';

function reserved(play: Play, more: object = {}) {
  return play.do({
    do: 'reserve',
    reservation: id,
    holder: { kind: 'waybill', waybill: theirs as Waybill },
    place: { size: 'S', needsReach: false },
    notBeforeMs: play.now.wallMs,
    notAfterMs: play.now.wallMs + hourMs,
    ...more,
  });
}

describe('a reservation', () => {
  it('S4-10 keeps a compartment for its parcel, and ends when it has come', () => {
    const play = new Play({ compartments: [planned('A01', 'S'), planned('A02', 'M')] });
    reserved(play);
    expect(play.last('reservation.made')).toMatchObject({ compartment: 'A01' });
    const { visit } = play.admit();
    play.startDeposit(visit, other);
    expect(play.last('deposit.started').compartment).toBe('A02');
    play.settle('opened');
    play.see('A02', 'closed', 'occupied');
    play.startDeposit(visit, theirs);
    expect(play.last('deposit.started').compartment).toBe('A01');
    expect(play.last('reservation.ended')).toMatchObject({ reservation: id, cause: 'used' });
    expect(play.state.reservations).toEqual([]);
  });

  it('keeps a compartment for a courier, one parcel each', () => {
    const play = new Play({ compartments: [planned('A01', 'S'), planned('A02', 'S')] });
    reserved(play, {
      holder: { kind: 'courier', courier: 'c1' as CourierId },
      place: { compartment: 'A02' as CompartmentLabel },
    });
    play.startDeposit(play.admit().visit, other);
    expect(play.last('deposit.started').compartment).toBe('A02');
    expect(play.state.reservations).toEqual([]);
  });

  it('is refused for what is taken, reserved or over, and repeated without harm', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    const past = { notBeforeMs: play.now.wallMs - hourMs, notAfterMs: play.now.wallMs };
    expect(reserved(play, past).answer).toMatchObject({ refusal: 'window-over' });
    expect(reserved(play).answer.ok).toBe(true);
    expect(reserved(play).events).toEqual([]);
    expect(reserved(play, { reservation: 'r2' as ReservationId }).answer).toMatchObject({
      refusal: 'station-full',
    });
    play.yes({ do: 'cancel-reservation', reservation: id });
    expect(play.no({ do: 'cancel-reservation', reservation: id })).toBe('reservation-unknown');
    expect(play.last('reservation.ended').cause).toBe('cancelled');
  });

  it('S0-16 does not hold before its window, and ends after it', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    reserved(play, { notBeforeMs: play.now.wallMs + 60_000 });
    const { visit } = play.admit();
    const early = play.startDeposit(visit, other);
    expect(early.answer.ok).toBe(true);
    const again = new Play({ compartments: [planned('A01', 'S')] });
    reserved(again);
    again.wait(hourMs - 1);
    again.do({ do: 'pass-time' });
    expect(again.startDeposit(again.admit().visit, other).answer).toMatchObject({ refusal: 'station-full' });
    again.wait(1);
    again.do({ do: 'pass-time' });
    expect(again.last('reservation.ended').cause).toBe('expired');
  });

  it('S0-16 is held by a clock in doubt until its time has surely passed', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    reserved(play);
    play.reboot(10 * hourMs, 'unknown');
    play.do({ do: 'pass-time' });
    expect(play.state.reservations).toHaveLength(1);
    play.wait(hourMs);
    play.do({ do: 'pass-time' });
    expect(play.state.reservations).toEqual([]);
  });

  it('ends never before the end of its window, whatever the clock is worth', () => {
    const moment = { wallMs: 1_000_000, monoMs: 5_000, boot: 'b1' as BootId, clock: 'trusted' as const };
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.boolean(), (lengthMs, passedMs, isSameBoot) => {
        const reservation = {
          id,
          compartment: 'A01' as CompartmentLabel,
          holder: { kind: 'waybill', waybill: theirs as Waybill },
          notBeforeMs: moment.wallMs,
          notAfterMs: moment.wallMs + lengthMs + 1,
          reservedAt: moment,
        } as const;
        for (const clock of ['trusted', 'bounded', 'unknown'] as const) {
          const boot = (isSameBoot ? 'b1' : 'b2') as BootId;
          const monoMs = isSameBoot ? moment.monoMs + passedMs : Math.min(passedMs, 1_000);
          const now = { wallMs: moment.wallMs + passedMs, monoMs, boot, clock };
          if (isOver(reservation, now)) expect(passedMs).toBeGreaterThan(lengthMs);
        }
      }),
    );
  });
});

describe('asking for a reservation', () => {
  const three = [planned('A01', 'S'), planned('A02', 'S'), planned('A03', 'M')];
  const another = 'r2' as ReservationId;

  it('a second time is a yes without a second compartment, although none is left', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    reserved(play);
    expect(reserved(play)).toMatchObject({ answer: { ok: true }, events: [] });
    expect(reserved(play, { reservation: another }).answer).toEqual({
      ok: false,
      refusal: 'station-full',
      free: [],
    });
  });

  it('needs a window that has a length and, where the clock can be believed, is not over', () => {
    const play = new Play({ compartments: three });
    const soon = play.now.wallMs + hourMs;
    expect(reserved(play, { notBeforeMs: soon, notAfterMs: soon }).answer).toMatchObject({
      refusal: 'window-over',
    });
    play.setWall(0, 'unknown');
    expect(reserved(play, { notBeforeMs: soon - 2 * hourMs, notAfterMs: soon - hourMs - 1 }).answer.ok).toBe(
      true,
    );
  });

  it('by its label gets that compartment, if it is here, free and nobody else’s', () => {
    const play = new Play({ compartments: three });
    const at = (compartment: string, reservation: string) =>
      reserved(play, { reservation: reservation as ReservationId, place: { compartment } }).answer;
    expect(at('Z99', 'r0')).toMatchObject({ refusal: 'station-full' });
    expect(at('A02', 'r1').ok).toBe(true);
    expect(at('A02', 'r2')).toMatchObject({ refusal: 'station-full', free: ['S', 'M'] });
    expect(at('A01', 'r2').ok).toBe(true);
    play.deposit('SF0000000000009');
    expect(play.state.stays).toMatchObject([{ compartment: 'A03' }]);
    expect(at('A03', 'r3')).toMatchObject({ refusal: 'station-full', free: [] });
  });

  it('is taken back alone, and leaves the others', () => {
    const play = new Play({ compartments: three });
    reserved(play);
    reserved(play, { reservation: another, place: { compartment: 'A03' } });
    play.yes({ do: 'cancel-reservation', reservation: id });
    expect(play.state.reservations.map((one) => one.id)).toEqual([another]);
  });

  it('for a parcel ends with the parcel wherever it went; a courier’s ends with its compartment only', () => {
    const play = new Play({ compartments: three });
    const courier = { kind: 'courier', courier: 'c1' as CourierId } as const;
    reserved(play, { holder: courier, place: { compartment: 'A01' } });
    reserved(play, { reservation: another, holder: courier, place: { compartment: 'A02' } });
    reserved(play, { reservation: 'r3' as ReservationId, place: { compartment: 'A03' } });
    play.startDeposit(play.admit().visit, theirs, 'M');
    expect(play.last('deposit.started').compartment).toBe('A03');
    expect(play.state.reservations.map((one) => one.id)).toEqual([id, another]);
    const own = new Play({ compartments: three });
    reserved(own, { holder: courier, place: { compartment: 'A01' } });
    reserved(own, { reservation: another, holder: courier, place: { compartment: 'A02' } });
    own.startDeposit(own.admit().visit, other);
    expect(own.last('deposit.started').compartment).toBe('A01');
    expect(own.state.reservations.map((one) => one.id)).toEqual([another]);
  });
});
