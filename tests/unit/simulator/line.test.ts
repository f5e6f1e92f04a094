import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDice } from '#simulator/dice';
import { createHandClock } from '#simulator/hand-clock';
import { createLine } from '#simulator/wires/line';
import { bytesOf, cu16, hexOf, wireUp } from './virtual-hardware.ts';

const read = '02 00 30 03 35';
const doors = '02 00 35 FF FF 00 00 03 38';
/** Five bytes of request and nine of reply, ten bits each. */
const exchangeMs = (14 * 10 * 1000) / 9600;

describe('a line at 9600 baud', () => {
  it('takes the wire time of fourteen bytes for a status exchange', () => {
    const { say, heard, clock, bus } = wireUp({ profile: cu16, addresses: [0], pacing: 'line-speed' });
    say(read);
    clock.advance(exchangeMs - 0.001);
    expect(heard).toEqual([]);
    clock.advance(0.002);
    expect(heard.map((one) => one.hex)).toEqual([doors]);
    expect(heard[0]?.atMs).toBeCloseTo(14.583, 3);
    expect(bus.counters().busyMs).toBeCloseTo(exchangeMs, 6);
    expect(bus.counters().lateMs).toBeCloseTo(0, 6);
  });

  it('accounts for the time by which its own clock delivers late', () => {
    const hand = createHandClock();
    const lateClock = {
      nowMs: () => hand.nowMs(),
      after: (delayMs: number, task: () => void) => hand.after(delayMs + 0.5, task),
    };
    const heard: string[] = [];
    const line = createLine({
      baud: 9600,
      clock: lateClock,
      dice: createDice(1),
      toBoards: () => line.talkToController([{ afterMs: 0, bytes: bytesOf(doors) }]),
      toController: (bytes) => heard.push(hexOf(bytes)),
    });
    line.talkToBoards(bytesOf(read));
    hand.advance(100);
    expect(heard).toEqual([doors]);
    expect(line.counters().lateMs).toBeCloseTo(0.5, 6);
    expect(line.counters().busyMs).toBeCloseTo(exchangeMs, 6);
  });

  it('is busy all the time while it is polled without a pause', () => {
    const { say, heard, clock, bus } = wireUp({ profile: cu16, addresses: [0], pacing: 'line-speed' });
    for (let poll = 0; poll < 100; poll += 1) {
      say(read);
      clock.advance(exchangeMs + 0.0001);
    }
    expect(heard).toHaveLength(100);
    expect(bus.counters().busyMs / clock.nowMs()).toBeGreaterThan(0.9999);
    expect(bus.counters().collisionCount).toBe(0);
  });

  it('adds the turnaround of the board, during which the wire is silent', () => {
    const { say, heard, clock, bus } = wireUp({
      profile: cu16,
      addresses: [0],
      pacing: 'line-speed',
      turnaroundMs: 3,
    });
    say(read);
    clock.advance(100);
    expect(heard[0]?.atMs).toBeCloseTo(exchangeMs + 3, 6);
    expect(bus.counters().busyMs).toBeCloseTo(exchangeMs, 6);
  });

  it('sends bytes that are written together one after the other', () => {
    const clock = createHandClock();
    const heard: { atMs: number; hex: string }[] = [];
    const line = createLine({
      baud: 9600,
      clock,
      dice: createDice(1),
      toBoards: (bytes) => heard.push({ atMs: clock.nowMs(), hex: hexOf(bytes) }),
      toController: () => undefined,
    });
    line.talkToBoards(bytesOf('01 02'));
    line.talkToBoards(bytesOf('03'));
    clock.advance(10);
    expect(heard.map((one) => one.hex)).toEqual(['01 02', '03']);
    expect(heard[1]?.atMs).toBeCloseTo(3.125, 6);
    expect(line.counters().collisionCount).toBe(0);
  });
});

describe('a collision', () => {
  it('is counted and spoils both frames when the controller talks over a reply', () => {
    const { say, heard, clock, bus } = wireUp({ profile: cu16, addresses: [0], pacing: 'line-speed' });
    say(read);
    clock.advance(10);
    say('02 00 31 03 36');
    clock.advance(2000);
    expect(bus.counters().collisionCount).toBe(1);
    expect(heard).toHaveLength(1);
    expect(heard[0]?.hex).not.toBe(doors);
    expect(bus.counters().requestCount).toBe(1);
  });

  it('is counted when a late board talks over a request to another one', () => {
    const { say, heard, clock, bus, board } = wireUp({
      profile: cu16,
      addresses: [0, 1],
      pacing: 'line-speed',
    });
    board('board-0').setFault({ kind: 'late', delayMs: 100 });
    say(read);
    clock.advance(103);
    say('02 10 30 03 45');
    clock.advance(100);
    expect(bus.counters().collisionCount).toBe(1);
    expect(heard.map((one) => one.hex)).not.toContain(doors);
  });

  it('is counted when two boards answer at the same time', () => {
    const { say, clock, bus } = wireUp({ profile: cu16, addresses: [0, 1], pacing: 'line-speed' });
    say(`${read} 02 10 30 03 45`);
    clock.advance(100);
    expect(bus.counters().collisionCount).toBe(1);
  });

  it('is never counted where the controller waits for the reply, whatever the faults are', () => {
    const pause = fc.double({ min: 0.001, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(pause, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        (pauses, chunk) => {
          const { say, clock, bus, board } = wireUp({ profile: cu16, addresses: [0], pacing: 'line-speed' });
          board('board-0').setFault({ kind: 'split', chunkBytes: chunk, gapMs: 1 });
          for (const pauseMs of pauses) {
            say(read);
            clock.advance(exchangeMs + 9 + pauseMs);
          }
          expect(bus.counters().collisionCount).toBe(0);
        },
      ),
    );
  });
});
