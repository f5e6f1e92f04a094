import { describe, expect, it } from 'vitest';
import type { ReplyFault } from '#simulator/boards/reply-faults';
import { bytesOf, cu16, lockboard8a, wireUp } from './virtual-hardware.ts';

const read = '02 00 30 03 35';
const doors = '02 00 35 FF FF 00 00 03 38';

function askWith(...faults: readonly ReplyFault[]) {
  const hardware = wireUp({ profile: cu16, addresses: [0, 1] });
  for (const fault of faults) hardware.board('board-0').setFault(fault);
  hardware.say(read);
  hardware.clock.advance(5000);
  return hardware;
}

describe('a fault on the reply path', () => {
  it('silent: nothing is said, and the other board still answers', () => {
    const { heard, say } = askWith({ kind: 'silent' });
    expect(heard).toEqual([]);
    say('02 10 30 03 45');
    expect(heard.map((one) => one.hex)).toEqual(['02 10 35 FF FF 00 00 03 48']);
  });

  it('late: the reply comes after the delay', () => {
    expect(askWith({ kind: 'late', delayMs: 400 }).heard).toEqual([{ atMs: 400, hex: doors }]);
  });

  it('bad-checksum: only the last byte is wrong', () => {
    expect(askWith({ kind: 'bad-checksum' }).heard.map((one) => one.hex)).toEqual([
      '02 00 35 FF FF 00 00 03 C7',
    ]);
  });

  it('flipped-bit: exactly one bit differs', () => {
    const [reply] = askWith({ kind: 'flipped-bit' }).heard;
    const differing = bytesOf(reply?.hex ?? '').reduce(
      (count, byte, index) => count + countBits(byte ^ (bytesOf(doors)[index] ?? 0)),
      0,
    );
    expect(differing).toBe(1);
  });

  it('echo: the request comes back in front of the reply', () => {
    expect(askWith({ kind: 'echo' }).heard.map((one) => one.hex)).toEqual([read, doors]);
  });

  it('echo: a request comes back even where the board has nothing to say', () => {
    const { heard, say } = askWith({ kind: 'echo' }, { kind: 'silent' });
    expect(heard.map((one) => one.hex)).toEqual([read]);
    say('02 00 31 03 36');
    expect(heard.map((one) => one.hex)).toEqual([read, '02 00 31 03 36']);
  });

  it('garbage-before: that many bytes stand in front of the whole reply', () => {
    const [reply] = askWith({ kind: 'garbage-before', byteCount: 4 }).heard;
    expect(reply?.hex).toHaveLength(13 * 3 - 1);
    expect(reply?.hex.endsWith(doors)).toBe(true);
  });

  it('doubled: the reply comes twice', () => {
    expect(askWith({ kind: 'doubled' }).heard.map((one) => one.hex)).toEqual([doors, doors]);
  });

  it('merged: the reply comes twice in one piece', () => {
    expect(askWith({ kind: 'merged' }).heard).toEqual([{ atMs: 0, hex: `${doors} ${doors}` }]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('split: breaks after every %i bytes lose none of them', (chunkBytes) => {
    const { heard } = askWith({ kind: 'split', chunkBytes, gapMs: 1 });
    expect(heard.map((one) => one.hex).join(' ')).toBe(doors);
    expect(heard).toHaveLength(Math.ceil(9 / chunkBytes));
  });

  it('wrong-address: the reply is whole and bears the name of another board', () => {
    expect(askWith({ kind: 'wrong-address', address: 1 }).heard.map((one) => one.hex)).toEqual([
      '02 10 35 FF FF 00 00 03 48',
    ]);
  });

  it('split: the reply comes in pieces with silence between them', () => {
    expect(askWith({ kind: 'split', chunkBytes: 4, gapMs: 20 }).heard).toEqual([
      { atMs: 0, hex: '02 00 35 FF' },
      { atMs: 20, hex: 'FF 00 00 03' },
      { atMs: 40, hex: '38' },
    ]);
  });

  it('cut-short: the reply breaks off', () => {
    expect(askWith({ kind: 'cut-short', missingBytes: 5 }).heard.map((one) => one.hex)).toEqual([
      '02 00 35 FF',
    ]);
  });

  it('inverted: every switch and sensor of the board reads the other way round', () => {
    expect(askWith({ kind: 'inverted' }).heard.map((one) => one.hex)).toEqual(['02 00 35 00 00 FF FF 03 38']);
  });

  it('several at once act together', () => {
    const { heard } = askWith({ kind: 'late', delayMs: 10 }, { kind: 'doubled' }, { kind: 'echo' });
    expect(heard).toEqual([
      { atMs: 0, hex: read },
      { atMs: 10, hex: doors },
      { atMs: 10, hex: doors },
    ]);
  });

  it('goes away when it is cleared, one kind or all', () => {
    const { heard, say, board } = askWith({ kind: 'silent' }, { kind: 'bad-checksum' });
    board('board-0').clearFaults('silent');
    say(read);
    board('board-0').clearFaults();
    say(read);
    expect(heard.map((one) => one.hex)).toEqual(['02 00 35 FF FF 00 00 03 C7', doors]);
    expect(board('board-0').faults).toEqual([]);
  });

  it('set for one channel concerns the unlock of that channel and nothing else', () => {
    const { heard, say, clock, board, compartment } = wireUp({ profile: lockboard8a, addresses: [1] });
    board('board-1').setFault({ kind: 'silent' }, 2);
    say('8A 01 02 11 98');
    clock.advance(1000);
    expect(compartment('1-2').view().door).toBe('open');
    expect(heard).toEqual([]);
    say('8A 01 03 11 99');
    clock.advance(1000);
    expect(heard.map((one) => one.hex)).toEqual(['8A 01 03 00 88']);
  });
});

describe('a board that reboots', () => {
  it('drops its coils at once, stays deaf while it starts and forgets what it was about to answer', () => {
    const { heard, say, clock, board, compartment, station } = wireUp({
      profile: lockboard8a,
      addresses: [1],
    });
    compartment('1-1').setWear({ latch: { at: 'stuck' } });
    say('8A 01 01 11 9B');
    clock.advance(100);
    board('board-1').reboot();
    expect(station.cabinet.coilIntervals()).toEqual([{ compartment: '1-1', onAtMs: 0, offAtMs: 100 }]);
    say('80 01 00 33 B2');
    clock.advance(1199);
    expect(board('board-1').isListening).toBe(false);
    expect(heard).toEqual([]);
    clock.advance(1);
    say('80 01 00 33 B2');
    expect(heard.map((one) => one.hex)).toEqual(['80 01 FF FF FF 33 4D']);
  });
});

describe('an adapter that hears itself', () => {
  it('repeats what the controller says, even to boards that are not there', () => {
    const { heard, say, bus } = wireUp({ profile: cu16, addresses: [0] });
    bus.isEchoing = true;
    say('02 50 30 03 85');
    say(read);
    expect(heard.map((one) => one.hex)).toEqual(['02 50 30 03 85', read, doors]);
  });
});

function countBits(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}
