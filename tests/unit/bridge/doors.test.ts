import { beforeEach, describe, expect, test } from 'vitest';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { BoardId, CompartmentLabel, IntentionId } from '#domain/words';
import { createDoors, type HardwareDoors } from '#hardware/doors';
import type { CompartmentWiring, Wiring } from '#hardware/wiring';
import type { HardwareReport } from '#station/ports';
import { BoardFarm, profile } from './board-farm.ts';
import { ManualClock } from './manual-clock.ts';

const label = (name: string): CompartmentLabel => name as CompartmentLabel;
const intention = (name: string): IntentionId => name as IntentionId;

/** Compartment `B12` is channel 2 of board 1. */
function compartmentOf(address: number, channel: number): CompartmentWiring {
  return {
    label: label(`B${String(address)}${String(channel)}`),
    board: `board-${String(address)}` as BoardId,
    channel,
    doorSensor: true,
    occupancySensor: true,
  };
}

let clock: ManualClock;
let farm: BoardFarm;
let doors: HardwareDoors;
let reports: HardwareReport[];

function wire(
  boardCount: number,
  change: Partial<BoardProfile> = {},
  bare: Partial<CompartmentWiring> = {},
): void {
  farm = new BoardFarm(clock, boardCount);
  const addresses = farm.boards.map((_, address) => address);
  const wiring: Wiring = {
    buses: [
      {
        id: 'bus-1',
        transport: { kind: 'serial', path: 'scripted', baud: 19_200 },
        boards: addresses.map((address) => ({
          id: `board-${String(address)}`,
          profile: { ...profile, ...change },
          address,
        })),
      },
    ],
    compartments: addresses.flatMap((address) =>
      [1, 2].map((channel) => ({ ...compartmentOf(address, channel), ...bare })),
    ),
  };
  doors = createDoors(wiring, { clock, openTransport: () => farm.transport });
}

/** Starts the doors, lets everything be read, and forgets the first reports. */
async function start(): Promise<HardwareReport[]> {
  let isStarted = false;
  void doors
    .start((report) => reports.push(report))
    .then(() => {
      isStarted = true;
    });
  for (let count = 0; count < 100 && !isStarted; count += 1) await clock.advance(100);
  expect(isStarted).toBe(true);
  return reports.splice(0);
}

const reading = (compartment: string, door: string, occupancy: string) => ({
  kind: 'reading',
  compartment,
  door,
  occupancy,
});

beforeEach(() => {
  clock = new ManualClock();
  reports = [];
});

describe('reading the doors', () => {
  test('the start reads every board once and tells every door', async () => {
    wire(2);
    farm.board(1).hooks[0] = false;
    farm.board(1).items[1] = true;
    expect(await start()).toEqual([
      reading('B01', 'closed', 'empty'),
      reading('B02', 'closed', 'empty'),
      reading('B11', 'open', 'empty'),
      reading('B12', 'closed', 'occupied'),
    ]);
  });

  test('afterwards only changes are told', async () => {
    wire(2);
    await start();
    await clock.advance(10_000);
    expect(reports).toEqual([]);
    farm.board(0).hooks[1] = false;
    await clock.advance(1000);
    expect(reports).toEqual([reading('B02', 'open', 'empty')]);
  });

  test('the polarity of the wiring decides what a bit means', async () => {
    wire(1, { polarity: { hook: 'one-is-open', item: 'one-is-empty' } });
    farm.board(0).hooks[0] = false;
    expect(await start()).toEqual([reading('B01', 'closed', 'occupied'), reading('B02', 'open', 'occupied')]);
  });

  test('a compartment without sensors stays unknown', async () => {
    wire(1, {}, { doorSensor: false, occupancySensor: false });
    const first = await start();
    expect(first).toEqual([reading('B01', 'unknown', 'unknown'), reading('B02', 'unknown', 'unknown')]);
    farm.board(0).hooks[0] = false;
    await clock.advance(2000);
    expect(reports).toEqual([]);
  });

  test('a board at rest is read at least once a second', async () => {
    wire(4);
    await start();
    await clock.advance(20_000);
    for (const board of farm.boards) expect(longestGap(board.readsAt)).toBeLessThanOrEqual(1000);
  });

  test('a board with an attended door is read ten times a second, the others as before', async () => {
    wire(4);
    await start();
    doors.attend([label('B22')]);
    const before = clock.nowMs();
    await clock.advance(10_000);
    const attended = farm.board(2).readsAt.filter((at) => at >= before);
    expect(attended.length).toBeGreaterThanOrEqual(100);
    for (const board of farm.boards) expect(longestGap(board.readsAt)).toBeLessThanOrEqual(1000);
    doors.attend([]);
    await clock.advance(10_000);
    const afterwards = farm.board(2).readsAt.filter((at) => at >= before + 10_200);
    expect(afterwards.length).toBeLessThanOrEqual(12);
  });

  test('an attended board is read at once, not when it would have been due', async () => {
    wire(1);
    await start();
    await clock.advance(5000);
    farm.board(0).hooks[0] = false;
    doors.attend([label('B01')]);
    await clock.advance(20);
    expect(reports).toEqual([reading('B01', 'open', 'empty')]);
  });
});

describe('one pulse for one intention', () => {
  test('the reading is told before the outcome, and the pulse is never repeated', async () => {
    wire(1);
    await start();
    doors.unlock(intention('i1'), label('B02'));
    await clock.advance(60_000);
    expect(reports).toEqual([
      reading('B02', 'open', 'empty'),
      { kind: 'unlock', intention: 'i1', outcome: 'opened' },
    ]);
    expect(farm.board(0).unlocks).toMatchObject([{ channel: 2 }]);
  });

  test('the hook is not believed while the coil holds it', async () => {
    wire(1);
    await start();
    farm.board(0).opensAfterMs = 10;
    doors.attend([label('B02')]);
    doors.unlock(intention('i1'), label('B02'));
    // The door falls shut again together with the coil: nobody could have had it open.
    clock.after(600, () => {
      farm.board(0).hooks[1] = true;
    });
    await clock.advance(10_000);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'no-movement' }]);
  });

  test('a jammed door is no movement after the detection time', async () => {
    wire(1);
    await start();
    farm.board(0).opensAfterMs = null;
    doors.unlock(intention('i1'), label('B01'));
    await clock.advance(3500);
    expect(reports).toEqual([]);
    await clock.advance(200);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'no-movement' }]);
  });

  test('a door that springs open late is still seen', async () => {
    wire(1);
    await start();
    farm.board(0).opensAfterMs = 3400;
    doors.unlock(intention('i1'), label('B01'));
    await clock.advance(4000);
    expect(reports.at(-1)).toEqual({ kind: 'unlock', intention: 'i1', outcome: 'opened' });
  });

  test('a door that stood open before proves nothing', async () => {
    wire(1);
    farm.board(0).hooks[0] = false;
    await start();
    doors.unlock(intention('i1'), label('B01'));
    await clock.advance(5000);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'unseen' }]);
  });

  test('a board that falls silent after the pulse leaves the outcome unseen', async () => {
    wire(1);
    await start();
    doors.unlock(intention('i1'), label('B01'));
    farm.board(0).isSilent = true;
    await clock.advance(6000);
    expect(reports).toEqual([
      { kind: 'board-silent', board: 'board-0' },
      reading('B01', 'unknown', 'unknown'),
      reading('B02', 'unknown', 'unknown'),
      { kind: 'unlock', intention: 'i1', outcome: 'unseen' },
    ]);
    expect(farm.board(0).unlocks).toHaveLength(1);
  });

  test('a door without a sensor is unseen as soon as the pulse is over', async () => {
    wire(1, {}, { doorSensor: false });
    await start();
    doors.unlock(intention('i1'), label('B01'));
    await clock.advance(720);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'unseen' }]);
  });

  test('without a line nothing is sent, then or later', async () => {
    wire(1);
    await start();
    farm.transport.refusesOpening = true;
    farm.transport.line.lose('unplugged');
    doors.unlock(intention('i1'), label('B01'));
    await clock.advance(100);
    expect(reports).toEqual([{ kind: 'unlock', intention: 'i1', outcome: 'not-sent' }]);
    await clock.advance(20_000);
    farm.transport.refusesOpening = false;
    await clock.advance(60_000);
    expect(farm.board(0).unlocks).toEqual([]);
    expect(reports.at(-1)).toEqual(reading('B02', 'closed', 'empty'));
  });

  test('a supply that carries one coil gets one pulse after the other', async () => {
    wire(2);
    await start();
    for (const name of ['B01', 'B11', 'B02', 'B12']) doors.unlock(intention(name), label(name));
    await clock.advance(10_000);
    const pulses = farm.boards
      .flatMap((board) => board.unlocks.map(({ at }) => at))
      .toSorted((a, b) => a - b);
    expect(pulses).toHaveLength(4);
    for (const [index, at] of pulses.entries()) {
      expect(at - (pulses[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(550);
    }
    expect(reports.filter((report) => report.kind === 'unlock')).toMatchObject(
      ['B01', 'B11', 'B02', 'B12'].map((name) => ({ intention: name, outcome: 'opened' })),
    );
  });

  test('a supply that carries two coils gets two pulses at once and not three', async () => {
    wire(2, { solenoidsAtOnceMax: 2 });
    await start();
    for (const name of ['B01', 'B11', 'B02']) doors.unlock(intention(name), label(name));
    await clock.advance(100);
    expect(farm.boards.flatMap((board) => board.unlocks)).toHaveLength(2);
    await clock.advance(600);
    expect(farm.boards.flatMap((board) => board.unlocks)).toHaveLength(3);
  });

  test('nothing is told after the stop, and no timer is left', async () => {
    wire(1);
    await start();
    doors.unlock(intention('i1'), label('B01'));
    doors.unlock(intention('i2'), label('B02'));
    await clock.advance(10);
    await doors.stop();
    await clock.advance(60_000);
    expect(reports).toEqual([]);
    expect(farm.board(0).unlocks).toHaveLength(1);
    expect(farm.transport.connections.every((connection) => connection.isClosed)).toBe(true);
  });
});

describe('a silent board', () => {
  const silentReports = [
    { kind: 'board-silent', board: 'board-1' },
    reading('B11', 'unknown', 'unknown'),
    reading('B12', 'unknown', 'unknown'),
  ];

  test('is told within ten seconds, and told again when it is back', async () => {
    wire(2);
    await start();
    farm.board(1).isSilent = true;
    await clock.advance(10_000);
    expect(reports.splice(0)).toEqual(silentReports);
    farm.board(1).isSilent = false;
    await clock.advance(8_000);
    expect(reports).toEqual([
      { kind: 'board-answering', board: 'board-1' },
      reading('B11', 'closed', 'empty'),
      reading('B12', 'closed', 'empty'),
    ]);
  });

  test('does not keep the start from coming to its end', async () => {
    wire(2);
    farm.board(1).isSilent = true;
    expect(await start()).toEqual([
      reading('B01', 'closed', 'empty'),
      reading('B02', 'closed', 'empty'),
      ...silentReports,
    ]);
  });

  test('does not keep the start from coming to its end when the line cannot be opened', async () => {
    wire(1);
    farm.transport.refusesOpening = true;
    expect(await start()).toMatchObject([{ kind: 'board-silent' }, { door: 'unknown' }, { door: 'unknown' }]);
    expect(doors.counters()).toMatchObject([{ bus: 'bus-1', isOpen: false, boards: [{ isSilent: true }] }]);
  });

  test('slows the others by no more than its timeout every twenty seconds', async () => {
    wire(3);
    await start();
    farm.board(1).isSilent = true;
    await clock.advance(60_000);
    doors.attend([label('B01')]);
    const from = clock.nowMs();
    await clock.advance(200_000);
    const probes = farm.board(1).readsAt.filter((at) => at >= from);
    expect(probes.length).toBeGreaterThanOrEqual(9);
    expect(probes.length).toBeLessThanOrEqual(10);
    const attended = farm.board(0).readsAt.filter((at) => at >= from);
    // Ninety milliseconds between two reads, and once in a while the timeout of a hundred on top.
    expect(longestGap(attended)).toBeLessThanOrEqual(90 + 100 + 20);
    const lateReads = attended.filter((at, index) => at - (attended[index - 1] ?? at) > 110);
    expect(lateReads.length).toBeLessThanOrEqual(probes.length);
    expect(attended.length).toBeGreaterThanOrEqual(2000);
    expect(reports).toEqual(silentReports);
  });

  test('has counters that tell it apart', async () => {
    wire(2);
    await start();
    farm.board(1).isSilent = true;
    await clock.advance(10_000);
    const [bus] = doors.counters();
    expect(bus?.boards).toMatchObject([
      { board: 'board-0', isSilent: false, failedReads: 0, silences: 0 },
      { board: 'board-1', isSilent: true, silences: 1 },
    ]);
    expect(bus?.line.timeouts).toBeGreaterThan(3);
    expect(bus?.line.reopened).toBe(0);
  });
});

function longestGap(times: readonly number[]): number {
  return Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
}
