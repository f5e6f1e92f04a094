import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parcelsPerDay, measureDay } from './growth/day.ts';
import type { Written } from './growth/day.ts';
import { decisions, measureDecisions } from './growth/decisions.ts';
import type { Decision, Sides } from './growth/decisions.ts';
import { beginning, Life } from './growth/life.ts';
import { drawSeals, inOneCommit } from './growth/parcels.ts';
import type { Seals } from './growth/parcels.ts';
import { liveThrough, startUp } from './growth/past.ts';
import type { Past } from './growth/past.ts';
import { prepareGrown, prepareStation, startIn } from './growth/starts.ts';
import { waitForQuiet } from './quiet.ts';
import { median, quantile } from './statistics.ts';
import type { Finding } from './verdict.ts';

export type GrowthEffort = {
  readonly stayCount: number;
  readonly parcelCount: number;
  readonly startRounds: number;
};

export type GrowthRun = {
  readonly past: Past;
  /** Without a flush to wait for, so that nothing hides behind the disk. */
  readonly inMemory: Sides;
  readonly onDisk: Sides;
  readonly openMs: number;
  readonly startsMs: { readonly empty: readonly number[]; readonly grown: readonly number[] };
  readonly day: Written;
};

/** Domain, 7.5, and the figures of the issue on custody. */
const goals = {
  decision: { atMost: 1.2 },
  startMs: { atMost: 3_000 },
  dayMb: { atMost: 60 },
};

/** Two seconds a step: all stays fall into 30 days, so that not one of their codes may be forgotten. */
const pauseMs = 2_000;
const memoryFolder = '/dev/shm';

/** (e) What a decision and a start cost on a ledger with a long past, and what a day writes to the card. */
export async function measureGrowth(
  harnessProgram: string,
  effort: GrowthEffort,
): Promise<{ readonly findings: readonly Finding[]; readonly runs: readonly GrowthRun[] }> {
  const inMemory = await mkdtemp(
    join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'latchkey-growth-'),
  );
  const onDisk = await mkdtemp(join(tmpdir(), 'latchkey-growth-'));
  try {
    const seals = await drawSeals(inMemory);
    const run = await measureAll(harnessProgram, effort, { inMemory, onDisk, seals });
    return { findings: findingsOf(run), runs: [run] };
  } finally {
    await rm(inMemory, { recursive: true });
    await rm(onDisk, { recursive: true });
  }
}

type Place = { readonly inMemory: string; readonly onDisk: string; readonly seals: Seals };

async function measureAll(
  harnessProgram: string,
  { stayCount, parcelCount, startRounds }: GrowthEffort,
  { inMemory, onDisk, seals }: Place,
): Promise<GrowthRun> {
  console.error(`growth: ${stayCount} parcels come and go …`);
  const grown = join(inMemory, 'grown.sqlite');
  const { past, end } = grow(grown, seals, stayCount);
  const moved = join(onDisk, 'grown.sqlite');
  await cp(grown, moved);
  await cp(`${grown}.mark`, `${moved}.mark`);

  console.error('growth: decisions …');
  await waitForQuiet();
  const memorySides = decideOn(grown, inMemory, { seals, end, parcelCount });
  await waitForQuiet();
  const diskSides = decideOn(moved, onDisk, { seals, end, parcelCount });
  const day = measureDay(onDisk, seals);
  const startsMs = await measureStarts(harnessProgram, onDisk, moved, startRounds);
  const { sides: sidesInMemory } = memorySides;
  return { past, inMemory: sidesInMemory, onDisk: diskSides.sides, openMs: diskSides.openMs, startsMs, day };
}

function grow(
  path: string,
  seals: Seals,
  stayCount: number,
): { readonly past: Past; readonly end: Life['now'] } {
  const life = new Life(path, beginning);
  startUp(life);
  const past = liveThrough(life, seals, stayCount, inOneCommit(pauseMs));
  life.close();
  return { past, end: life.now };
}

type Wish = { readonly seals: Seals; readonly end: Life['now']; readonly parcelCount: number };

function decideOn(
  path: string,
  folder: string,
  { seals, end, parcelCount }: Wish,
): { readonly sides: Sides; readonly openMs: number } {
  const begunAt = performance.now();
  const life = new Life(path, end);
  const openMs = performance.now() - begunAt;
  try {
    return { sides: measureDecisions(folder, life, seals, parcelCount), openMs };
  } finally {
    life.close();
  }
}

/** The whole product, on an empty and on the grown ledger in turn. */
async function measureStarts(
  harnessProgram: string,
  folder: string,
  ledger: string,
  rounds: number,
): Promise<GrowthRun['startsMs']> {
  const empty = await prepareStation(harnessProgram, await mkdtemp(join(folder, 'station-')));
  const grown = await prepareGrown(empty, ledger);
  const startsMs = { empty: [] as number[], grown: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`growth: start ${round} of ${rounds} …`);
    await waitForQuiet();
    startsMs.empty.push(await startIn(harnessProgram, empty));
    await waitForQuiet();
    startsMs.grown.push(await startIn(harnessProgram, grown));
  }
  return startsMs;
}

function findingsOf(run: GrowthRun): readonly Finding[] {
  const { past, inMemory, onDisk, openMs, startsMs, day } = run;
  const ofDecisions = decisions.flatMap((decision) => [
    ratioOf(`${decision}, median`, inMemory, decision, 0.5, goals.decision),
    ratioOf(`${decision}, p99`, inMemory, decision, 0.99, null),
    ratioOf(`${decision} on the disk, median`, onDisk, decision, 0.5, goals.decision),
    ratioOf(`${decision} on the disk, p99`, onDisk, decision, 0.99, null),
  ]);
  const [emptyMs, grownMs] = [median(startsMs.empty), median(startsMs.grown)];
  const megabytes = Math.max(day.calledBytes, day.diskBytes) / 1e6;
  return [
    ...ofDecisions,
    {
      name: `start with ${past.eventCount} events of ${past.stayCount} stays`,
      floor: `${emptyMs.toFixed(0)} ms empty`,
      ours: `${grownMs.toFixed(0)} ms`,
      measured: grownMs,
      unit: 'ms',
      goal: goals.startMs,
    },
    { name: 'opening of that ledger', floor: '', ours: '', measured: openMs, unit: 'ms', goal: null },
    {
      name: `written on a day of ${parcelsPerDay} parcels`,
      floor: `${day.commitCount} commits`,
      ours: `${(day.calledBytes / 1e6).toFixed(1)} MB in calls`,
      measured: megabytes,
      unit: 'MB',
      goal: goals.dayMb,
    },
  ];
}

function ratioOf(
  name: string,
  { empty, grown }: Sides,
  decision: Decision,
  share: number,
  goal: Finding['goal'],
): Finding {
  const [floor, ours] = [quantile(empty[decision], share), quantile(grown[decision], share)];
  const texts = { floor: `${floor.toFixed(0)} µs empty`, ours: `${ours.toFixed(0)} µs` };
  return { name, ...texts, measured: ours / floor, unit: '×', goal };
}
