import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDice } from '#simulator/dice';
import { hearTogether } from '#simulator/wires/superposition';
import { bytesOf, cu16, hexOf, lockboard8a, wireUp } from './virtual-hardware.ts';

const readOf1 = '02 10 30 03 45';
const doorsOf1 = '02 10 35 FF FF 00 00 03 48';
const unlock3Of1 = '02 12 31 03 48';
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });

/** Board 0 with its switch set to the address of board 1. */
function clash(pacing: 'off' | 'line-speed', seed = 1) {
  const hardware = wireUp({ profile: cu16, addresses: [0, 1], pacing, seed, turnaroundMs: 2 });
  hardware.board('board-0').setFault({ kind: 'address-clash', address: 1 });
  const ask = (count: number): string[] => {
    for (let read = 0; read < count; read += 1) {
      hardware.say(readOf1);
      hardware.clock.advance(200);
    }
    return hardware.heard.map((one) => one.hex);
  };
  return { ...hardware, ask };
}

describe('two drivers on one line', () => {
  it('a driver alone is heard byte for byte', () => {
    fc.assert(
      fc.property(bytes, fc.double({ min: 0, max: 30, noNaN: true }), (said, afterBits) => {
        expect(hearTogether([{ afterBits, bytes: said }], createDice(1))).toEqual(said);
      }),
    );
  });

  it('the same bytes at the same instant are heard as one frame, because no bit is contested', () => {
    fc.assert(
      fc.property(bytes, (said) => {
        const talks = [
          { afterBits: 0, bytes: said },
          { afterBits: 0, bytes: said },
        ];
        expect(hearTogether(talks, createDice(1))).toEqual(said);
      }),
    );
  });

  it('one after the other are both heard whole', () => {
    const talks = [
      { afterBits: 0, bytes: bytesOf('01 02') },
      { afterBits: 20, bytes: bytesOf('03 04') },
    ];
    expect(hexOf(hearTogether(talks, createDice(1)))).toBe('01 02 03 04');
  });

  it('where they contradict each other no frame is heard, and the same dice give the same bytes', () => {
    const said = bytesOf(doorsOf1);
    for (let seed = 1; seed <= 200; seed += 1) {
      const talks = [
        { afterBits: 0, bytes: said },
        { afterBits: 3 + (seed % 17), bytes: said },
      ];
      const heard = hearTogether(talks, createDice(seed));
      expect(hearTogether(talks, createDice(seed))).toEqual(heard);
      expect(hexOf(heard)).not.toContain(doorsOf1);
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.length).toBeLessThanOrEqual(11);
    }
  });
});

describe.each(['off', 'line-speed'] as const)('address-clash, pacing %s', (pacing) => {
  it('two boards answer at once: one burst of spoilt bytes and one collision for each read', () => {
    const { ask, bus } = clash(pacing);
    const heard = ask(20);
    expect(heard).toHaveLength(20);
    expect(bus.counters()).toMatchObject({ collisionCount: 20, requestCount: 20, boardByteCount: 360 });
    expect(heard.filter((hex) => hex.includes(doorsOf1)).length).toBeLessThan(4);
    expect(new Set(heard).size).toBeGreaterThan(10);
  });

  it('the same seed spoils the same bytes, another one others', () => {
    expect(clash(pacing, 7).ask(10)).toEqual(clash(pacing, 7).ask(10));
    expect(clash(pacing, 7).ask(10)).not.toEqual(clash(pacing, 8).ask(10));
  });

  it('both boards obey: an unlock energises both coils and opens both doors', () => {
    const { say, clock, heard, compartment, station } = clash(pacing);
    say(unlock3Of1);
    clock.advance(2000);
    expect(heard).toEqual([]);
    expect([compartment('0-3').view().door, compartment('1-3').view().door]).toEqual(['open', 'open']);
    const coils = station.cabinet.coilIntervals().map((one) => one.compartment);
    expect(coils.toSorted()).toEqual(['0-3', '1-3']);
  });

  it('nobody answers to the address that was left, until the switch is set right again', () => {
    const { say, clock, heard, board } = clash(pacing);
    say('02 00 30 03 35');
    clock.advance(200);
    expect(heard).toEqual([]);
    board('board-0').clearFaults('address-clash');
    expect(board('board-0').address).toBe(0);
    for (const read of ['02 00 30 03 35', readOf1]) {
      say(read);
      clock.advance(200);
    }
    expect(heard.map((one) => one.hex)).toEqual(['02 00 35 FF FF 00 00 03 38', doorsOf1]);
  });
});

describe('address-clash at line speed', () => {
  it('a board that answers after the other has ended is heard whole, and nothing collides', () => {
    const { ask, bus, board } = clash('line-speed');
    board('board-0').setFault({ kind: 'late', delayMs: 60 });
    expect(ask(1)).toEqual([doorsOf1, doorsOf1]);
    expect(bus.counters().collisionCount).toBe(0);
  });

  it('a board that begins in the middle of the other’s reply spoils its end only', () => {
    const { ask, bus, board } = clash('line-speed');
    board('board-0').setFault({ kind: 'late', delayMs: 6 });
    const [heard = ''] = ask(1);
    expect(heard.startsWith('02 10 35 FF FF')).toBe(true);
    expect(heard).not.toContain(doorsOf1);
    expect(bus.counters().collisionCount).toBe(1);
  });

  it('latches that move at different times make two whole answers to an unlock', () => {
    const { say, clock, heard, board, bus } = wireUp({
      profile: lockboard8a,
      addresses: [1, 2],
      pacing: 'line-speed',
    });
    board('board-2').setFault({ kind: 'address-clash', address: 1 });
    say('8A 01 05 11 9F');
    clock.advance(1000);
    expect(heard.map((one) => one.hex)).toEqual(['8A 01 05 00 8E', '8A 01 05 00 8E']);
    expect(bus.counters().collisionCount).toBe(0);
  });
});
