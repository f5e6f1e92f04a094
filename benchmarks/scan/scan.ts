import { openBridgeClock } from '#platform/clock';
import { createBusSession } from '#bridge/bus-session';
import { createLockBoard } from '#bridge/lock-board';
import type { LockBoard } from '#bridge/lock-board';
import type { Place } from '../bus/place.ts';
import { MeasurementFailed } from '../floor/conversation.ts';
import type { Harness, LineCounters } from '../floor/harness.ts';
import type { Reader } from './readers.ts';

export type ScanOrder = Place & {
  readonly reader: Reader;
  readonly durationMs: number;
};

export type Scan = {
  readonly counters: LineCounters;
  /** Reads that brought no answer. */
  readonly failedReads: number;
  /** Share of one core that the reading took, 0 to 1. */
  readonly cpuShare: number;
};

/** With more failed reads than this the virtual boards do not speak the protocol, or the machine stood. */
const failedShareMax = 0.05;

/** Reads every board of a line in turn, again and again, as fast as the session lets it. */
export async function scanBoards(harness: Harness, order: ScanOrder): Promise<Scan> {
  const { reader, profile, baud, addresses, durationMs } = order;
  const path = harness.ports[0] ?? '';
  const clock = openBridgeClock();
  const session = createBusSession({
    transport: reader.open({ path, ...profile.line, baud }),
    clock,
    boards: addresses,
  });
  await session.start();
  const boards = addresses.map((address) => createLockBoard({ session, profile, address, baud, clock }));
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
  if (counters.exchanges === 0 || failedReads > counters.requests * failedShareMax) {
    throw new MeasurementFailed(`${profile.id}: ${failedReads} of ${counters.requests} reads failed`);
  }
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
