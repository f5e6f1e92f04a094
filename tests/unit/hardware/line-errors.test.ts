import { beforeEach, describe, expect, test } from 'vitest';
import { profile as cu16 } from '../bridge/board-farm.ts';
import type { ReplyFault } from '#simulator/boards/reply-faults';
import { createTwin, type Twin } from './twin.ts';

const nothing = {
  timeouts: 0,
  garbledReplies: 0,
  strayReplies: 0,
  discardedBytes: 0,
};
type Kind = keyof typeof nothing;

let twin: Twin;

beforeEach(async () => {
  twin = createTwin({ profile: cu16, buses: [[0, 1]] });
  await twin.start();
});

/** What was counted, by kind, for the board and for the whole line. */
function counted(): {
  readonly board: readonly Kind[];
  readonly other: readonly Kind[];
  readonly line: readonly Kind[];
} {
  const bus = twin.doors.counters()[0];
  const kindsOf = (counters: Readonly<Record<Kind, number>> | undefined): readonly Kind[] =>
    (Object.keys(nothing) as Kind[]).filter((kind) => (counters?.[kind] ?? 0) > 0);
  return {
    board: kindsOf(bus?.boards[1]?.line),
    other: kindsOf(bus?.boards[0]?.line),
    line: kindsOf(bus?.line),
  };
}

const table: readonly (readonly [ReplyFault, readonly Kind[]])[] = [
  [{ kind: 'silent' }, ['timeouts']],
  [{ kind: 'late', delayMs: 150 }, ['timeouts', 'strayReplies']],
  [{ kind: 'bad-checksum' }, ['timeouts', 'garbledReplies', 'discardedBytes']],
  [{ kind: 'cut-short', missingBytes: 1 }, ['timeouts', 'garbledReplies', 'discardedBytes']],
  [{ kind: 'wrong-address', address: 0 }, ['timeouts', 'strayReplies']],
  [{ kind: 'garbage-before', byteCount: 3 }, ['discardedBytes']],
  [{ kind: 'doubled' }, ['strayReplies']],
  [{ kind: 'merged' }, ['strayReplies']],
  [{ kind: 'echo' }, ['discardedBytes']],
  [{ kind: 'split', chunkBytes: 2, gapMs: 3 }, []],
];

describe('errors of a line are counted where they happen', () => {
  test.each(table)('%j', async (fault, kinds) => {
    twin.station.boards.get('b0-1')?.setFault(fault);
    await twin.clock.advance(2_000);
    expect(counted()).toEqual({ board: kinds, other: [], line: kinds });
  });

  test('a sound line counts requests and answers, and both agree', async () => {
    await twin.clock.advance(60_000);
    const bus = twin.doors.counters()[0];
    expect(counted()).toEqual({ board: [], other: [], line: [] });
    const requests = bus?.boards.map(({ line }) => line.requests) ?? [];
    expect(requests.reduce((sum, count) => sum + count, 0)).toBe(bus?.line.requests);
    expect(bus?.line.requests).toBeGreaterThan(120);
    expect(bus?.line.answered).toBe(bus?.line.requests);
  });

  test('an adapter that repeats what is sent is no error where the board’s echo is stripped', async () => {
    const echoing = createTwin({ profile: { ...cu16, echo: 'strip' }, buses: [[0]] });
    echoing.bus(0).isEchoing = true;
    await echoing.start();
    await echoing.clock.advance(10_000);
    const line = echoing.doors.counters()[0]?.line;
    expect(line).toMatchObject({ ...nothing, lost: 0 });
    expect(line?.echoesStripped).toBe(line?.requests);
  });

  test('losses, openings and refused openings are counted for the line', async () => {
    const transport = twin.transports[0];
    transport?.line.lose('unplugged');
    if (transport) transport.refusesOpening = true;
    await twin.clock.advance(5_000);
    if (transport) transport.refusesOpening = false;
    await twin.clock.advance(60_000);
    expect(twin.doors.counters()[0]).toMatchObject({
      isOpen: true,
      line: { lost: 1, openFailures: 2, reopened: 1 },
    });
  });
});
