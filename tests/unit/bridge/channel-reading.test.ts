import { describe, expect, test } from 'vitest';
import { readChannels } from '#bridge/channel-reading';
import type { LockBoardReply } from '#codecs/lock-board-codec';
import { after, answeringBoard } from './answering-board.ts';

const wired = { hook: 'one-is-closed', item: null } as const;
const doorsOf = (reply: LockBoardReply) => readChannels(reply, wired)?.map(({ door }) => door);

describe('what a reply says about channels', () => {
  test('the polarity of the wiring turns bits into doors', () => {
    const reply = { kind: 'doors', board: 1, hooks: [true, false], items: [true, false] } as const;
    expect(readChannels(reply, { hook: 'one-is-open', item: 'one-is-empty' })).toEqual([
      { channel: 1, door: 'open', occupancy: 'empty' },
      { channel: 2, door: 'closed', occupancy: 'occupied' },
    ]);
    expect(readChannels(reply, wired)).toMatchObject([
      { door: 'closed', occupancy: null },
      { door: 'open', occupancy: null },
    ]);
  });

  test('a lock that the board reports as faulty is neither open nor closed', () => {
    const hooks = [true, false, true];
    expect(doorsOf({ kind: 'doors', board: 0, hooks, items: null, faulty: [2] })).toEqual([
      'closed',
      'unknown',
      'closed',
    ]);
  });

  test('the state of relays is not the state of doors', () => {
    expect(doorsOf({ kind: 'relays', board: 1, energised: [true, false] })).toEqual(['unknown', 'unknown']);
  });

  test.each<LockBoardReply>([
    { kind: 'unlock-answered', board: 1, channel: 1, raw: 0 },
    { kind: 'coils-cut', board: 1, channel: null },
    { kind: 'pushed', board: 1, channel: 1 },
  ])('$kind shows nothing', (reply) => {
    expect(readChannels(reply, wired)).toBeNull();
  });
});

describe('a board without a check byte', () => {
  /** Answers each read with the next of these; 1 is open. */
  async function shows(...readings: readonly (readonly number[])[]) {
    const waiting = [...readings];
    return answeringBoard('winnsen', ({ board }) => {
      const open = waiting.shift() ?? readings.at(-1) ?? [];
      const hooks = Array.from({ length: 16 }, (_, index) => open.includes(index + 1));
      return { kind: 'doors', board, hooks, items: null };
    });
  }

  const openOf = (read: {
    readonly ok: boolean;
    readonly channels?: readonly { readonly door: string }[];
  }) =>
    read.ok ? read.channels?.flatMap(({ door }, index) => (door === 'open' ? [index + 1] : [])) : 'failed';

  test('is asked twice at the first look and at every change, and once while nothing changes', async () => {
    const { board, clock, heard } = await shows([], [], [], [4], [4], [4]);
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toEqual([]);
    expect(heard).toHaveLength(2);
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toEqual([]);
    expect(heard).toHaveLength(3);
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toEqual([4]);
    expect(heard).toHaveLength(5);
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toEqual([4]);
    expect(heard).toHaveLength(6);
  });

  test('is not believed when it shows a door open only once', async () => {
    const { board, clock } = await shows([], [], [4], [], []);
    await after(clock, 500, board.readDoors('poll'));
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toBe('failed');
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toEqual([]);
  });

  test('is not believed when it shows a door closed only once', async () => {
    const { board, clock } = await shows([4], [4], [], [4], [4]);
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toEqual([4]);
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toBe('failed');
    expect(openOf(await after(clock, 500, board.readDoors('poll')))).toEqual([4]);
  });

  test('a board with a check byte is asked once, whatever it shows', async () => {
    const { board, clock, heard } = await answeringBoard('kerong-cu48', (request) => ({
      kind: 'doors',
      board: request.board,
      hooks: [],
      items: null,
    }));
    await after(clock, 500, board.readDoors('poll'));
    expect(heard).toHaveLength(1);
  });
});
