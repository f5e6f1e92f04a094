import { beforeEach, describe, expect, test } from 'vitest';
import { profile as cu16 } from '../bridge/board-farm.ts';
import type { VirtualBoard } from '#simulator/boards/virtual-board';
import type { IntentionId } from '#domain/words';
import { createTwin, isUnlock, labelOf, watchRequests, type Twin } from './twin.ts';

const minute = 60_000;

let twin: Twin;

beforeEach(async () => {
  twin = createTwin({ profile: cu16, buses: [[0, 1]] });
  await twin.start();
});

const board = (address: number): VirtualBoard =>
  twin.station.boards.get(`b0-${String(address)}`) ?? unthinkable();

/** What was told of one board: its faults by name, its doors as `label door`. */
function toldOf(address: number): string[] {
  return twin.reports.flatMap((report) => {
    if (report.kind === 'reading') {
      return report.compartment.startsWith(`0-${String(address)}-`) ? [report.door] : [];
    }
    return 'board' in report && report.board === `b0-${String(address)}` ? [report.kind] : [];
  });
}

const doorsOf = (count: number, door: string): string[] => Array.from({ length: count }, () => door);
const openByHand = (channel: number, address = 1): unknown =>
  twin.station.cabinet.find(labelOf(0, address, channel))?.openByHand();
const closeDoor = (channel: number): unknown =>
  twin.station.cabinet.find(labelOf(0, 1, channel))?.closeDoor();

/** A board that has lost its power and its mind: every hook reads open although no door is. */
function readAllOpen(address: number): void {
  for (let channel = 1; channel <= 16; channel += 1) {
    twin.station.cabinet.find(labelOf(0, address, channel))?.setWear({ hook: 'stuck-open' });
  }
}

function mend(address: number): void {
  for (let channel = 1; channel <= 16; channel += 1) {
    twin.station.cabinet.find(labelOf(0, address, channel))?.setWear({ hook: 'sound' });
  }
}

describe('R7 many doors that flip at once on one board', () => {
  test('an inverted polarity is never told as doors, and the board is out of service within ten seconds', async () => {
    board(1).setFault({ kind: 'inverted' });
    await twin.clock.advance(10_000);
    expect(toldOf(1)).toEqual(['board-silent', ...doorsOf(16, 'unknown')]);
    expect(toldOf(0)).toEqual([]);
    board(1).clearFaults('inverted');
    twin.reports.splice(0);
    await twin.clock.advance(1_000);
    expect(toldOf(1)).toEqual(['board-answering', ...doorsOf(16, 'closed')]);
  });

  test('a polarity that stays inverted is believed after thirty seconds', async () => {
    board(1).setFault({ kind: 'inverted' });
    await twin.clock.advance(29_000);
    expect(toldOf(1)).not.toContain('open');
    await twin.clock.advance(4_000);
    expect(toldOf(1)).toEqual([
      'board-silent',
      ...doorsOf(16, 'unknown'),
      'board-answering',
      ...doorsOf(16, 'open'),
    ]);
  });

  test('a board that comes back from a reboot with every door open opens none of them', async () => {
    board(1).reboot();
    readAllOpen(1);
    await twin.clock.advance(10_000);
    mend(1);
    await twin.clock.advance(minute);
    const told = toldOf(1);
    expect(told).not.toContain('open');
    expect(told).toEqual([
      'board-silent',
      ...doorsOf(16, 'unknown'),
      'board-answering',
      ...doorsOf(16, 'closed'),
    ]);
  });

  test('a long silence does not make three strange doors believable', async () => {
    board(1).setFault({ kind: 'silent' });
    await twin.clock.advance(10 * minute);
    for (const channel of [1, 2, 3]) openByHand(channel);
    board(1).clearFaults();
    twin.reports.splice(0);
    await twin.clock.advance(29_000);
    expect(toldOf(1)).toEqual([]);
    await twin.clock.advance(30_000);
    expect(toldOf(1)).toEqual(['board-answering', 'open', 'open', 'open', ...doorsOf(13, 'closed')]);
  });

  test('a single disturbed scan is nobody’s business', async () => {
    board(1).setFault({ kind: 'inverted' });
    await twin.clock.advance(1_000);
    board(1).clearFaults('inverted');
    await twin.clock.advance(minute);
    expect(twin.reports).toEqual([]);
    const counters = twin.doors.counters()[0]?.boards[1];
    expect(counters).toMatchObject({ isSilent: false, silences: 0 });
    expect(counters?.doubtedReads).toBeGreaterThan(0);
  });

  test('two doors that open by themselves in the same second are told', async () => {
    openByHand(3);
    openByHand(4);
    await twin.clock.advance(1_000);
    expect(toldOf(1)).toEqual(['open', 'open']);
  });

  test('doors that move one after the other are told, however many', async () => {
    for (let channel = 1; channel <= 16; channel += 1) {
      openByHand(channel);
      await twin.clock.advance(1_000);
    }
    for (let channel = 1; channel <= 16; channel += 1) {
      closeDoor(channel);
      await twin.clock.advance(1_000);
    }
    expect(toldOf(1)).toEqual([...doorsOf(16, 'open'), ...doorsOf(16, 'closed')]);
  });

  test('doors that somebody stands at may move together', async () => {
    twin.doors.attend([5, 6, 7].map((channel) => labelOf(0, 1, channel)));
    for (const channel of [5, 6, 7]) openByHand(channel);
    await twin.clock.advance(1_000);
    expect(toldOf(1)).toEqual(['open', 'open', 'open']);
  });

  test('a pulse on a board that goes mad proves nothing, and is not repeated', async () => {
    const pulses = watchRequests(twin, 0, isUnlock);
    twin.doors.unlock('i1' as IntentionId, labelOf(0, 1, 9));
    board(1).setFault({ kind: 'inverted' });
    await twin.clock.advance(20_000);
    expect(twin.reports.find((report) => report.kind === 'unlock')).toMatchObject({ outcome: 'unseen' });
    expect(toldOf(1)).not.toContain('open');
    expect(pulses.times).toHaveLength(1);
  });

  test('pulses for many doors of one board are all seen', async () => {
    for (let channel = 1; channel <= 8; channel += 1) {
      twin.doors.unlock(`i${String(channel)}` as IntentionId, labelOf(0, 1, channel));
    }
    await twin.clock.advance(minute);
    const outcomes = twin.reports.flatMap((report) => (report.kind === 'unlock' ? [report.outcome] : []));
    expect(outcomes).toEqual(doorsOf(8, 'opened'));
    expect(toldOf(1)).toEqual(doorsOf(8, 'open'));
  });
});

function unthinkable(): never {
  throw new TypeError('there is no such board');
}
