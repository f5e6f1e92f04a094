import { strict as assert } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { caseKinds } from '#domain/cases';
import type { DomainEvent } from '#domain/events';
import { handoversIn } from '#domain/handover';
import type { Waybill } from '#domain/words';
import { label, planned, Play } from './play.ts';
import { allow, declare, enter } from './sender.ts';

const waybill = 'SF1234567890123';

const undisclosed = {
  consent: null,
  damaged: false,
  goods: { fresh: false, valuable: false, fragile: false },
  weightG: null,
  contactRepeat: 'same',
  joins: false,
} as const;

/** What the founding documents ask of the station as a whole, where no workflow of its own shows it. */

describe('what delays a parcel', () => {
  it('S0-1 is an event at once, with its reason: no room, nobody who agreed, a door that does not open', () => {
    const play = new Play({ compartments: [planned('A01', 'S')] });
    const { visit } = play.admit();
    play.startDeposit(visit, waybill, 'L');
    expect(play.last('deposit.refused')).toMatchObject({ waybill, reason: 'station-full' });
    play.startDeposit(visit, waybill, 'S', { declared: undisclosed });
    expect(play.last('deposit.refused')).toMatchObject({ reason: 'consent-missing', interlock: 'consent' });
    play.startDeposit(visit, waybill);
    while (play.state.intentions.length > 0) play.settle('no-movement');
    expect(play.count('door.open-not-detected')).toBe(3);
    expect(play.last('lock.degrading')).toMatchObject({ compartment: 'A01', jamCount: 1 });
    expect(play.last('fault.raised')).toMatchObject({ fault: 'lock-did-not-open', subject: 'A01' });
  });
});

describe('a courier', () => {
  it('S0-5 never signs for a recipient: no step of a pickup is theirs', () => {
    const play = new Play();
    const stay = play.deposit(waybill);
    const { visit } = play.admit();
    expect(play.no({ do: 'open-parcel', visit, stay })).toBe('step-unfitting');
    expect(play.no({ do: 'confirm-pickup', visit, taken: true })).toBe('step-unfitting');
    expect(play.no({ do: 'reopen-door', visit, stay })).toBe('step-unfitting');
    play.yes({ do: 'reopen-deposit', visit, stay });
    expect(play.no({ do: 'confirm-pickup', visit, taken: true })).toBe('step-unfitting');
    expect(play.count('pickup.completed')).toBe(0);
  });

  it('S0-27 is named in everything that they do with a parcel', () => {
    const play = new Play();
    const stay = play.deposit(waybill);
    play.yes({ do: 'recall-parcel', stay });
    const { visit } = play.admit();
    play.yes({ do: 'start-recall', visit, stay });
    play.settle('opened');
    play.yes({ do: 'scan-recalled', visit, stay, waybill });
    play.see('A01', 'closed', 'empty');
    play.yes({ do: 'close-manifest', visit, countedCount: 1, isDeclared: false });
    play.startDeposit(visit, 'no');
    play.startDeposit(visit, 'SF0000000002', 'XL');
    const acts: readonly DomainEvent['type'][] = [
      'deposit.started',
      'deposit.completed',
      'deposit.refused',
      'recall.started',
      'recall.completed',
      'manifest.closed',
    ];
    for (const type of acts) expect([type, play.last(type)]).toMatchObject([type, { courier: 'c1' }]);
    expect(play.last('visit.started').actor).toMatchObject({ kind: 'courier', courier: 'c1' });
  });
});

describe('a reservation', () => {
  it('S3-3 keeps a compartment for what a sender will hand in, within its window', () => {
    const play = new Play();
    allow(play, { waybill: 'SF9900000001' as Waybill });
    const holder = { kind: 'waybill', waybill: 'SF9900000001' as Waybill } as const;
    const { wallMs: notBeforeMs } = play.now;
    const window = { notBeforeMs, notAfterMs: notBeforeMs + 3_600_000 };
    const place = { compartment: label('A02') };
    play.yes({ do: 'reserve', reservation: 'r1' as never, holder, place, ...window });
    const { visit } = play.admit();
    const others = play.startDeposit(visit, waybill).answer;
    assert(others.ok);
    expect(play.last('deposit.started').compartment).toBe('A01');
    play.settle('opened');
    play.see('A01', 'closed', 'occupied');
    play.yes({ do: 'finish-visit', visit });
    assert(declare(play, enter(play)).answer.ok);
    expect(play.last('drop-off.started').compartment).toBe('A02');
    expect(play.last('reservation.ended')).toMatchObject({ reservation: 'r1', cause: 'used' });
  });
});

describe('a drop-off', () => {
  it('S3-1 changes hands in one commit, from which its receipt is signed at once, without a link', () => {
    const play = new Play();
    allow(play);
    play.yes({ do: 'change-link', link: 'down' });
    const visit = enter(play);
    assert(declare(play, visit).answer.ok);
    play.settle('opened');
    const before = play.state;
    const { events } = play.see(play.state.visit?.task?.compartment ?? '', 'closed', 'occupied');
    expect(events.map(({ type }) => type)).toContain('drop-off.accepted');
    expect(handoversIn(before, events)).toMatchObject([{ visit }]);
  });
});

describe('every kind of case', () => {
  it('S1-11 S4-19 belongs to one of four classes of trouble, or to none', () => {
    const classes = Object.values(caseKinds).map(({ reason }) => reason);
    expect(new Set(classes)).toEqual(new Set(['delay', 'damage', 'loss', 'misdelivery', 'none']));
  });
});
