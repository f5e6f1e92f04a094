import { answersOf } from './bus/answers.ts';
import { readTimeMs } from './bus/exchange-time.ts';
import { boardProfiles, fullBusOf, nameOf, placeOf } from './bus/place.ts';
import type { Place } from './bus/place.ts';
import { MeasurementFailed } from './floor/conversation.ts';
import { startHarness } from './floor/harness.ts';
import { waitForQuiet } from './quiet.ts';
import { ourReader, readers } from './scan/readers.ts';
import type { Reader } from './scan/readers.ts';
import { scanBoards } from './scan/scan.ts';
import type { Scan } from './scan/scan.ts';
import { median } from './statistics.ts';
import type { Finding } from './verdict.ts';

export type ScanRun = Scan & {
  readonly reader: string;
  /** As in the report. */
  readonly place: string;
  readonly round: number;
  /**
   * Wire time and gap of an exchange as a share of the time from one request to the next, 0 to 1. The wire
   * time is computed and the pause after a reply is the median that was measured, so that a neighbour of the
   * virtual boards who delays their bytes is charged to nobody.
   */
  readonly utilisation: number;
  /** The same from the first request to the last one, neighbours and all. */
  readonly utilisationOfSpan: number;
};

export type ScanEffort = {
  readonly rounds: number;
  readonly durationMs: number;
  /** Speeds at which the ways of reading a port are compared. */
  readonly bauds: readonly number[];
};

/** Lines on which the ways of reading a port are compared; other boards are read in our way only. */
const compared = [
  { boardCount: 1, profile: 'kerong-cu16' },
  { boardCount: 4, profile: 'kerong-cu16' },
  { boardCount: 16, profile: 'lockboard-8a-24' },
];
const goal = { atLeast: 95 };

type Line = { readonly place: Place; readonly by: readonly Reader[] };

/**
 * (b) A full status scan against the time that the bytes need on the wire and the silence that the profile
 * asks for: every profile on a full bus at its own speed, and three ways of reading the port taking turns
 * under the same bus session. The virtual wire paces every byte.
 */
export async function measureScans(
  harnessProgram: string,
  effort: ScanEffort,
): Promise<{ readonly findings: readonly Finding[]; readonly runs: readonly ScanRun[] }> {
  const lines = await findLines(effort.bauds);
  const runs: ScanRun[] = [];
  for (const { place, by } of lines) {
    console.error(`scan, ${nameOf(place)} …`);
    for (let round = 1; round <= effort.rounds; round++) {
      for (const reader of by) {
        await waitForQuiet();
        runs.push({ ...(await runOnce(harnessProgram, place, reader, effort.durationMs)), round });
      }
    }
  }
  const shares = lines.flatMap(({ place, by }) => by.map((reader) => shareOf(place, reader, runs)));
  return { findings: [...shares, collisionsIn(runs)], runs };
}

async function findLines(bauds: readonly number[]): Promise<readonly Line[]> {
  const profiles = await boardProfiles();
  const comparisons = bauds.flatMap((baud) =>
    compared.map(({ boardCount, profile: id }) => {
      const profile = profiles.get(id);
      if (profile === undefined) throw new MeasurementFailed(`there is no profile ${id}`);
      return { place: placeOf(profile, baud, boardCount), by: readers };
    }),
  );
  const known = new Set(comparisons.map(({ place }) => nameOf(place)));
  const full = [...profiles.values()]
    .map(fullBusOf)
    .filter((place) => !known.has(nameOf(place)))
    .map((place) => ({ place, by: [ourReader] }));
  return [...comparisons, ...full];
}

async function runOnce(
  program: string,
  place: Place,
  reader: Reader,
  durationMs: number,
): Promise<Omit<ScanRun, 'round'>> {
  const harness = await startHarness(program, 1, place.baud);
  try {
    await harness.teach(answersOf(place));
    const scan = await scanBoards(harness, { ...place, reader, durationMs });
    const { pauseP50Us, requests, spanUs } = scan.counters;
    const readUs = readTimeMs(place) * 1000;
    const wireUs = readUs - place.profile.timing.gapMs * 1000;
    const utilisation = readUs / (wireUs + pauseP50Us);
    const utilisationOfSpan = (readUs * (requests - 1)) / spanUs;
    return { ...scan, reader: reader.name, place: nameOf(place), utilisation, utilisationOfSpan };
  } finally {
    await harness.stop();
  }
}

function shareOf(place: Place, reader: Reader, runs: readonly ScanRun[]): Finding {
  const here = runs.filter((run) => run.place === nameOf(place) && run.reader === reader.name);
  const scanMs = readTimeMs(place) * place.addresses.length;
  const utilisation = median(here.map((run) => run.utilisation));
  const cpu = median(here.map((run) => run.cpuShare));
  return {
    name: `scan, ${nameOf(place)}, ${reader.name}`,
    floor: `${scanMs.toFixed(1)} ms`,
    ours: `${(scanMs / utilisation).toFixed(1)} ms, CPU ${(cpu * 100).toFixed(0)} %`,
    measured: utilisation * 100,
    unit: '%',
    goal: reader === ourReader ? goal : null,
  };
}

/** Bytes that were sent over others, and bytes that began no request, on all lines that were read our way. */
function collisionsIn(runs: readonly ScanRun[]): Finding {
  const ours = runs.filter((run) => run.reader === ourReader.name);
  const faultsOf = ({ counters }: ScanRun): number => counters.collisions + counters.garbage;
  const places = new Set(ours.filter((run) => faultsOf(run) > 0).map((run) => run.place));
  return {
    name: `collisions, all ${new Set(ours.map((run) => run.place)).size} lines`,
    floor: '0',
    ours: places.size === 0 ? '0' : [...places].join('; '),
    measured: ours.reduce((sum, run) => sum + faultsOf(run), 0),
    unit: '',
    goal: { atMost: 0 },
  };
}
