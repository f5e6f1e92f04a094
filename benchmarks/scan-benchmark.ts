import { createCodec } from '#codecs/codec-table';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import type { BoardProfile } from '#bridge/profiles/schema';
import { MeasurementFailed } from './floor/conversation.ts';
import { startHarness } from './floor/harness.ts';
import { waitForQuiet } from './quiet.ts';
import { readers } from './scan/readers.ts';
import type { Reader } from './scan/readers.ts';
import { scanBoards } from './scan/scan.ts';
import type { Scan } from './scan/scan.ts';
import { median } from './statistics.ts';
import type { Finding } from './verdict.ts';

export type ScanRun = Scan & {
  readonly reader: string;
  readonly profile: string;
  readonly baud: number;
  readonly boardCount: number;
  readonly round: number;
  /**
   * Wire time and gap of an exchange as a share of the time from one request to the next, 0 to 1. The wire
   * time is computed and the pause after a reply is the median that was measured, so that a neighbour of the
   * virtual boards who delays their bytes is charged to nobody.
   */
  readonly utilisation: number;
};

const bauds = [9_600, 19_200];
/** Ten boards are all that the addresses of a CU16 allow; sixteen hang on a line of the other family. */
const lines = [
  { boardCount: 1, profile: 'kerong-cu16' },
  { boardCount: 4, profile: 'kerong-cu16' },
  { boardCount: 16, profile: 'lockboard-8a-24' },
];
const goal = { atLeast: 95 };
const microseconds = 1_000_000;

type Place = { readonly profile: BoardProfile; readonly baud: number; readonly boardCount: number };

/**
 * (b) A full status scan against the time that the bytes need on the wire and the silence that the profile
 * asks for. The virtual wire paces every byte; three ways of reading the port take turns under the same bus
 * session.
 */
export async function measureScans(
  harnessProgram: string,
  effort: { readonly rounds: number; readonly durationMs: number },
): Promise<{ readonly findings: readonly Finding[]; readonly runs: readonly ScanRun[] }> {
  const places = await findPlaces();
  const runs: ScanRun[] = [];
  for (const place of places) {
    console.error(`scan, ${place.boardCount} × ${place.profile.id} at ${place.baud} baud …`);
    for (let round = 1; round <= effort.rounds; round++) {
      for (const reader of readers) {
        await waitForQuiet();
        runs.push({ ...(await runOnce(harnessProgram, place, reader, effort.durationMs)), round });
      }
    }
  }
  return { findings: places.flatMap((place) => findingsOf(place, runs)), runs };
}

async function findPlaces(): Promise<readonly Place[]> {
  const loaded = await loadProfiles(profilesDirectory());
  if (!loaded.ok) throw new MeasurementFailed('the hardware profiles cannot be read');
  return bauds.flatMap((baud) =>
    lines.map(({ boardCount, profile: id }) => {
      const profile = loaded.profiles.boards.get(id);
      if (profile === undefined) throw new MeasurementFailed(`there is no profile ${id}`);
      return { profile, baud, boardCount };
    }),
  );
}

async function runOnce(
  program: string,
  { profile, baud, boardCount }: Place,
  reader: Reader,
  durationMs: number,
): Promise<Omit<ScanRun, 'round'>> {
  const harness = await startHarness(program, 1, baud);
  try {
    const scan = await scanBoards(harness, { reader, profile, baud, boardCount, durationMs });
    const wireUs = wireTimeUs(profile, baud);
    const utilisation = exchangeUs(profile, baud) / (wireUs + scan.counters.pauseP50Us);
    return { ...scan, reader: reader.name, profile: profile.id, baud, boardCount, utilisation };
  } finally {
    await harness.stop();
  }
}

/** Ten bit times a byte, request and reply. */
function wireTimeUs(profile: BoardProfile, baud: number): number {
  const { request, reply } = createCodec(profile.protocol, profile).scanBytes;
  const bitsPerByte = 10;
  return ((request + reply) * bitsPerByte * microseconds) / baud;
}

/** What an exchange must take: its bytes, and the silence that the profile asks for. */
function exchangeUs(profile: BoardProfile, baud: number): number {
  return wireTimeUs(profile, baud) + profile.timing.gapMs * 1000;
}

function findingsOf(place: Place, runs: readonly ScanRun[]): readonly Finding[] {
  const { profile, baud, boardCount } = place;
  const here = runs.filter(
    (run) => run.profile === profile.id && run.baud === baud && run.boardCount === boardCount,
  );
  const scanMs = (exchangeUs(profile, baud) * boardCount) / 1000;
  const of = (reader: string): readonly ScanRun[] => here.filter((run) => run.reader === reader);
  const shares = readers.map(({ name }): Finding => {
    const utilisation = median(of(name).map((run) => run.utilisation));
    const cpu = median(of(name).map((run) => run.cpuShare));
    return {
      name: `scan, ${boardCount} × ${profile.id}, ${baud} baud, ${name}`,
      floor: `${scanMs.toFixed(1)} ms`,
      ours: `${(scanMs / utilisation).toFixed(1)} ms, CPU ${(cpu * 100).toFixed(0)} %`,
      measured: utilisation * 100,
      unit: '%',
      goal: name === 'ours' ? goal : null,
    };
  });
  const ours = of('ours');
  const faults = ours.map(({ counters }) => counters.collisions + counters.garbage);
  const collisions: Finding = {
    name: `collisions, ${boardCount} × ${profile.id}, ${baud} baud`,
    floor: '0',
    ours: String(faults.reduce((sum, count) => sum + count, 0)),
    measured: faults.reduce((sum, count) => sum + count, 0),
    unit: '',
    goal: { atMost: 0 },
  };
  return [...shares, collisions];
}
