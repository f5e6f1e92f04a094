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
