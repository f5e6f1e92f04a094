import { openBridgeClock } from '#platform/clock';
import { createBusSession } from '#bridge/bus-session';
import { createLockBoard } from '#bridge/lock-board';
import type { LockBoard } from '#bridge/lock-board';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { Harness, LineCounters } from '../floor/harness.ts';
import type { Reader } from './readers.ts';

export type ScanOrder = {
  readonly reader: Reader;
  readonly profile: BoardProfile;
  readonly baud: number;
  readonly boardCount: number;
  readonly durationMs: number;
};

export type Scan = {
  readonly counters: LineCounters;
  /** Reads that brought no answer. */
  readonly failedReads: number;
  /** Share of one core that the reading took, 0 to 1. */
  readonly cpuShare: number;
};

/** Reads every board of a line in turn, again and again, as fast as the session lets it. */
export async function scanBoards(harness: Harness, order: ScanOrder): Promise<Scan> {
  const { reader, profile, baud, boardCount, durationMs } = order;
  const path = harness.ports[0] ?? '';
  const addresses = Array.from({ length: boardCount }, (_, index) => profile.address.min + index);
  const clock = openBridgeClock();
  const session = createBusSession({
    transport: reader.open({ path, ...profile.line, baud }),
    clock,
    boards: addresses,
  });
  await session.start();
  const boards = addresses.map((address) => createLockBoard({ session, profile, address, clock }));
  await scanFor(boards, durationMs / 10);
  await harness.readLines();
  const cpuBefore = process.cpuUsage();
  const begunAt = performance.now();
  const failedReads = await scanFor(boards, durationMs);
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuShare = (user + system) / 1000 / (performance.now() - begunAt);
  const [counters] = await harness.readLines();
  await session.stop();
  if (counters === undefined) throw new TypeError('the harness has no line');
  return { counters, failedReads, cpuShare };
}

/** Whole scans until the time is over; returns how many reads failed. */
async function scanFor(boards: readonly LockBoard[], durationMs: number): Promise<number> {
  const endsAt = performance.now() + durationMs;
  let failedReads = 0;
  while (performance.now() < endsAt) {
    for (const board of boards) {
      const read = await board.readDoors('poll');
      if (!read.ok) failedReads += 1;
    }
  }
  return failedReads;
}
