import type { BridgeClock } from '../clock.ts';
import { createBoardCodec } from '../profiles/board-codec.ts';
import type { BoardProfile } from '../profiles/schema.ts';
import type { Transport } from '../transport.ts';
import type { Bench } from './bench.ts';
import { checkOf, checks } from './checks.ts';
import { judgeDoor, judgePower } from './door-findings.ts';
import { cutCoils, pulseOnce, tryClosing, tryItems, tryPowerCycle } from './door-steps.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './findings.ts';
import { judgeLine } from './line-findings.ts';
import { disturb, listen, readOthers, readSeries } from './line-steps.ts';
import { openProbeLine, type ProbeLine } from './probe-line.ts';
import type { Technician } from './technician.ts';

export type ExaminationOptions = {
  readonly transport: Transport;
  readonly clock: BridgeClock;
  readonly profile: BoardProfile;
  readonly address: number;
  /** The one channel whose door may be opened; null to open none. */
  readonly channel: number | null;
  /** Addresses of the other boards that are known to be on the line. */
  readonly neighbours: readonly number[];
  readonly technician: Technician;
  /** How long to listen for messages that nobody asked for. */
  readonly listenMs: number;
  readonly readCount: number;
  readonly progress?: Bench['progress'];
  readonly isStopped?: () => boolean;
};

export type Examined = { readonly evidence: Evidence; readonly findings: readonly Finding[] };

const untouched: Evidence = {
  port: { openError: null, lost: null },
  unasked: null,
  pushCount: 0,
  reads: [],
  others: [],
  noise: [],
  pulse: null,
  items: null,
  closed: 'not-done',
  power: null,
  noPulseReason: 'the port did not open',
};

/**
 * Runs the whole suite on one board: first the line with reads only, then, if the line can be trusted and
 * somebody allows it, one door. At most one unlock is ever written.
 */
export async function examineBoard(options: ExaminationOptions): Promise<Examined> {
  const { transport, clock, profile } = options;
  const codec = createBoardCodec(profile);
  const ear = { codec, address: profile.address, echo: profile.echo };
  let line: ProbeLine;
  try {
    line = await openProbeLine({ transport, clock, ear, gapMs: profile.timing.gapMs });
  } catch (error) {
    const openError = error instanceof Error ? error.message : String(error);
    return judged({ ...untouched, port: { openError, lost: null } }, profile);
  }
  const { progress = () => undefined, isStopped = () => false } = options;
  const bench = { line, clock, codec, profile, address: options.address, progress, isStopped };
  try {
    return judged(await collect(bench, options), profile);
  } finally {
    await cutCoils(bench);
    await line.close();
  }
}

async function collect(bench: Bench, options: ExaminationOptions): Promise<Evidence> {
  const { technician } = options;
  const isCut = await cutCoils(bench);
  const unasked = await listen(bench, options.listenMs);
  const reads = await readSeries(bench, options.readCount);
  const isAnswering = reads.some(({ outcome }) => outcome === 'answered');
  const others = isAnswering ? await readOthers(bench, options.neighbours) : [];
  const noise = isAnswering ? await disturb(bench) : [];
  const line = { ...untouched, unasked, reads, others, noise };
  const noPulseReason = isCut
    ? await refusalOf(line, bench, options)
    : 'the board did not confirm that its coils are off';
  if (noPulseReason !== null) return closing({ ...line, noPulseReason }, bench);
  const channel = options.channel ?? 1;
  const pulse = await pulseOnce(bench, channel, technician);
  const items = await tryItems(bench, channel, technician);
  const closed = await tryClosing(bench, pulse, technician);
  const power = await tryPowerCycle(bench, technician);
  return closing({ ...line, pulse, items, closed, power, noPulseReason }, bench);
}

function closing(evidence: Evidence, { line }: Bench): Evidence {
  return { ...evidence, port: { openError: null, lost: line.lost() }, pushCount: line.pushCount() };
}

/** Why no door may be opened; null if one may. */
async function refusalOf(
  evidence: Evidence,
  bench: Bench,
  { channel, technician }: ExaminationOptions,
): Promise<string | null> {
  if (channel === null) return 'no channel was named';
  if (bench.isStopped()) return 'the suite was stopped';
  const bad = judgeLine(closing(evidence, bench), bench.profile).filter(
    ({ id, result }) => result !== 'passed' && checkOf(id).guardsDoors,
  );
  if (bad.length > 0) return `the line comes first: ${bad.map(({ id }) => id).join(', ')}`;
  const answer = await technician.answer('may-open', channel);
  return answer === 'yes' ? null : 'nobody allowed a door to be opened';
}

/** Every check has one finding, in the order of the list. */
function judged(evidence: Evidence, profile: BoardProfile): Examined {
  const found = [...judgeLine(evidence, profile), ...judgeDoor(evidence, profile), judgePower(evidence)];
  const findings = checks.flatMap(({ id }) => found.filter((finding) => finding.id === id));
  return { evidence, findings };
}
