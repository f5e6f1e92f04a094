import { describe, expect, test } from 'vitest';
import type { PulseGuard } from '#bridge/pulse-end';
import type { LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';
import { after, answeringBoard, type Heard } from './answering-board.ts';

const id = 'waveshare-relay-8ch-software';
const pulseMs = 400;

/** A relay board that does as it is told, unless it is deaf to some requests. */
function relays(isDeafTo: (request: LockBoardRequest, count: number) => boolean = () => false) {
  const energised = new Set<number>();
  let count = 0;
  const answer = (request: LockBoardRequest): LockBoardReply | null => {
    count += 1;
    if (isDeafTo(request, count)) return null;
    const { board } = request;
    switch (request.kind) {
      case 'unlock':
        energised.add(request.channel);
        return { kind: 'unlock-answered', board, channel: request.channel, raw: null };
      case 'end-pulse':
        energised.delete(request.channel);
        return { kind: 'coils-cut', board, channel: request.channel };
      case 'all-off':
        energised.clear();
        return { kind: 'coils-cut', board, channel: null };
      case 'read-doors':
        return { kind: 'doors', board, hooks: Array.from({ length: 8 }, () => true), items: null };
    }
  };
  return { energised, answer };
}

const kindsOf = (heard: readonly Heard[]): string[] => heard.map(({ kind }) => kind);

describe('a pulse that the controller ends (R5)', () => {
  test('R5 every coil is off before the first pulse, and each pulse is ended in time', async () => {
    const { energised, answer } = relays();
    const { board, clock, heard } = await answeringBoard(id, answer);
    expect(await after(clock, 200, board.unlock(3))).toMatchObject({ kind: 'answered' });
    expect([...energised]).toEqual([3]);
    await clock.advance(1000);
    expect(energised.size).toBe(0);
    expect(heard).toMatchObject([{ kind: 'all-off' }, { kind: 'unlock' }, { kind: 'end-pulse', channel: 3 }]);
    const [, begun, ended] = heard;
    expect((ended?.atMs ?? 0) - (begun?.atMs ?? 0)).toBe(pulseMs);
  });

  test('R5 the first look at a board after a start switches every coil off, once', async () => {
    const { energised, answer } = relays();
    energised.add(5);
    const { board, clock, heard } = await answeringBoard(id, answer);
    for (let count = 0; count < 3; count += 1) await after(clock, 500, board.readDoors('poll'));
    expect(energised.size).toBe(0);
    expect(kindsOf(heard)).toEqual(['all-off', 'read-doors', 'read-doors', 'read-doors']);
  });

  test('R5 nothing is energised on a board that does not confirm that its coils are off', async () => {
    const { energised, answer } = relays((request) => request.kind === 'all-off');
    const { board, clock, heard } = await answeringBoard(id, answer);
    expect(await after(clock, 3000, board.unlock(1))).toMatchObject({ kind: 'not-sent' });
    expect(kindsOf(heard)).not.toContain('unlock');
    expect(energised.size).toBe(0);
  });

  test('R5 an end that is not confirmed is repeated, and nothing is energised before a sweep', async () => {
    let isDeaf = false;
    const { energised, answer } = relays((request) => isDeaf && request.kind !== 'read-doors');
    const { board, clock, heard } = await answeringBoard(id, answer);
    await after(clock, 200, board.unlock(2));
    isDeaf = true;
    await clock.advance(3000);
    expect([...energised]).toEqual([2]);
    expect(kindsOf(heard).filter((kind) => kind === 'end-pulse')).toHaveLength(3);
    expect(await after(clock, 3000, board.unlock(4))).toMatchObject({ kind: 'not-sent' });
    isDeaf = false;
    await after(clock, 3000, board.readDoors('poll'));
    expect(energised.size).toBe(0);
    expect(await after(clock, 300, board.unlock(4))).toMatchObject({ kind: 'answered' });
    expect([...energised]).toEqual([4]);
  });

  test('R5 an unlock without an answer is ended all the same', async () => {
    const energised = new Set<number>();
    const honest = relays();
    const { board, clock, heard } = await answeringBoard(id, (request) => {
      if (request.kind !== 'unlock') return honest.answer(request);
      energised.add(request.channel);
      return null;
    });
    expect(await after(clock, 2000, board.unlock(6))).toMatchObject({ kind: 'no-answer' });
    expect(energised.size).toBe(1);
    expect(heard).toContainEqual(expect.objectContaining({ kind: 'end-pulse', channel: 6 }));
  });

  test('R5 release in the middle of a pulse switches every coil off and lets none follow', async () => {
    const { energised, answer } = relays();
    const { board, clock, heard } = await answeringBoard(id, answer);
    await after(clock, 200, board.unlock(3));
    expect(await after(clock, 200, board.release())).toBe(true);
    expect(energised.size).toBe(0);
    expect(await after(clock, 200, board.unlock(1))).toMatchObject({ kind: 'not-sent' });
    await clock.advance(2000);
    expect(kindsOf(heard)).toEqual(['all-off', 'unlock', 'all-off']);
  });

  test('R5 release cuts a pulse that was on its way when it was called', async () => {
    const { energised, answer } = relays();
    const { board, clock } = await answeringBoard(id, answer);
    await after(clock, 200, board.readDoors('poll'));
    const unlocking = board.unlock(3);
    await after(clock, 2000, board.release());
    expect(await unlocking).toBeDefined();
    expect(energised.size).toBe(0);
  });

  test('R5 release tells when the board did not confirm', async () => {
    let isDeaf = false;
    const { board, clock } = await answeringBoard(id, relays(() => isDeaf).answer);
    await after(clock, 200, board.unlock(3));
    isDeaf = true;
    expect(await after(clock, 5000, board.release())).toBe(false);
  });

  test('a board that ends its pulses by itself is told nothing', async () => {
    const { board, clock, heard } = await answeringBoard('waveshare-relay-8ch', relays().answer);
    await after(clock, 200, board.unlock(3));
    await clock.advance(2000);
    expect(await board.release()).toBe(true);
    expect(kindsOf(heard)).toEqual(['unlock']);
  });
});

describe('a pulse that a guard watches (R5)', () => {
  /** Tells in one list what the board heard and what the guard was told. */
  async function guarded(isDeafTo: (request: LockBoardRequest, count: number) => boolean = () => false) {
    const story: string[] = [];
    const { answer } = relays(isDeafTo);
    let objection: string | null = null;
    const guard: PulseGuard = {
      objection: () => objection,
      arm: (forMs) => {
        story.push(`arm ${String(forMs)}`);
        return () => story.push('disarm');
      },
    };
    const made = await answeringBoard(
      id,
      (request) => {
        story.push(request.kind);
        return answer(request);
      },
      guard,
    );
    const object = (reason: string | null): void => {
      objection = reason;
    };
    return { ...made, story, object };
  }

  test('R5 the guard knows of a pulse before the board does, and of its end after the board confirmed it', async () => {
    const { board, clock, story } = await guarded();
    await after(clock, 200, board.unlock(3));
    expect(story).toEqual(['all-off', 'arm 400', 'unlock']);
    await clock.advance(1000);
    expect(story.slice(3)).toEqual(['end-pulse', 'disarm']);
  });

  test('R5 the guard is left armed where the board does not confirm the end, until it confirms a sweep', async () => {
    let isDeaf = false;
    const { board, clock, story } = await guarded((request) => isDeaf && request.kind !== 'read-doors');
    await after(clock, 200, board.unlock(3));
    isDeaf = true;
    await clock.advance(3000);
    expect(story).not.toContain('disarm');
    isDeaf = false;
    await after(clock, 3000, board.readDoors('poll'));
    expect(story.slice(-3)).toEqual(['all-off', 'disarm', 'read-doors']);
  });

  test('R5 the guard is told at once of a frame that never left', async () => {
    const { board, clock, story, transport } = await guarded();
    await after(clock, 500, board.readDoors('poll'));
    transport.line.lose('unplugged');
    expect(await after(clock, 10, board.unlock(3))).toMatchObject({ kind: 'not-sent' });
    expect(story.slice(-2)).toEqual(['arm 400', 'disarm']);
  });

  test('R5 a board that was released in mid-pulse leaves no guard armed, unless it did not confirm', async () => {
    for (const isDeafAtLast of [false, true]) {
      let isDeaf = false;
      const { board, clock, story } = await guarded(() => isDeaf);
      await after(clock, 200, board.unlock(3));
      isDeaf = isDeafAtLast;
      expect(await after(clock, 5000, board.release())).toBe(!isDeafAtLast);
      expect(story.includes('disarm')).toBe(!isDeafAtLast);
    }
  });

  test('R5 nothing is energised while the guard objects', async () => {
    const { board, clock, story, object } = await guarded();
    object('nothing guards its coils');
    expect(await after(clock, 500, board.unlock(3))).toEqual({
      kind: 'not-sent',
      reason: 'nothing guards its coils',
    });
    expect(story).toEqual(['all-off']);
    object(null);
    expect(await after(clock, 500, board.unlock(3))).toMatchObject({ kind: 'answered' });
  });
});
