import { boardProfiles, fullBusOf, nameOf } from './bus/place.ts';
import type { Place } from './bus/place.ts';
import { measureUnlocks } from './busy/unlocks.ts';
import type { Unlocks } from './busy/unlocks.ts';
import { MeasurementFailed } from './floor/conversation.ts';
import { median, quantile } from './statistics.ts';
import type { Finding } from './verdict.ts';

export type BusyRun = Unlocks & { readonly place: string; readonly deadBoard: number | null };

export type BusyEffort = {
  readonly rounds: number;
  /** In each round. */
  readonly wishCount: number;
  /** Profiles whose full bus is measured with every board alive. */
  readonly profiles: readonly string[];
  /** Those of them that are measured with one dead board as well. */
  readonly besideDead: readonly string[];
  /** For how long the dead board has been dead; after a minute it is asked as rarely as it ever will be. */
  readonly deadForMs: number;
};

/** Until the code of the first line is warm; a station has been polling for days when somebody comes. */
const soundForMs = 3_000;

/**
 * (f) From the wish for an open door to the unlock frame while the bus is read without a pause: an unlock
 * goes before every read, so that it waits for one exchange at most. And the same beside a dead board.
 */
export async function measureBusy(
  harnessProgram: string,
  effort: BusyEffort,
): Promise<{ readonly findings: readonly Finding[]; readonly runs: readonly BusyRun[] }> {
  const profiles = await boardProfiles();
  const findings: Finding[] = [];
  const runs: BusyRun[] = [];
  const run = async (place: Place, deadBoard: number | null): Promise<BusyRun> => {
    const settleMs = deadBoard === null ? soundForMs : effort.deadForMs;
    const { rounds, wishCount } = effort;
    const order = { place, deadBoard, rounds, wishCount, settleMs };
    const done = { ...(await measureUnlocks(harnessProgram, order)), place: nameOf(place), deadBoard };
    runs.push(done);
    return done;
  };
  for (const id of effort.profiles) {
    const profile = profiles.get(id);
    if (profile === undefined) throw new MeasurementFailed(`there is no profile ${id}`);
    const place = fullBusOf(profile);
    console.error(`unlocks on a busy bus, ${nameOf(place)} …`);
    const sound = await run(place, null);
    findings.push(...latencyOf(sound));
    if (effort.besideDead.includes(id)) {
      findings.push(besideDead(sound, await run(place, place.addresses[1] ?? null)));
    }
  }
  return { findings: [...findings, collisionsIn(runs)], runs };
}

function latencyOf(run: BusyRun): readonly Finding[] {
  const { place, exchangeMs } = run;
  const lineShare = median(run.rounds.map((round) => round.lineShare));
  const finding = (name: string, waitMs: number, goal: Finding['goal']): Finding => ({
    name: `unlock while polled, ${place}, ${name}`,
    floor: `${exchangeMs.toFixed(1)} ms`,
    ours: `${waitMs.toFixed(1)} ms, line ${(lineShare * 100).toFixed(0)} % in use`,
    measured: waitMs / exchangeMs,
    unit: '×',
    goal,
  });
  return [finding('p50', waitOf(run, 0.5), null), finding('p99', waitOf(run, 0.99), { atMost: 1.1 })];
}

function besideDead(sound: BusyRun, dead: BusyRun): Finding {
  const soundMs = waitOf(sound, 0.99);
  const deadMs = waitOf(dead, 0.99);
  return {
    name: `unlock beside a dead board, ${sound.place}, p99`,
    floor: `${soundMs.toFixed(1)} ms`,
    ours: `${deadMs.toFixed(1)} ms`,
    measured: deadMs / soundMs,
    unit: '×',
    goal: { atMost: 1.2 },
  };
}

/** The quantile of the middle round. */
function waitOf({ rounds }: BusyRun, share: number): number {
  return median(rounds.map(({ waitsMs }) => quantile(waitsMs, share)));
}

function collisionsIn(runs: readonly BusyRun[]): Finding {
  const lines = runs.flatMap(({ rounds }) => rounds.map(({ counters }) => counters));
  const count = lines.reduce((sum, { collisions, garbage }) => sum + collisions + garbage, 0);
  return {
    name: 'collisions, all busy lines',
    floor: '0',
    ours: String(count),
    measured: count,
    unit: '',
    goal: { atMost: 0 },
  };
}
