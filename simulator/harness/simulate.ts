import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { depthOf, runCampaign } from './virtual/campaign.ts';
import type { CampaignResult } from './virtual/campaign.ts';
import { playMonth } from './virtual/month.ts';
import { playStationDays } from './virtual/station-day.ts';

const usage = `npm run simulate -- [--seeds N] [--from S] [--days D] [--share-bytes P] [--workers W]
npm run simulate -- --replay SEED [--days D] [--share-bytes P]
npm run simulate -- --month [--from S]
`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    days: { type: 'string', default: '1' },
    'share-bytes': { type: 'string', default: '5' },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    replay: { type: 'string' },
    month: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const begunMs = performance.now();
const days = Number(values.days);
const shareBytes = Number(values['share-bytes']);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.help) say(usage);
else if (values.month) await tellMonth();
else if (values.replay === undefined) await tellCampaign();
else await tellSeed(Number(values.replay));

async function tellCampaign(): Promise<void> {
  const seedCount = Number(values.seeds);
  const step = Math.max(1, Math.floor(seedCount / 20));
  const result = await runCampaign({
    from: Number(values.from),
    seedCount,
    days,
    shareBytes,
    workerCount: Number(values.workers),
    told: ({ doneCount, failedCount, story }) => {
      // A long campaign is not over when somebody can already look into its first failure.
      if (story !== null) say(`\n${story}\n`);
      if (doneCount % step !== 0) return;
      say(`${String(doneCount)} of ${String(seedCount)} seeds, ${String(failedCount)} failed, ${seconds()}`);
    },
  });
  say(summary(result));
  if (result.failures.length > 0) process.exitCode = 1;
}

function summary(result: CampaignResult): string {
  const { doneCount, bytesCount, visitCount, eventCount, pulseCount, startCount, failures } = result;
  return [
    `${String(doneCount)} seeds of ${String(days)} days, ${String(bytesCount)} of them down to the bytes,`,
    `${String(visitCount)} visits, ${String(pulseCount)} pulses, ${String(eventCount)} events,`,
    `${String(startCount)} starts: ${String(failures.length)} failed; ${seconds()}`,
    `(${(result.processorMs / 1_000).toFixed(1)} s of processor time),`,
    `${megabytes(result.processBytesMax)} in the largest process`,
  ].join(' ');
}

async function tellSeed(seed: number): Promise<void> {
  const errand = { seed, days, depth: depthOf(seed, shareBytes) };
  try {
    say(JSON.stringify(await playStationDays(errand)));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

async function tellMonth(): Promise<void> {
  const tell = (sentence: string): void => say(`${sentence} (${seconds()})`);
  try {
    const { visitCount, eventCount, pulseCount } = await playMonth({ seed: Number(values.from), tell });
    say(
      `${String(visitCount)} visits, ${String(pulseCount)} pulses, ${String(eventCount)} events in 30 days offline:`,
    );
    say('no wrong opening, nobody refused, the centre has every event once;');
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
  say(`${seconds()}, ${megabytes(process.memoryUsage().rss)}`);
}

function seconds(): string {
  return `${((performance.now() - begunMs) / 1_000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${String(Math.round(bytes / 1_048_576))} MB`;
}
