import type { LockBoardCodec } from '#codecs/lock-board-codec';
import type { BridgeClock } from '../clock.ts';
import type { BoardProfile } from '../profiles/schema.ts';
import { changedChannels } from './findings.ts';
import { doorsOf } from './doors-read.ts';
import type { Doors, ReadEvidence } from './evidence.ts';
import type { Listened, ProbeLine } from './probe-line.ts';

/** What every step of the suite works with. */
export type Bench = {
  readonly line: ProbeLine;
  readonly clock: BridgeClock;
  readonly codec: LockBoardCodec;
  readonly profile: BoardProfile;
  readonly address: number;
  readonly progress: (step: string, done: number, of: number) => void;
  /** Whether the person has had enough; every step then ends at its next exchange. */
  readonly isStopped: () => boolean;
};

/**
 * How long the suite waits for a reply that the station would have given up: long enough to tell a late
 * board from a silent one.
 */
const lateMs = 1_000;

export function patienceOf({ timing }: BoardProfile): number {
  return timing.readTimeoutMs + lateMs;
}

/** One read of the board at this address, with everything that came with it. */
export async function readBoard(bench: Bench, address: number, patienceMs: number): Promise<ReadEvidence> {
  const listened = await bench.line.ask({ kind: 'read-doors', board: address }, patienceMs);
  return evidenceOf(listened, bench.profile);
}

function evidenceOf({ heard }: Listened, profile: BoardProfile): ReadEvidence {
  const { outcome, foreignBoard, isEchoed, surplusCount, strangeByteCount } = heard;
  const { turnaroundMs, longestPauseMs, reply } = heard;
  return {
    outcome,
    foreignBoard,
    isEchoed,
    surplusCount,
    strangeByteCount,
    turnaroundMs,
    longestPauseMs,
    doors: doorsOf(reply, profile),
  };
}

/** The doors as the station would read them: where a protocol has no check byte, two reads have to agree. */
export async function readDoors(bench: Bench): Promise<Doors> {
  const { readTimeoutMs } = bench.profile.timing;
  let previous: Doors = null;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const { doors } = await readBoard(bench, bench.address, readTimeoutMs);
    if (doors === null || bench.profile.asksTwice !== true) return doors;
    if (previous !== null && changedChannels(previous, doors).length === 0) return doors;
    previous = doors;
  }
  return previous;
}

const attemptsMax = 4;
