import { beforeEach, describe, expect, test } from 'vitest';
import { profile as cu16 } from '../bridge/board-farm.ts';
import type { VirtualBoard } from '#simulator/boards/virtual-board';
import type { IntentionId } from '#domain/words';
import { createTwin, isUnlock, labelOf, watchRequests, type Twin } from './twin.ts';

const minute = 60_000;

let twin: Twin;

beforeEach(async () => {
  twin = createTwin({ profile: cu16, buses: [[0, 1, 2]] });
  await twin.start();
});

function board(address: number): VirtualBoard {
  const found = twin.station.boards.get(`b0-${String(address)}`);
  if (!found) throw new TypeError('there is no such board');
  return found;
}

/** What was told of one board: its faults by name, what its doors read, what became of an unlock. */
function toldOf(address: number): readonly string[] {
  return twin.reports.flatMap((report) => {
    if (report.kind === 'reading') {
      return report.compartment.startsWith(`0-${String(address)}-`) ? [report.door] : [];
    }
    if (report.kind === 'unlock') {
      return report.intention.startsWith(`i${String(address)}-`) ? [report.outcome] : [];
    }
    return 'board' in report && report.board === `b0-${String(address)}` ? [report.kind] : [];
  });
}

const sixteen = (door: string): readonly string[] => Array.from({ length: 16 }, () => door);
const unlock = (address: number, channel: number): void =>
  twin.doors.unlock(`i${String(address)}-${String(channel)}` as IntentionId, labelOf(0, address, channel));
const doorOf = (address: number, channel: number): string | undefined =>
  twin.station.cabinet.find(labelOf(0, address, channel))?.view().door;

describe('R7 two boards with one address', () => {
  test('both are out of service, no door is told to be open, and the third board works', async () => {
    board(0).setFault({ kind: 'address-clash', address: 1 });
    await twin.clock.advance(minute);
    expect(toldOf(0)).toEqual(['board-silent', ...sixteen('unknown')]);
    expect(toldOf(1)).toEqual(['board-silent', ...sixteen('unknown')]);
    expect(twin.bus(0).counters().collisionCount).toBeGreaterThan(3);
    unlock(2, 4);
    await twin.clock.advance(10_000);
    expect(toldOf(2)).toEqual(['open', 'opened']);
    expect(doorOf(2, 4)).toBe('open');
  });

  test('both are back with their own doors when the switch is set right', async () => {
    board(0).setFault({ kind: 'address-clash', address: 1 });
    await twin.clock.advance(minute);
    twin.reports.splice(0);
    board(0).clearFaults('address-clash');
    await twin.clock.advance(minute);
    for (const address of [0, 1]) {
      expect(toldOf(address)).toEqual(['board-answering', ...sixteen('closed')]);
    }
    unlock(0, 2);
    await twin.clock.advance(10_000);
    expect([doorOf(0, 2), doorOf(1, 2)]).toEqual(['open', 'closed']);
  });
});

describe('R7 a supply that sags under a coil', () => {
  test('no door is told to be open, the pulse is not repeated, and the other boards work', async () => {
    const pulses = watchRequests(twin, 0, isUnlock);
    board(1).setFault({ kind: 'brown-out', holdMs: 12, blankMs: 300 });
    unlock(1, 3);
    await twin.clock.advance(minute);
    const restarted = ['board-silent', ...sixteen('unknown'), 'board-answering', ...sixteen('closed')];
    expect(toldOf(1)).toEqual([...restarted, 'no-movement']);
    expect(pulses.times).toHaveLength(1);
    expect(doorOf(1, 3)).toBe('closed');
    unlock(2, 3);
    await twin.clock.advance(10_000);
    expect(toldOf(2)).toEqual(['open', 'opened']);
  });

  test('registers that stay cleared for long are not believed, and the board is out of service', async () => {
    board(1).setFault({ kind: 'brown-out', holdMs: 12, blankMs: 20_000 });
    unlock(1, 3);
    await twin.clock.advance(2 * minute);
    const told = toldOf(1);
    expect(told.filter((one) => one === 'open' || one === 'opened')).toEqual([]);
    expect(told).toEqual(expect.arrayContaining(['board-silent', 'unknown', 'board-answering', 'closed']));
    expect(told.at(-1)).toBe('closed');
    expect(toldOf(2)).toEqual([]);
  });

  test('a door that opened before the supply gave way is told to be open', async () => {
    board(1).setFault({ kind: 'brown-out', holdMs: 200, blankMs: 300 });
    unlock(1, 3);
    await twin.clock.advance(minute);
    expect(doorOf(1, 3)).toBe('open');
    expect(toldOf(1)).toContain('open');
    expect(toldOf(1).filter((told) => told === 'open')).toHaveLength(1);
  });
});
