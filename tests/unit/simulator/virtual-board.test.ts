import { describe, expect, it } from 'vitest';
import { cu16, lockboard8a, wireUp } from './virtual-hardware.ts';

const readBoard0 = '02 00 30 03 35';
const allClosed = '02 00 35 FF FF 00 00 03 38';

describe('a virtual CU16', () => {
  it('answers the golden request for its doors with the golden reply', () => {
    const { say, heard } = wireUp({ profile: cu16, addresses: [0] });
    say(readBoard0);
    expect(heard).toEqual([{ atMs: 0, hex: allClosed }]);
  });

  it('shows the manual example: lock 1 locked, the others open, a parcel behind lock 1', () => {
    const { say, heard, compartment } = wireUp({ profile: cu16, addresses: [0] });
    for (let channel = 1; channel <= 16; channel += 1) compartment(`0-${String(channel)}`).openByHand();
    compartment('0-1').putParcel();
    compartment('0-1').closeDoor();
    say(readBoard0);
    expect(heard[0]?.hex).toBe('02 00 35 01 00 01 00 03 3C');
  });

  it('shows lock 1 of board 3 open and parcels behind locks 1 and 16', () => {
    const { say, heard, compartment } = wireUp({ profile: cu16, addresses: [1, 3] });
    compartment('3-16').openByHand();
    compartment('3-16').putParcel();
    compartment('3-16').closeDoor();
    compartment('3-1').openByHand();
    compartment('3-1').putParcel();
    say('02 30 30 03 65');
    expect(heard[0]?.hex).toBe('02 30 35 FE FF 01 80 03 E8');
  });

  it('opens exactly the lock that was asked for and answers an unlock with silence', () => {
    const { say, heard, clock, station } = wireUp({ profile: cu16, addresses: [0, 1] });
    say('02 02 31 03 38');
    clock.advance(2000);
    expect(heard).toEqual([]);
    const open = station.cabinet.labels.filter(
      (label) => station.cabinet.find(label)?.view().door === 'open',
    );
    expect(open).toEqual(['0-3']);
    expect(station.cabinet.coilIntervals()).toEqual([{ compartment: '0-3', onAtMs: 0, offAtMs: 550 }]);
  });

  it('answers an unlock with its doors where its firmware does so', () => {
    const { say, heard, clock } = wireUp({
      profile: cu16,
      addresses: [0],
      answersUnlock: { 'board-0': true },
    });
    say('02 0F 31 03 45');
    clock.advance(550);
    expect(heard.map((one) => one.hex)).toEqual(['02 00 35 FF 7F 00 00 03 B8']);
  });

  it('ignores frames with a wrong sum, broadcasts and frames for boards that are not there', () => {
    const { say, heard, clock, bus, station } = wireUp({ profile: cu16, addresses: [0] });
    for (const hex of ['02 10 30 03 3E', '02 0F 31 03 49', '02 F0 32 03 27', '02 10 31 03 46']) say(hex);
    clock.advance(2000);
    expect(heard).toEqual([]);
    expect(station.cabinet.coilIntervals()).toEqual([]);
    expect(bus.counters()).toMatchObject({ requestCount: 1, controllerByteCount: 20, strangeByteCount: 10 });
  });

  it('finds a request behind noise and a request that comes byte by byte', () => {
    const { say, heard } = wireUp({ profile: cu16, addresses: [0] });
    say('FF 02 02 00');
    for (const byte of ['30', '03', '35']) say(byte);
    expect(heard.map((one) => one.hex)).toEqual([allClosed]);
  });

  it('reads the other way round where the profile says that a bit of 1 means open and empty', () => {
    const profile = { ...cu16, polarity: { hook: 'one-is-open', item: 'one-is-empty' } } as const;
    const { say, heard, compartment } = wireUp({ profile, addresses: [0] });
    compartment('0-1').openByHand();
    compartment('0-1').putParcel();
    say(readBoard0);
    expect(heard[0]?.hex).toBe('02 00 35 01 00 FE FF 03 38');
  });
});

describe('a virtual 8A board', () => {
  it.each([
    ['8A 01 01 11 9B', '8A 01 01 00 8A', '1-1'],
    ['8A 01 0C 11 96', '8A 01 0C 00 87', '1-12'],
    ['8A 02 0C 11 95', '8A 02 0C 00 84', '2-12'],
  ])('answers the golden unlock %s with %s once the lock has given way', (request, reply, label) => {
    const { say, heard, clock, compartment } = wireUp({ profile: lockboard8a, addresses: [1, 2] });
    say(request);
    clock.advance(1000);
    expect(heard.map((one) => one.hex)).toEqual([reply]);
    expect(heard[0]?.atMs).toBeLessThan(300);
    expect(compartment(label).view().door).toBe('open');
  });

  it('answers at the end of the pulse with the bytes of the request where the lock did not give way', () => {
    const { say, heard, clock, compartment } = wireUp({ profile: lockboard8a, addresses: [1] });
    compartment('1-1').setWear({ latch: { at: 'stuck' } });
    say('8A 01 01 11 9B');
    clock.advance(1000);
    expect(heard).toEqual([{ atMs: 300, hex: '8A 01 01 11 9B' }]);
  });

  it('shows doors 1, 9 and 24 closed in the golden order of bytes', () => {
    const { say, heard, compartment } = wireUp({ profile: lockboard8a, addresses: [1] });
    for (let channel = 1; channel <= 24; channel += 1) {
      if (![1, 9, 24].includes(channel)) compartment(`1-${String(channel)}`).openByHand();
    }
    say('80 01 00 33 B2');
    expect(heard[0]?.hex).toBe('80 01 80 01 01 33 32');
  });

  it('has seven bytes of doors with eight channels too', () => {
    const profile = { ...lockboard8a, channels: 8 };
    const { say, heard, compartment } = wireUp({ profile, addresses: [1] });
    for (let channel = 1; channel <= 8; channel += 1) compartment(`1-${String(channel)}`).openByHand();
    say('80 01 00 33 B2');
    expect(heard[0]?.hex).toBe('80 01 00 00 00 33 B2');
  });
});
