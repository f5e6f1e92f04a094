import { describe, expect, it } from 'vitest';
import type { Happening } from '#simulator/physics/happenings';
import { cu16, wireUp } from './virtual-hardware.ts';

const unlockFirst = '02 00 31 03 36';

function bring(hands: 'people' | 'nobody', seed = 1) {
  const hardware = wireUp({ profile: cu16, addresses: [0], hands, seed });
  const happenings: Happening[] = [];
  hardware.station.cabinet.observe((happening) => happenings.push(happening));
  return { ...hardware, happenings, first: hardware.compartment('0-1') };
}

describe('people at the cabinet', () => {
  it('put a parcel into an empty compartment that opens, and close the door', () => {
    const { say, clock, first } = bring('people');
    say(unlockFirst);
    clock.advance(10_000);
    expect(first.view()).toMatchObject({ door: 'closed', latch: 'engaged', parcel: 'inside' });
  });

  it('take the parcel out of an occupied compartment that opens, and close the door', () => {
    const { say, clock, first } = bring('people');
    say(unlockFirst);
    clock.advance(10_000);
    say(unlockFirst);
    clock.advance(10_000);
    expect(first.view()).toMatchObject({ door: 'closed', parcel: 'absent' });
  });

  it('take the time that their seed gives them', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => {
      const { say, clock, happenings } = bring('people', seed);
      say(unlockFirst);
      clock.advance(10_000);
      return happenings;
    });
    expect(one?.map((happening) => happening.what)).toContain('parcel-put');
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('do nothing where there are none', () => {
    const { say, clock, first } = bring('nobody');
    say(unlockFirst);
    clock.advance(60_000);
    expect(first.view()).toMatchObject({ door: 'open', parcel: 'absent' });
  });

  it('leave an open door as it is when they are sent away, and look after the next one when they are back', () => {
    const { say, clock, first, compartment, station } = bring('people');
    say(unlockFirst);
    clock.advance(1000);
    station.people.setPresent(false);
    clock.advance(60_000);
    expect(first.view()).toMatchObject({ door: 'open', parcel: 'absent' });
    station.people.setPresent(true);
    say('02 02 31 03 38');
    clock.advance(10_000);
    expect(compartment('0-3').view()).toMatchObject({ door: 'closed', parcel: 'inside' });
    expect(first.view().door).toBe('open');
  });

  it('stop caring about a door that somebody else has closed', () => {
    const { say, clock, first, happenings } = bring('people');
    say(unlockFirst);
    clock.advance(1000);
    first.closeDoor();
    clock.advance(60_000);
    expect(happenings.filter((one) => one.what === 'parcel-put')).toEqual([]);
    expect(clock.waitingCount()).toBe(0);
  });
});
