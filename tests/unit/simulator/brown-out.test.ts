import { describe, expect, it } from 'vitest';
import { bytesOf, cu16, lockboard8a, wireUp } from './virtual-hardware.ts';

const unlock1 = '02 00 31 03 36';
const read = '02 00 30 03 35';
const allClosed = '02 00 35 FF FF 00 00 03 38';
const cleared = '02 00 35 00 00 00 00 03 3A';

const brownOut = { kind: 'brown-out', holdMs: 12, blankMs: 300 } as const;

describe('brown-out', () => {
  it('the pulse ends when the supply sags, so that the latch holds and the door stays shut', () => {
    const { say, clock, board, station, compartment } = wireUp({ profile: cu16, addresses: [0] });
    board('board-0').setFault(brownOut);
    say(unlock1);
    clock.advance(5000);
    expect(station.cabinet.coilIntervals()).toEqual([{ compartment: '0-1', onAtMs: 0, offAtMs: 12 }]);
    expect(compartment('0-1').view()).toMatchObject({ door: 'closed', latch: 'engaged' });
  });

  it('a supply that holds longer than the plunger travels opens the door, and still restarts the board', () => {
    const { say, clock, board, compartment } = wireUp({ profile: cu16, addresses: [0] });
    board('board-0').setFault({ ...brownOut, holdMs: 100 });
    say(unlock1);
    clock.advance(500);
    expect(compartment('0-1').view()).toMatchObject({ door: 'open', coil: 'off' });
    expect(board('board-0').isListening).toBe(false);
  });

  it.each([
    [9600, 3],
    [19_200, 6],
    [115_200, 35],
  ])('the driver of a board at %i baud spits %i bytes when it loses its mind', (baud, byteCount) => {
    const profile = { ...cu16, line: { ...cu16.line, baud } };
    const { say, clock, board, heard } = wireUp({ profile, addresses: [0] });
    board('board-0').setFault(brownOut);
    say(unlock1);
    clock.advance(5000);
    expect(heard.map(({ atMs, hex }) => [atMs, bytesOf(hex).length])).toEqual([[12, byteCount]]);
  });

  it('the same seed spits the same bytes, another one others', () => {
    const spat = (seed: number): string[] => {
      const { say, clock, board, heard } = wireUp({ profile: cu16, addresses: [0], seed });
      board('board-0').setFault(brownOut);
      say(unlock1);
      clock.advance(100);
      return heard.map((one) => one.hex);
    };
    expect(spat(3)).toEqual(spat(3));
    expect(spat(3)).not.toEqual(spat(4));
  });

  it('the board is deaf while it starts, shows cleared registers next and its doors at last', () => {
    const { say, clock, board, heard } = wireUp({ profile: cu16, addresses: [0] });
    board('board-0').setFault(brownOut);
    say(unlock1);
    clock.advance(12);
    heard.splice(0);
    for (const byMs of [1199, 1, 299, 1]) {
      clock.advance(byMs);
      say(read);
    }
    expect(heard).toEqual([
      { atMs: 1212, hex: cleared },
      { atMs: 1511, hex: cleared },
      { atMs: 1512, hex: allClosed },
    ]);
  });

  it('an answer that the board still owed is never given', () => {
    const { say, clock, board, heard } = wireUp({ profile: lockboard8a, addresses: [1] });
    board('board-1').setFault(brownOut);
    say('8A 01 01 11 9B');
    clock.advance(5000);
    expect(heard.map(({ atMs }) => atMs)).toEqual([12]);
  });

  it('nothing sags where no lock is wired, where another lock is weak, or once it is mended', () => {
    const { say, clock, board, heard, station } = wireUp({ profile: cu16, addresses: [0] });
    board('board-0').setFault(brownOut, 5);
    say(unlock1);
    clock.advance(2000);
    expect(station.cabinet.coilIntervals()).toEqual([{ compartment: '0-1', onAtMs: 0, offAtMs: 550 }]);
    say('02 04 31 03 3A');
    clock.advance(2000);
    expect(heard).toHaveLength(1);
    board('board-0').clearFaults('brown-out', 5);
    say('02 04 31 03 3A');
    clock.advance(2000);
    expect(heard).toHaveLength(1);
    expect(station.cabinet.coilIntervals().at(-1)).toMatchObject({ compartment: '0-5', onAtMs: 4000 });
    expect(station.cabinet.coilIntervals().at(-1)).toMatchObject({ offAtMs: 4550 });
  });

  it('a read alone sags nothing, and the other board of the line goes on', () => {
    const { say, clock, board, heard } = wireUp({ profile: cu16, addresses: [0, 1] });
    board('board-0').setFault(brownOut);
    say(read);
    say(unlock1);
    clock.advance(20);
    say('02 10 30 03 45');
    expect(heard.map((one) => one.hex)).toEqual([
      allClosed,
      expect.any(String),
      '02 10 35 FF FF 00 00 03 48',
    ]);
  });
});

describe('a reboot', () => {
  it('may leave the registers cleared for a while, whatever the wiring of the switches is', () => {
    const { say, clock, board, heard } = wireUp({ profile: cu16, addresses: [0] });
    board('board-0').setFault({ kind: 'inverted' });
    board('board-0').reboot(3000);
    clock.advance(1200);
    say(read);
    clock.advance(3000);
    say(read);
    expect(heard.map((one) => one.hex)).toEqual([cleared, '02 00 35 00 00 FF FF 03 38']);
  });
});
