import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { measureBusy } from './busy-benchmark.ts';
import { measureCodes } from './code-benchmark.ts';
import { compilePrograms } from './floor/compiler.ts';
import type { Programs } from './floor/compiler.ts';
import { floorStarter } from './floor/station.ts';
import { measureGrowth } from './growth-benchmark.ts';
import { prepareProduct } from './product/station.ts';
import { limitPatience } from './quiet.ts';
import { measureScans } from './scan-benchmark.ts';
import { measureStart } from './start-benchmark.ts';
import { isReached, tableOf } from './verdict.ts';
import type { Finding } from './verdict.ts';
import { readWish, usage } from './wish.ts';
import type { Chapter, Wish } from './wish.ts';

type Measured = { readonly findings: readonly Finding[]; readonly runs: readonly object[] };

/** For all chapters together; a first look is over within four minutes on any machine. */
const patienceMs = { quick: 15_000, whole: 1_800_000 } as const;

/** Measures, prints, writes; whether every goal was reached. */
async function measureAll({ quick, chapters, out }: Wish): Promise<boolean> {
  limitPatience(quick ? patienceMs.quick : patienceMs.whole);
  const programs = compilePrograms();
  const measured: Partial<Record<Chapter, Measured>> = {};
  for (const chapter of chapters) measured[chapter] = await measurers[chapter](programs, quick);
  const findings = Object.values(measured).flatMap((chapter) => chapter.findings);
  console.log(tableOf(findings));
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model };
  const report = { at: new Date().toISOString(), machine, quick, ...measured };
  if (out !== null) writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);
  return findings.every(isReached);
}

const busyBoards = ['kerong-cu16', 'kerong-cu12', 'lockboard-8a-24', 'dingchang-dc-12'] as const;
const otherBusyBoards = ['winnsen', 'modbus-coils-16'] as const;
const busyEffort = {
  quick: { profiles: busyBoards, besideDead: ['kerong-cu16'], rounds: 3, wishCount: 30, deadForMs: 15_000 },
  whole: {
    profiles: [...busyBoards, ...otherBusyBoards],
    besideDead: [...busyBoards, ...otherBusyBoards],
    rounds: 3,
    wishCount: 150,
    deadForMs: 65_000,
  },
} as const;

const measurers: Readonly<Record<Chapter, (programs: Programs, quick: boolean) => Promise<Measured>>> = {
  code: async (programs, quick) => {
    const product = await prepareProduct(programs.harness);
    try {
      const starters = { floor: floorStarter(programs.floor), ours: product.start };
      const effort = quick
        ? { rounds: 1, warmUp: 300, closedCount: 150, sparseCount: 60 }
        : { rounds: 5, warmUp: 1_000, closedCount: 300, sparseCount: 100 };
      return await measureCodes(programs, starters, effort);
    } finally {
      await product.remove();
    }
  },
  scan: (programs, quick) =>
    measureScans(
      programs.harness,
      quick
        ? { rounds: 1, durationMs: 1_000, bauds: [19_200] }
        : { rounds: 3, durationMs: 3_000, bauds: [9_600, 19_200] },
    ),
  busy: (programs, quick) => measureBusy(programs.harness, quick ? busyEffort.quick : busyEffort.whole),
  growth: (programs, quick) =>
    measureGrowth(
      programs.harness,
      quick
        ? { stayCount: 10_000, parcelCount: 500, startRounds: 2 }
        : { stayCount: 100_000, parcelCount: 3_000, startRounds: 5 },
    ),
  start: (programs, quick) => measureStart(programs.harness, { rounds: quick ? 3 : 5 }),
};

const wish = readWish(process.argv.slice(2));
if (wish === null) {
  console.error(usage);
  process.exitCode = 2;
} else {
  process.exitCode = (await measureAll(wish)) ? 0 : 1;
}
