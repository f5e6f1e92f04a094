import type { Programs } from './floor/compiler.ts';
import { startHarness } from './floor/harness.ts';
import type { Harness, Pace, Sample } from './floor/harness.ts';
import { waitForQuiet } from './quiet.ts';
import type { Layout, RunningStation, StationStarter } from './station.ts';
import { median, quantile } from './statistics.ts';
import type { Finding } from './verdict.ts';

/**
 * How much is measured; the medians of `rounds` rounds are compared. Counts are per side, round and regime.
 */
export type Effort = {
  readonly rounds: number;
  readonly warmUp: number;
  readonly closedCount: number;
  readonly sparseCount: number;
};

type Regime = { readonly name: 'closed' | 'sparse'; readonly pace: Pace; readonly blockCount: number };

const hot: Pace = { gapMinUs: 0, gapMaxUs: 0 };
const regimes: readonly Regime[] = [
  { name: 'closed', pace: hot, blockCount: 25 },
  // A keypad's regime: cold caches and an idle disk between two codes.
  { name: 'sparse', pace: { gapMinUs: 40_000, gapMaxUs: 50_000 }, blockCount: 10 },
];

const scenes: readonly { readonly name: string; readonly layout: Layout }[] = [
  { name: '16 doors', layout: { busCount: 1, boardsPerBus: 1, baud: 0, gapMs: 0 } },
  // The protocol allows ten boards a bus; two lines of seven boards with sixteen doors each.
  {
    name: '224 doors polled at 19200 baud',
    layout: { busCount: 2, boardsPerBus: 7, baud: 19_200, gapMs: 2 },
  },
];

const sides = ['floor', 'ours'] as const;
type Side = (typeof sides)[number];
export type CodeRun = {
  readonly scene: string;
  readonly regime: Regime['name'];
  readonly side: Side;
  readonly round: number;
  readonly samples: readonly Sample[];
};

/** Goal of this capability: the frame is at the board after at most this many times the floor's time. */
const goal = { atMost: 2 };

/**
 * (a) From a code over HTTP to the unlock frame at the board, the durable commit in between. Floor and
 * product live side by side and take turns in small blocks, because the load of a shared machine changes
 * within seconds.
 */
export async function measureCodes(
  programs: Programs,
  starters: Readonly<Record<Side, StationStarter>>,
  effort: Effort,
): Promise<{ readonly findings: readonly Finding[]; readonly runs: readonly CodeRun[] }> {
  const runs: CodeRun[] = [];
  for (const { name: scene, layout } of scenes) {
    for (let round = 1; round <= effort.rounds; round++) {
      console.error(`code → unlock frame, ${scene}, round ${round} of ${effort.rounds} …`);
      const floor = await startPlace(programs.harness, starters.floor, layout);
      const ours = await startPlace(programs.harness, starters.ours, layout);
      const measured = await measureRound({ floor, ours }, effort);
      runs.push(...measured.map((run) => ({ ...run, scene, round })));
    }
  }
  return { findings: findingsOf(runs), runs };
}

async function measureRound(
  places: Readonly<Record<Side, Place>>,
  effort: Effort,
): Promise<readonly Omit<CodeRun, 'scene' | 'round'>[]> {
  const measured: Omit<CodeRun, 'scene' | 'round'>[] = [];
  try {
    for (const regime of regimes) {
      const samples = await takeTurns(places, regime, effort);
      for (const side of sides) measured.push({ regime: regime.name, side, samples: samples[side] });
    }
  } finally {
    await Promise.all([places.floor.stop(), places.ours.stop()]);
  }
  return measured;
}

/** A station with the boards and the person that belong to it. */
type Place = { readonly harness: Harness; readonly station: RunningStation; stop(): Promise<void> };

async function startPlace(program: string, start: StationStarter, layout: Layout): Promise<Place> {
  const harness = await startHarness(program, layout.busCount, layout.baud);
  const station = await start(harness, layout);
  return {
    harness,
    station,
    stop: async () => {
      await station.stop();
      await harness.stop();
    },
  };
}

async function takeTurns(
  places: Readonly<Record<Side, Place>>,
  { name, pace, blockCount }: Regime,
  effort: Effort,
): Promise<Readonly<Record<Side, readonly Sample[]>>> {
  const count = name === 'closed' ? effort.closedCount : effort.sparseCount;
  const samples: Record<Side, Sample[]> = { floor: [], ours: [] };
  if (name === 'closed') {
    for (const side of sides) await measure(places[side], effort.warmUp, hot);
  }
  while (samples.ours.length < count) {
    for (const side of sides) {
      await waitForQuiet();
      samples[side].push(...(await measure(places[side], blockCount, pace)));
    }
  }
  return samples;
}

function measure({ harness, station }: Place, count: number, pace: Pace): Promise<readonly Sample[]> {
  return harness.measure(count, pace, station.port, station.codes);
}

function findingsOf(runs: readonly CodeRun[]): readonly Finding[] {
  const unlock = (share: number) => (samples: readonly Sample[]) =>
    quantile(
      samples.map(({ unlockUs }) => unlockUs),
      share,
    );
  const answer = (samples: readonly Sample[]): number => median(samples.map(({ answerUs }) => answerUs));
  return scenes.flatMap(({ name: scene }) =>
    regimes.flatMap(({ name: regime }) => {
      const here = runs.filter((run) => run.scene === scene && run.regime === regime);
      const where = `${regime}, ${scene}`;
      return [
        compare(`code → frame, ${where}, p50`, here, goal, unlock(0.5)),
        compare(`code → frame, ${where}, p99`, here, null, unlock(0.99)),
        compare(`code → answer, ${where}, p50`, here, null, answer),
      ];
    }),
  );
}

/** One figure, ours against the floor's of the same round; the median of the rounds' ratios. */
function compare(
  name: string,
  runs: readonly CodeRun[],
  wanted: Finding['goal'],
  figure: (samples: readonly Sample[]) => number,
): Finding {
  const of = (side: Side): readonly number[] =>
    runs.filter((run) => run.side === side).map(({ samples }) => figure(samples));
  const floor = of('floor');
  const ours = of('ours');
  return {
    name,
    floor: `${median(floor).toFixed(0)} µs`,
    ours: `${median(ours).toFixed(0)} µs`,
    measured: median(ours.map((time, round) => time / (floor[round] ?? Number.NaN))),
    unit: '×',
    goal: wanted,
  };
}
