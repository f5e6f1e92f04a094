import { patienceOf, readBoard, readDoors, type Bench } from './bench.ts';
import type { Doors, HandEvidence, PowerEvidence, PulseEvidence, TimedRead } from './evidence.ts';
import { passed } from './probe-line.ts';
import type { Technician } from './technician.ts';

/** Doors in use are read this often by the station, too. */
const pollMs = 100;
/** How long a board that lost its supply may take until it answers again. */
const bootMaxMs = 10_000;
/** How long a person may need from pushing the door to letting go of it. */
const closeMaxMs = 3_000;

/**
 * One pulse, once, and the reads around it. A suite that finds out what a status bit means cannot wait for a
 * bit that says closed (rule R6): here the eyes of the person who allowed the pulse stand in for it.
 */
export async function pulseOnce(
  bench: Bench,
  channel: number,
  technician: Technician,
): Promise<PulseEvidence> {
  const { line, clock, address, profile } = bench;
  const { pulseMs, settleMs, unlockTimeoutMs } = profile.timing;
  const before = await readDoors(bench);
  const writtenAtMs = clock.nowMs();
  bench.progress(`opening channel ${String(channel)}`, 0, 1);
  const { heard } = await line.ask({ kind: 'unlock', board: address, channel }, unlockTimeoutMs);
  await endPulse(bench, channel, writtenAtMs);
  const watched = await watchDoor(bench, channel, before, writtenAtMs);
  await passed(clock, writtenAtMs + pulseMs + settleMs - clock.nowMs());
  const settled = await readDoors(bench);
  return {
    channel,
    before,
    unlockOutcome: heard.outcome,
    unlockTurnaroundMs: heard.turnaroundMs,
    ...watched,
    settled,
    moved: await technician.answer('which-moved', channel),
  };
}

/** A board that does not end its pulses by itself is owed the end of this one, whatever else happens. */
async function endPulse({ line, clock, address, profile }: Bench, channel: number, writtenAtMs: number) {
  if (profile.pulse !== 'software') return;
  await passed(clock, writtenAtMs + profile.timing.pulseMs - clock.nowMs());
  await line.ask({ kind: 'end-pulse', board: address, channel }, profile.timing.unlockTimeoutMs);
}

/**
 * Switches every coil off where the controller has to do it, at the beginning and at the end (rule R5). False
 * if the board did not confirm it; boards that end their pulses by themselves need no telling.
 */
export async function cutCoils({ line, address, profile }: Bench): Promise<boolean> {
  if (profile.pulse !== 'software') return true;
  const { heard } = await line.ask({ kind: 'all-off', board: address }, patienceOf(profile));
  return heard.outcome === 'answered';
}

type Watched = { readonly reads: readonly TimedRead[]; readonly outageMs: number };

/** Reads until the channel has changed and the pulse is over, or until it may be called late. */
async function watchDoor(
  bench: Bench,
  channel: number,
  before: Doors,
  writtenAtMs: number,
): Promise<Watched> {
  const { clock, line } = bench;
  const { pulseMs, openDetectMs, readTimeoutMs } = bench.profile.timing;
  const reads: TimedRead[] = [];
  const was = before?.[channel - 1]?.door;
  let untilMs = pulseMs + openDetectMs;
  for (let atMs = 0; atMs <= untilMs && line.lost() === null; atMs = clock.nowMs() - writtenAtMs) {
    const askedAtMs = clock.nowMs();
    const { doors } = await readBoard(bench, bench.address, readTimeoutMs);
    reads.push({ atMs: askedAtMs - writtenAtMs, doors });
    const now = doors?.[channel - 1]?.door;
    if (was === 'unknown' || (now !== undefined && now !== was)) untilMs = pulseMs;
    await passed(clock, askedAtMs + pollMs - clock.nowMs());
  }
  return { reads, outageMs: longestOutageMs(reads, clock.nowMs() - writtenAtMs) };
}

/** From the first read without an answer to the next one with an answer, or to the end. */
function longestOutageMs(reads: readonly TimedRead[], endMs: number): number {
  let longest = 0;
  let sinceMs: number | null = null;
  for (const { atMs, doors } of reads) {
    if (sinceMs !== null) longest = Math.max(longest, atMs - sinceMs);
    sinceMs = doors === null ? (sinceMs ?? atMs) : null;
  }
  return sinceMs === null ? longest : Math.max(longest, endMs - sinceMs);
}

/** Asks for something in front of the sensor and for its removal; null where the person does not want to. */
export async function tryItems(
  bench: Bench,
  channel: number,
  technician: Technician,
): Promise<HandEvidence | null> {
  if (bench.profile.polarity.item === null) return null;
  if ((await technician.answer('something-inside', channel)) === 'skip') return null;
  const withSomething = await readDoors(bench);
  if ((await technician.answer('nothing-inside', channel)) === 'skip') return null;
  return { withSomething, withNothing: await readDoors(bench) };
}

/** Has the door pushed shut, and reads until it shows that or until it may be called late. */
export async function tryClosing(
  bench: Bench,
  pulse: PulseEvidence,
  technician: Technician,
): Promise<Doors | 'not-done'> {
  const { clock, line } = bench;
  const { channel, before } = pulse;
  if ((await technician.answer('door-closed', channel)) === 'skip') return 'not-done';
  const untilMs = clock.nowMs() + closeMaxMs;
  for (;;) {
    const doors = await readDoors(bench);
    const isAsBefore = doors?.[channel - 1]?.door === before?.[channel - 1]?.door;
    if (isAsBefore || clock.nowMs() >= untilMs || line.lost() !== null) return doors;
    await passed(clock, pollMs);
  }
}

/** One lost read is no supply that was off. */
const silentReadsMin = 2;

/** Reads on while a person switches the supply off and on, so that the silence in between is seen. */
export async function tryPowerCycle(bench: Bench, technician: Technician): Promise<PowerEvidence | null> {
  const before = await readDoors(bench);
  const answer = { given: null as 'done' | 'skip' | null };
  const asked = technician.answer('power-cycle', 0).then((given) => {
    answer.given = given;
  });
  const watched = await watchBoard(bench, () => answer.given);
  await asked;
  return answer.given === 'skip' ? null : { before, ...watched };
}

/** After the answer the board has the time it needs to start, and at least one read. */
async function watchBoard(
  bench: Bench,
  given: () => 'done' | 'skip' | null,
): Promise<Pick<PowerEvidence, 'after' | 'wasOff'>> {
  const { clock, line, profile } = bench;
  let silentCount = 0;
  let wasOff = false;
  let after: Doors = null;
  let untilMs = Number.POSITIVE_INFINITY;
  while (given() !== 'skip' && clock.nowMs() < untilMs && line.lost() === null) {
    const isLast = given() === 'done';
    if (isLast) untilMs = Math.min(untilMs, clock.nowMs() + bootMaxMs);
    after = (await readBoard(bench, bench.address, profile.timing.readTimeoutMs)).doors;
    silentCount = after === null ? silentCount + 1 : 0;
    wasOff ||= silentCount >= silentReadsMin;
    if (isLast && after !== null) break;
    await passed(clock, pollMs);
  }
  return { after, wasOff };
}
