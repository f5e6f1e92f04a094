import { describe, expect, it } from 'vitest';
import { handoversIn } from '#domain/handover';
import { isClassB } from '#domain/events';
import { Play } from './play.ts';
import { RecipientPlay } from './recipient-play.ts';

describe('R18 a receipt', () => {
  it('is for the visit in which the parcel was laid in, with the events counted that follow in its commit', () => {
    const play = new Play();
    const { visit } = play.admit();
    play.startDeposit(visit);
    play.settle('opened');
    const before = play.state;
    const { events } = play.see('A01', 'closed', 'occupied');
    const at = events.findIndex(({ type }) => type === 'deposit.completed');
    const followedBy = events.slice(at + 1).filter(({ type }) => !isClassB(type)).length;
    expect(handoversIn(before, events)).toEqual([{ visit, followedBy }]);
    expect(handoversIn(before, events.slice(0, at + 1))).toEqual([{ visit, followedBy: 0 }]);
  });

  it('is still for the visit that ends in the same commit', () => {
    const play = new RecipientPlay();
    const stay = play.depositFor('anna', 'SF1000000001');
    play.enterCodeOf(stay);
    const { visit } = play;
    play.settle('opened');
    const before = play.state;
    const { events } = play.see('A01', 'closed', 'empty');
    const ended = play.do({ do: 'finish-visit', visit }).events;
    const [handover, ...others] = handoversIn(before, [...events, ...ended]);
    expect(others).toEqual([]);
    expect(handover?.visit).toBe(visit);
    const completed = events.findIndex(({ type }) => type === 'pickup.completed');
    const sequenced = [...events.slice(completed + 1), ...ended].filter(({ type }) => !isClassB(type));
    expect(handover?.followedBy).toBe(sequenced.length);
  });

  it('is for nobody where nothing changed hands, and where nobody is at the kiosk', () => {
    const play = new Play();
    const before = play.state;
    const { events } = play.do({ do: 'admit-courier', courier: { id: 'c1' as never, carrier: 'SF' } });
    expect(events.length).toBeGreaterThan(0);
    expect(handoversIn(before, events)).toEqual([]);
    const collected = new Play();
    const stay = collected.deposit();
    collected.enterCodeOf(stay);
    collected.settle('opened');
    const during = collected.state;
    const taken = collected.see('A01', 'closed', 'empty').events;
    expect(handoversIn({ ...during, visit: null }, taken)).toEqual([]);
  });
});
