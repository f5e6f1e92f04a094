import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/events';
import { label, Play } from './play.ts';

const typesOf = (events: readonly DomainEvent[]) => events.map(({ type }) => type);
const doubts = (play: Play) =>
  play.events.flatMap((event) => (event.type === 'sensor.implausible' ? [event.cause] : []));

describe('a reading of a door', () => {
  it('of a compartment that the station does not have means nothing', () => {
    const play = new Play();
    expect(play.see('Z99', 'open', 'occupied')).toMatchObject({
      events: [],
      effects: [],
      answer: { ok: true },
    });
  });

  it('that shows what is known is no event, and one that differs in anything is one', () => {
    const play = new Play();
    expect(play.see('A01', 'closed', 'empty').events).toEqual([]);
    expect(play.see('A01', 'closed', 'unknown').events).toMatchObject([
      { type: 'door.read', compartment: 'A01', door: 'closed', occupancy: 'unknown', shown: 'unknown' },
    ]);
    expect(play.see('A01', 'closed', 'unknown').events).toEqual([]);
  });

  it('names the visit only where that very door is in use', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    expect(play.last('door.opened')).toMatchObject({ compartment: 'A01', visit });
    play.see('A01', 'closed', 'occupied');
    expect(play.last('door.closed')).toMatchObject({ compartment: 'A01', visit });
    play.see('A03', 'open', 'empty');
    expect(play.last('door.opened')).toMatchObject({ compartment: 'A03', visit: null });
    play.see('A03', 'closed', 'empty');
    expect(play.last('door.closed')).toMatchObject({ compartment: 'A03', visit: null });
  });
});

describe('Incident 39: what cannot be behind a shut door', () => {
  it('counts from three seconds after the door was shut, not before', () => {
    for (const [waitMs, expected] of [
      [2_999, []],
      [3_000, ['moved-behind-shut-door']],
    ] as const) {
      const play = new Play();
      play.see('A01', 'open', 'empty');
      play.see('A01', 'closed', 'empty');
      play.events.length = 0;
      play.wait(waitMs);
      play.see('A01', 'closed', 'occupied');
      expect(doubts(play)).toEqual(expected);
    }
  });

  it('is no doubt behind an open door, from what was unknown, or while somebody is at the door', () => {
    const open = new Play();
    open.wait(10_000);
    open.see('A01', 'open', 'empty');
    open.wait(10_000);
    open.see('A01', 'open', 'occupied');
    expect(doubts(open)).toEqual([]);
    const unknown = new Play();
    unknown.wait(10_000);
    unknown.see('A01', 'closed', 'unknown');
    unknown.see('A01', 'closed', 'occupied');
    expect(doubts(unknown)).toEqual([]);
    const busy = new Play();
    busy.wait(10_000);
    busy.startDeposit(busy.admit().visit);
    busy.see('A01', 'closed', 'occupied');
    expect(doubts(busy)).toEqual([]);
  });

  it('is a rattling door within a second after it was shut, and a forced one later', () => {
    for (const [waitMs, expected] of [
      [999, ['bounced']],
      [1_000, []],
    ] as const) {
      const play = new Play();
      const stay = play.deposit();
      play.enterCodeOf(stay);
      play.settle('opened');
      play.see('A01', 'closed', 'empty');
      play.wait(waitMs);
      play.events.length = 0;
      play.see('A01', 'open', 'empty');
      expect(doubts(play)).toEqual(expected);
    }
  });
});

describe('a door that stands open although nobody asked for it', () => {
  it('is asked for without a visit, and is a fault with its own compartment at the last step', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    play.see('A03', 'open', 'empty');
    play.wait(20_000);
    const { events } = play.do({ do: 'pass-time' });
    const asked = events.filter((event) => event.type === 'door.ajar' && event.compartment === 'A03');
    expect(asked).toMatchObject([{ compartment: 'A03', step: 1, visit: null }]);
    play.wait(160_000);
    play.do({ do: 'pass-time' });
    const faults = play.state.faults.filter(
      ({ code, subject }) => code === 'door-left-open' && subject === 'A03',
    );
    expect(faults).toMatchObject([{ subject: 'A03', compartments: ['A03'] }]);
    const shut = play.see('A03', 'closed', 'empty');
    expect(typesOf(shut.events)).toContain('fault.cleared');
  });
});

describe('a compartment out of use', () => {
  function jammed(): Play {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    for (let pulse = 1; pulse <= 3; pulse += 1) play.settle('no-movement');
    const stay = play.state.visit?.task?.stay;
    if (stay === undefined || stay === null) throw new TypeError('no deposit');
    play.settle('opened');
    play.see('A02', 'closed', 'empty');
    play.yes({ do: 'cancel-deposit', visit, stay, parcelInside: 'no' });
    play.yes({ do: 'finish-visit', visit });
    play.wait(10_000);
    expect(play.state.compartments[0]?.quarantine).toBe('lock-did-not-open');
    return play;
  }

  it('for its lock is offered again when it moved and nothing is seen inside', () => {
    for (const [occupancy, quarantine] of [
      ['empty', null],
      ['unknown', null],
      ['occupied', 'lock-did-not-open'],
    ] as const) {
      const play = jammed();
      play.see('A01', 'open', occupancy);
      expect(play.state.compartments[0]?.quarantine).toBe('lock-did-not-open');
      play.see('A01', 'closed', occupancy);
      expect(play.state.compartments.find((one) => one.label === label('A01'))?.quarantine).toBe(quarantine);
    }
  });
});
