import type { Programs } from './floor/compiler.ts';
import { startHarness } from './floor/harness.ts';
import type { Harness, Pace, Sample } from './floor/harness.ts';
import type { Layout, RunningStation, StationStarter } from './station.ts';
import { median, quantile } from './statistics.ts';
import type { Finding } from './verdict.ts';

/** How much is measured; the medians of `rounds` rounds are compared. */
export type Effort = {
  readonly rounds: number;
  readonly warmUp: number;
  readonly closedCount: number;
  readonly sparseCount: number;
};

const regimes: readonly { readonly name: 'closed' | 'sparse'; readonly pace: Pace }[] = [
  { name: 'closed', pace: { gapMinUs: 0, gapMaxUs: 0 } },
  // A keypad's regime: cold caches and an idle disk between two codes.
  { name: 'sparse', pace: { gapMinUs: 40_000, gapMaxUs: 50_000 } },
];

const scenes: readonly { readonly name: string; readonly layout: Layout }[] = [
  { name: '16 doors', layout: { busCount: 1, boardsPerBus: 1, baud: 0 } },
  // The protocol allows ten boards a bus; two lines of seven boards with sixteen doors each.
  { name: '224 doors polled at 19200 baud', layout: { busCount: 2, boardsPerBus: 7, baud: 19_200 } },
];

type Side = 'floor' | 'ours';
export type CodeRun = {
  readonly scene: string;
  readonly regime: 'closed' | 'sparse';
  readonly side: Side;
  readonly round: number;
  readonly samples: readonly Sample[];
};

/** Goal of this capability: the frame is at the board after at most this many times the floor's time. */
const goal = { atMost: 2 };

/**
 * (a) From a code over HTTP to the unlock frame at the board, the durable commit in between. Floor and product
 * take turns within one run, because two runs on a shared machine cannot be compared.
 */
export async function measureCodes(
  programs: Programs,
  starters: Readonly<Record<Side, StationStarter>>,
  effort: Effort,
): Promise<{ readonly findings: readonly Finding[]; readonly runs: readonly CodeRun[] }> {
  const runs: CodeRun[] = [];
  for (const { name: scene, layout } of scenes) {
    for (let round = 1; round <= effort.rounds; round++) {
      for (const side of ['floor', 'ours'] as const) {
        console.error(`code → unlock frame, ${scene}, round ${round} of ${effort.rounds}, ${side} …`);
        const measured = await runOnce(programs.harness, starters[side], layout, effort);
        runs.push(...measured.map((run) => ({ ...run, scene, side, round })));
      }
    }
  }
  return { findings: findingsOf(runs), runs };
}

async function runOnce(
  program: string,
  start: StationStarter,
  layout: Layout,
  effort: Effort,
): Promise<readonly Pick<CodeRun, 'regime' | 'samples'>[]> {
  const harness = await startHarness(program, layout.busCount, layout.baud);
  try {
    const station = await start(harness, layout);
    try {
      return await measureRegimes(harness, station, effort);
    } finally {
      await station.stop();
    }
  } finally {
    await harness.stop();
  }
}

async function measureRegimes(
  harness: Harness,
  station: RunningStation,
  effort: Effort,
): Promise<readonly Pick<CodeRun, 'regime' | 'samples'>[]> {
  const { port, codes } = station;
  await harness.measure(effort.warmUp, { gapMinUs: 0, gapMaxUs: 0 }, port, codes);
  const measured: Pick<CodeRun, 'regime' | 'samples'>[] = [];
  for (const { name, pace } of regimes) {
    const count = name === 'closed' ? effort.closedCount : effort.sparseCount;
    measured.push({ regime: name, samples: await harness.measure(count, pace, port, codes) });
  }
  return measured;
}

function findingsOf(runs: readonly CodeRun[]): readonly Finding[] {
  return scenes.flatMap(({ name: scene }) =>
    regimes.flatMap(({ name: regime }) => {
      const here = runs.filter((run) => run.scene === scene && run.regime === regime);
      const what = `code → frame, ${regime}, ${scene}`;
      return [
        compare(`${what}, p50`, here, goal, (samples) => median(samples.map(({ unlockUs }) => unlockUs))),
        compare(`${what}, p99`, here, null, (samples) =>
          quantile(
            samples.map(({ unlockUs }) => unlockUs),
            0.99,
          ),
        ),
        compare(`code → answer, ${regime}, ${scene}, p50`, here, null, (samples) =>
          median(samples.map(({ answerUs }) => answerUs)),
        ),
      ];
    }),
  );
}

/** The median over the rounds of one figure, ours against the floor's. */
function compare(
  name: string,
  runs: readonly CodeRun[],
  wanted: Finding['goal'],
  figure: (samples: readonly Sample[]) => number,
): Finding {
  const of = (side: Side): number =>
    median(runs.filter((run) => run.side === side).map(({ samples }) => figure(samples)));
  const floor = of('floor');
  const ours = of('ours');
  return {
    name,
    floor: `${floor.toFixed(0)} µs`,
    ours: `${ours.toFixed(0)} µs`,
    measured: ours / floor,
    unit: '×',
    goal: wanted,
  };
}
