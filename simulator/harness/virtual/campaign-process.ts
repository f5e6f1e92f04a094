import type { Cost, Errand, Report } from './campaign.ts';
import { playStationDays } from './station-day.ts';

/** One worker of a campaign: plays the seeds that it is sent and tells how each went. */
async function play(errand: Errand): Promise<Report> {
  const begun = process.cpuUsage();
  const cost = (): Cost => {
    const { user, system } = process.cpuUsage(begun);
    return { processBytes: process.memoryUsage().rss, processorMs: (user + system) / 1_000 };
  };
  try {
    const outcome = await playStationDays(errand);
    return { ...errand, ...cost(), ok: true, outcome };
  } catch (error) {
    const story = error instanceof Error ? error.message : String(error);
    return { ...errand, ...cost(), ok: false, story };
  }
}

process.on('message', (errand: Errand) => {
  void play(errand).then((report) => process.send?.(report));
});
