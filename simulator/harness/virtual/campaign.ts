import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createDice } from '../../dice.ts';
import type { StationDayInput, StationDayOutcome } from './station-day.ts';

export type CampaignInput = {
  readonly from: number;
  readonly seedCount: number;
  readonly days: number;
  /** Of a hundred seeds, how many go down to the bytes; which ones follows from the seed. */
  readonly shareBytes: number;
  readonly workerCount: number;
  readonly told: (progress: Progress) => void;
};

export type Progress = {
  readonly doneCount: number;
  readonly failedCount: number;
  /** Of the seed that was just played, where it failed. */
  readonly story: string | null;
};

export type Errand = Pick<StationDayInput, 'seed' | 'days' | 'depth'>;

/** What one seed cost its worker; processor time stays true on a machine that is busy with other things. */
export type Cost = { readonly processBytes: number; readonly processorMs: number };
export type Report = Errand &
  Cost &
  (
    | { readonly ok: true; readonly outcome: StationDayOutcome }
    | { readonly ok: false; readonly story: string }
  );

export type CampaignResult = {
  readonly failures: readonly (Errand & { readonly story: string })[];
  readonly doneCount: number;
  readonly bytesCount: number;
  readonly visitCount: number;
  readonly eventCount: number;
  readonly pulseCount: number;
  readonly startCount: number;
  /** Of the largest worker. */
  readonly processBytesMax: number;
  /** Of all workers together. */
  readonly processorMs: number;
};

/** A seed keeps its depth whatever campaign it is part of, as long as the share is the same. */
export function depthOf(seed: number, shareBytes: number): Errand['depth'] {
  return createDice(seed).split('depth').below(100) < shareBytes ? 'bytes' : 'ports';
}

/** Plays many seeds in processes of their own, each fetching its next seed when it is done with one. */
export async function runCampaign(input: CampaignInput): Promise<CampaignResult> {
  const { from, seedCount, days, shareBytes, workerCount, told } = input;
  const tally = new Tally();
  let next = from;
  const nextErrand = (): Errand | null => {
    if (next >= from + seedCount) return null;
    const seed = next;
    next += 1;
    return { seed, days, depth: depthOf(seed, shareBytes) };
  };
  const workers = Array.from({ length: Math.min(workerCount, seedCount) }, () =>
    employ(nextErrand, (report) => {
      tally.add(report);
      const { doneCount, failures } = tally.result;
      told({ doneCount, failedCount: failures.length, story: report.ok ? null : report.story });
    }),
  );
  await Promise.all(workers);
  return tally.result;
}

/** Resolves when the worker has no errand left; a worker that dies takes the campaign with it. */
function employ(nextErrand: () => Errand | null, heard: (report: Report) => void): Promise<void> {
  const worker: ChildProcess = fork(fileURLToPath(new URL('./campaign-process.js', import.meta.url)));
  const send = (): void => {
    const errand = nextErrand();
    if (errand === null) worker.disconnect();
    else worker.send(errand);
  };
  return new Promise((resolve, reject) => {
    worker.on('message', (report: Report) => {
      heard(report);
      send();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new RangeError(`a worker of the campaign ended with code ${String(code)}`));
    });
    send();
  });
}

class Tally {
  result: CampaignResult = {
    failures: [],
    doneCount: 0,
    bytesCount: 0,
    visitCount: 0,
    eventCount: 0,
    pulseCount: 0,
    startCount: 0,
    processBytesMax: 0,
    processorMs: 0,
  };

  add(report: Report): void {
    const { result } = this;
    const { seed, days, depth } = report;
    const none = { visitCount: 0, eventCount: 0, pulseCount: 0, startCount: 0 };
    const outcome = report.ok ? report.outcome : none;
    this.result = {
      failures: report.ok
        ? result.failures
        : [...result.failures, { seed, days, depth, story: report.story }],
      doneCount: result.doneCount + 1,
      bytesCount: result.bytesCount + (depth === 'bytes' ? 1 : 0),
      visitCount: result.visitCount + outcome.visitCount,
      eventCount: result.eventCount + outcome.eventCount,
      pulseCount: result.pulseCount + outcome.pulseCount,
      startCount: result.startCount + outcome.startCount,
      processBytesMax: Math.max(result.processBytesMax, report.processBytes),
      processorMs: result.processorMs + report.processorMs,
    };
  }
}
