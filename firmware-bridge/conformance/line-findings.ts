import type { BoardProfile } from '../profiles/schema.ts';
import type { Evidence, HeardOutcome, ReadEvidence } from './evidence.ts';
import {
  changedChannels,
  count,
  either,
  failedWith,
  ms,
  notDone,
  notObservable,
  passedWith,
  type Finding,
} from './findings.ts';

/**
 * Pauses that an adapter with its usual latency timer of 16 ms makes inside a reply are no fault; longer
 * ones are.
 */
const pauseMaxMs = 20;

/** Judges what the line showed before any door was opened. */
export function judgeLine(evidence: Evidence, profile: BoardProfile): readonly Finding[] {
  return [judgePort(evidence), judgeUnasked(evidence, profile), ...judgeReads(evidence, profile)];
}

function judgePort({ port }: Evidence): Finding {
  if (port.openError !== null) return failedWith('port', `it cannot be opened: ${port.openError}`);
  if (port.lost !== null) return failedWith('port', `it went away: ${port.lost}`);
  return passedWith('port', 'it opened and stayed open');
}

function judgeUnasked({ unasked, pushCount }: Evidence, { pushes = false }: BoardProfile): Finding {
  if (unasked === null) return notDone('unsolicited', 'the port did not open');
  const { strangeByteCount, listenedMs } = unasked;
  if (strangeByteCount > 0) {
    const strange = count(strangeByteCount, 'byte');
    return failedWith('unsolicited', `${strange} of no known message in ${ms(listenedMs)}`);
  }
  const says = `the profile says that it ${pushes ? 'pushes' : 'never pushes'}`;
  if (pushCount === 0) return passedWith('unsolicited', `silence in ${ms(listenedMs)}; ${says}`);
  const before = `${String(unasked.pushCount)} of them in the ${ms(listenedMs)} of listening`;
  return either(pushes, 'unsolicited', `${count(pushCount, 'unasked message')}, ${before}; ${says}`);
}

function judgeReads(evidence: Evidence, profile: BoardProfile): readonly Finding[] {
  const { reads } = evidence;
  const outcomes = reads.map(({ outcome }) => outcome);
  const answered = reads.filter(({ outcome }) => outcome === 'answered');
  const about = [judgeAnswers(outcomes), judgeIntactness(reads), judgeAddress(reads)];
  const obstacle = obstacleIn(outcomes);
  if (obstacle !== null) {
    return [...about, judgeEcho(reads, profile), ...followUps.map((id) => notDone(id, obstacle))];
  }
  return [
    ...about,
    judgeSurplus(answered),
    judgeEcho(reads, profile),
    judgeCleanness(answered),
    judgePauses(answered),
    judgeTiming(answered, profile),
    judgeSteadiness(answered),
    judgeOthers(evidence),
    judgeRecovery(evidence),
  ];
}

const followUps = [
  'one-reply',
  'clean-line',
  'unbroken-replies',
  'timing',
  'steady-status',
  'other-addresses',
  'noise-recovery',
] as const;

/** Why nothing more can be said about the series; null if it can. */
function obstacleIn(outcomes: readonly HeardOutcome[]): string | null {
  if (outcomes.includes('broken')) return 'replies are broken';
  return outcomes.includes('answered') ? null : 'no read was answered';
}

function judgeAnswers(outcomes: readonly HeardOutcome[]): Finding {
  const silent = outcomes.filter((outcome) => outcome === 'silent').length;
  const all = count(outcomes.length, 'read');
  if (outcomes.length === 0) return notDone('answers', 'the port did not open');
  return either(
    silent === 0,
    'answers',
    silent === 0 ? `something came to each of ${all}` : `nothing came to ${String(silent)} of ${all}`,
  );
}

function judgeIntactness(reads: readonly ReadEvidence[]): Finding {
  const spoke = reads.filter(({ outcome }) => outcome !== 'silent');
  if (spoke.length === 0) return notDone('intact-replies', 'nothing came');
  const broken = spoke.filter(({ outcome }) => outcome === 'broken');
  const all = count(spoke.length, 'reply', 'replies');
  if (broken.length > 0) {
    return failedWith('intact-replies', `${String(broken.length)} of ${all} could not be read`);
  }
  return passedWith('intact-replies', `all of ${all}`);
}

/** A damaged frame without a check byte can bear any address, so intact replies come first. */
function judgeAddress(reads: readonly ReadEvidence[]): Finding {
  const foreign = reads.filter(({ outcome }) => outcome === 'foreign');
  if (reads.some(({ outcome }) => outcome === 'broken')) return notDone('address', 'replies are broken');
  const names = [...new Set(foreign.map(({ foreignBoard }) => String(foreignBoard)))].join(', ');
  if (foreign.length > 0) return failedWith('address', `the answer came in the name of ${names}`);
  if (reads.every(({ outcome }) => outcome === 'silent')) return notDone('address', 'nothing came');
  return passedWith('address', 'every reply bore the address that was asked');
}

function judgeSurplus(answered: readonly ReadEvidence[]): Finding {
  const doubled = answered.filter(({ surplusCount }) => surplusCount > 0).length;
  const all = count(answered.length, 'read');
  if (doubled === 0) return passedWith('one-reply', `one reply to each of ${all}`);
  return failedWith('one-reply', `more than one reply to ${String(doubled)} of ${all}`);
}

function judgeEcho(reads: readonly ReadEvidence[], { echo }: BoardProfile): Finding {
  if (reads.length === 0) return notDone('echo', 'the port did not open');
  const echoed = reads.filter(({ isEchoed }) => isEchoed).length;
  const seen = `our own bytes came back in ${String(echoed)} of ${count(reads.length, 'read')}`;
  if (echo === 'none') return either(echoed === 0, 'echo', echoed === 0 ? 'nothing is repeated' : seen);
  return either(echoed > 0, 'echo', echoed > 0 ? seen : 'the profile strips an echo that is not there');
}

function judgeCleanness(answered: readonly ReadEvidence[]): Finding {
  const strange = answered.reduce((sum, { strangeByteCount }) => sum + strangeByteCount, 0);
  if (strange === 0) return passedWith('clean-line', 'nothing but replies');
  const all = count(answered.length, 'reply', 'replies');
  return failedWith('clean-line', `${count(strange, 'byte')} of nothing came with ${all}`);
}

function judgePauses(answered: readonly ReadEvidence[]): Finding {
  const longest = Math.max(...answered.map(({ longestPauseMs }) => longestPauseMs ?? 0));
  const seen = `the longest pause inside a reply was ${ms(longest)}, ${ms(pauseMaxMs)} are usual`;
  return either(longest <= pauseMaxMs, 'unbroken-replies', seen);
}

export type Turnaround = { readonly minMs: number; readonly medianMs: number; readonly maxMs: number };

/** From the write to the last byte of the reply; null where no read was answered. */
export function turnaroundOf(reads: readonly ReadEvidence[]): Turnaround | null {
  const times = reads.flatMap(({ turnaroundMs }) => (turnaroundMs === null ? [] : [turnaroundMs]));
  const sorted = times.toSorted((one, other) => one - other);
  const minMs = sorted[0];
  const medianMs = sorted[Math.floor(sorted.length / 2)];
  const maxMs = sorted.at(-1);
  if (minMs === undefined || medianMs === undefined || maxMs === undefined) return null;
  return { minMs, medianMs, maxMs };
}

function judgeTiming(answered: readonly ReadEvidence[], { timing }: BoardProfile): Finding {
  const turnaround = turnaroundOf(answered);
  if (turnaround === null) return notObservable('timing', 'no reply could be timed');
  const { minMs, medianMs, maxMs } = turnaround;
  const seen = `shortest ${ms(minMs)}, median ${ms(medianMs)}, longest ${ms(maxMs)}`;
  const allowed = `the profile allows ${ms(timing.readTimeoutMs)}`;
  return either(maxMs <= timing.readTimeoutMs, 'timing', `${seen}; ${allowed}`);
}

function judgeSteadiness(answered: readonly ReadEvidence[]): Finding {
  const [first, ...rest] = answered.map(({ doors }) => doors ?? []);
  const flickering = new Set(rest.flatMap((doors) => changedChannels(first ?? [], doors)));
  if (flickering.size === 0) {
    return passedWith('steady-status', `${count(answered.length, 'read')} said the same`);
  }
  return failedWith('steady-status', `these channels flickered: ${[...flickering].join(', ')}`);
}

function judgeOthers({ others }: Evidence): Finding {
  if (others.length === 0) return notObservable('other-addresses', 'there is no other address to ask');
  const speaking = others.filter(({ read }) => read.outcome !== 'silent').map(({ address }) => address);
  const asked = count(others.length, 'other address', 'other addresses');
  if (speaking.length === 0) return passedWith('other-addresses', `${asked} stayed silent`);
  return failedWith('other-addresses', `answers came when these were asked: ${speaking.join(', ')}`);
}

function judgeRecovery({ noise }: Evidence): Finding {
  if (noise.length === 0) return notDone('noise-recovery', 'no noise was sent');
  const deaf = noise.filter(({ readsUntilAnswer }) => readsUntilAnswer === null);
  if (deaf.length > 0) {
    return failedWith('noise-recovery', `deaf after ${deaf.map(({ name }) => name).join(', ')}`);
  }
  const slow = noise.filter(({ readsUntilAnswer }) => readsUntilAnswer !== 1).map(({ name }) => name);
  if (slow.length === 0) return passedWith('noise-recovery', 'the first read after each noise was answered');
  return passedWith('noise-recovery', `one read was lost after ${slow.join(', ')}`);
}
