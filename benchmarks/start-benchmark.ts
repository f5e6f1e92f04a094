import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '#simulator/broker/broker';
import { startHarness } from './floor/harness.ts';
import { findFreePort } from './free-port.ts';
import { launcherPath } from './product/launcher.ts';
import { badge, writeStation } from './product/station-files.ts';
import { waitForQuiet } from './quiet.ts';
import { startProcess } from './process.ts';
import { loadStation } from './start/load.ts';
import { median } from './statistics.ts';
import type { Finding } from './verdict.ts';

export type StartRun = {
  readonly round: number;
  /** From the start of the process to the line that says `ready`. */
  readonly readyMs: number;
  readonly bareMs: number;
  /** Resident memory after the load. */
  readonly loadedMb: number;
  readonly bareMb: number;
};

const requestCount = 3_500;
/** Node itself is the floor: what an empty program takes on this machine in this run. */
const goals = { readyMs: { atMost: 500 }, loadedMb: { atMost: 90 } };

/** (c) Resident memory after a load, and the time from start to ready, beside a bare Node in the same run. */
export async function measureStart(
  harnessProgram: string,
  effort: { readonly rounds: number },
): Promise<{ readonly findings: readonly Finding[]; readonly runs: readonly StartRun[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-start-'));
  const broker = await startBroker();
  try {
    const runs: StartRun[] = [];
    // The first start draws keys and lays the ledger out, which happens once in the life of a station.
    await runOnce(harnessProgram, folder, broker.url, 4);
    for (let round = 1; round <= effort.rounds; round++) {
      console.error(`start and memory, round ${round} of ${effort.rounds} …`);
      await waitForQuiet();
      const bare = await runBareNode();
      await waitForQuiet();
      const ours = await runOnce(harnessProgram, folder, broker.url, requestCount);
      runs.push({ round, ...bare, ...ours });
    }
    return { findings: findingsOf(runs), runs };
  } finally {
    await broker.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOnce(
  harnessProgram: string,
  stock: string,
  broker: string,
  count: number,
): Promise<Pick<StartRun, 'readyMs' | 'loadedMb'>> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-ours-'));
  await cp(stock, folder, { recursive: true });
  const harness = await startHarness(harnessProgram, 1, 0);
  const kioskPort = await findFreePort();
  const file = await writeStation({ folder, ports: harness.ports, boardsPerBus: 1, kioskPort, broker });
  const begunAt = performance.now();
  const station = startProcess(launcherPath(), ['run', '--config', file]);
  try {
    await station.said('"message":"ready"');
    const readyMs = performance.now() - begunAt;
    await loadStation(kioskPort, count, badge);
    return { readyMs, loadedMb: residentMb(station.pid) };
  } finally {
    await station.stop();
    await harness.stop();
    await cp(folder, stock, { recursive: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** How long an empty program lasts, and how large a waiting one is. */
async function runBareNode(): Promise<Pick<StartRun, 'bareMs' | 'bareMb'>> {
  const begunAt = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'close');
  const bareMs = performance.now() - begunAt;
  const waiting = startProcess(process.execPath, ['-e', 'console.log("here"); setInterval(() => {}, 1e6)']);
  await waiting.said('here');
  const bareMb = residentMb(waiting.pid);
  await waiting.stop();
  return { bareMs, bareMb };
}

function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1000;
}

function findingsOf(runs: readonly StartRun[]): readonly Finding[] {
  const of = (figure: (run: StartRun) => number): number => median(runs.map(figure));
  const bareMs = of((run) => run.bareMs);
  const readyMs = of((run) => run.readyMs);
  const bareMb = of((run) => run.bareMb);
  const loadedMb = of((run) => run.loadedMb);
  const start = { floor: `${bareMs.toFixed(0)} ms`, ours: `${readyMs.toFixed(0)} ms` };
  const memory = { floor: `${bareMb.toFixed(0)} MB`, ours: `${loadedMb.toFixed(0)} MB` };
  return [
    { name: 'start to ready', ...start, measured: readyMs, unit: 'ms', goal: goals.readyMs },
    {
      name: 'start to ready, beside a bare Node',
      ...start,
      measured: readyMs / bareMs,
      unit: '×',
      goal: null,
    },
    {
      name: `memory after ${requestCount} requests`,
      ...memory,
      measured: loadedMb,
      unit: 'MB',
      goal: goals.loadedMb,
    },
    { name: 'memory, beside a bare Node', ...memory, measured: loadedMb / bareMb, unit: '×', goal: null },
  ];
}
