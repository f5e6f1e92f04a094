import type { CheckId } from './checks.ts';
import type { BoardProfile } from '../profiles/schema.ts';
import type { ChannelState, Evidence, PulseEvidence } from './evidence.ts';
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
 * What one pulse showed. `changed` is relative, so that a wrong polarity is found as such and not taken for a
 * lock that jams: the bit of a sound channel turns round when its door opens, whatever it means.
 */
type Pulse = PulseEvidence & {
  readonly from: ChannelState;
  readonly to: ChannelState;
  readonly hasMoved: boolean;
  readonly changedAtMs: number | null;
};

const pulseChecks = [
  'supply',
  'unlock-answer',
  'opens',
  'status-truth',
  'polarity',
  'cross-talk',
  'pulse',
  'items',
  'closes',
] as const satisfies readonly CheckId[];

/** Judges what was seen while one door was opened. */
export function judgeDoor(evidence: Evidence, profile: BoardProfile): readonly Finding[] {
  const { pulse } = evidence;
  if (pulse === null) {
    return pulseChecks.map((id) => notDone(id, evidence.noPulseReason ?? 'no door was opened'));
  }
  const supply = judgeSupply(pulse);
  const answer = judgeAnswer(pulse, profile, supply);
  const seen = seenOf(pulse);
  if (supply.result === 'failed' || seen === null) {
    const rest = pulseChecks.filter((id) => id !== 'supply' && id !== 'unlock-answer');
    return [supply, answer, ...rest.map((id) => notDone(id, 'the board did not answer after the pulse'))];
  }
  return [supply, answer, ...judgeMovement(seen, evidence, profile)];
}

function judgeMovement(seen: Pulse, evidence: Evidence, profile: BoardProfile): readonly Finding[] {
  const opens = judgeOpening(seen, profile);
  const others = judgeCrossTalk(seen);
  const held = judgePulse(seen, profile);
  const isWithoutInputs = seen.to.door === 'unknown';
  const later = ['status-truth', 'polarity', 'items', 'closes'] as const;
  if (opens.result === 'failed') {
    return [opens, others, held, ...later.map((id) => notDone(id, 'the door of the channel did not open'))];
  }
  if (isWithoutInputs) {
    return [opens, others, held, ...later.map((id) => notObservable(id, 'the board has no door inputs'))];
  }
  const truth = judgeTruth(seen);
  const isTrue = truth.result === 'passed';
  return [
    opens,
    truth,
    isTrue ? judgePolarity(seen, evidence) : notObservable('polarity', 'the bit did not change'),
    others,
    held,
    judgeItems(evidence, seen.channel),
    isTrue ? judgeClosing(evidence, seen) : notDone('closes', 'the status of the channel does not change'),
  ];
}

function seenOf(pulse: PulseEvidence): Pulse | null {
  const from = stateOf(pulse.before, pulse.channel);
  const to = stateOf(pulse.settled, pulse.channel);
  if (from === null || to === null) return null;
  const first = pulse.reads.find(({ doors }) => {
    const state = stateOf(doors, pulse.channel);
    return state !== null && state.door !== from.door;
  });
  return { ...pulse, from, to, hasMoved: to.door !== from.door, changedAtMs: first?.atMs ?? null };
}

function stateOf(doors: PulseEvidence['before'], channel: number): ChannelState | null {
  return doors?.[channel - 1] ?? null;
}

function judgeSupply({ outageMs, reads }: PulseEvidence): Finding {
  const all = count(reads.length, 'read');
  if (outageMs === 0) return passedWith('supply', `${all} during and after the pulse were answered`);
  return failedWith('supply', `no answer for ${ms(outageMs)} after the pulse began`);
}

function judgeAnswer(
  { unlockOutcome, unlockTurnaroundMs }: PulseEvidence,
  { unlockReply, timing }: BoardProfile,
  supply: Finding,
): Finding {
  if (unlockOutcome !== 'answered') {
    // What a board says while its supply breaks down tells nothing about its firmware.
    if (supply.result === 'failed') return notDone('unlock-answer', 'the board lost its supply');
    const isFine = unlockReply !== 'required' && unlockOutcome === 'silent';
    const seen = { silent: 'no answer', broken: 'a broken answer', foreign: 'an answer of another board' };
    return either(isFine, 'unlock-answer', `${seen[unlockOutcome]}; the profile says ${unlockReply}`);
  }
  const took = `answered after ${ms(unlockTurnaroundMs ?? 0)}; the profile says ${unlockReply}`;
  const isInTime = (unlockTurnaroundMs ?? 0) <= timing.unlockTimeoutMs;
  return either(
    unlockReply === 'optional' || (unlockReply === 'required' && isInTime),
    'unlock-answer',
    took,
  );
}

function judgeOpening(seen: Pulse, { timing }: BoardProfile): Finding {
  const { moved, hasMoved, changedAtMs, channel } = seen;
  const lock = `channel ${String(channel)}`;
  if (moved === 'other') return failedWith('opens', `another door opened than that of ${lock}`);
  if (moved === 'none') {
    const bit = hasMoved ? ', although its latch let go' : '';
    return failedWith('opens', `no door moved${bit}`);
  }
  const allowedMs = timing.pulseMs + timing.openDetectMs;
  if (hasMoved && (changedAtMs ?? 0) <= allowedMs) {
    return passedWith(
      'opens',
      `${lock} changed ${ms(changedAtMs ?? allowedMs)} after the unlock was written`,
    );
  }
  if (moved === 'this') return passedWith('opens', `the door of ${lock} opened, as a person says`);
  if (seen.to.door === 'unknown') return notDone('opens', 'nobody looked, and the board has no inputs');
  return failedWith('opens', `${lock} did not change within ${ms(allowedMs)}`);
}

function judgeTruth({ hasMoved, channel, from }: Pulse): Finding {
  const lock = `channel ${String(channel)}`;
  if (hasMoved) return passedWith('status-truth', `${lock} changed when its door opened`);
  return failedWith('status-truth', `${lock} read ${from.door} before and after`);
}

function judgePolarity({ from, to, channel, moved }: Pulse, { items }: Evidence): Finding {
  const seen = `channel ${String(channel)} read ${from.door} before the pulse and ${to.door} after it`;
  if (to.door !== 'open') return failedWith('polarity', `hook: ${seen}`);
  const withSomething = stateOf(items?.withSomething ?? null, channel)?.occupied ?? null;
  const withNothing = stateOf(items?.withNothing ?? null, channel)?.occupied ?? null;
  if (withSomething === false && withNothing === true) {
    return failedWith('polarity', 'item: something inside reads empty, and nothing inside reads occupied');
  }
  return passedWith('polarity', moved === 'this' ? seen : `${seen}; nobody looked at the door`);
}

/** Every other channel, by its door and, where the board shows them, by its relay. */
function judgeCrossTalk({ before, settled, channel }: Pulse): Finding {
  const others = changedChannels(before ?? [], settled ?? []).filter((one) => one !== channel);
  if (others.length > 0) return failedWith('cross-talk', `these changed as well: ${others.join(', ')}`);
  if (settled?.every(({ door }) => door === 'unknown') === true) {
    return notObservable('cross-talk', 'the board has no door inputs');
  }
  return passedWith('cross-talk', 'no other channel changed');
}

function judgePulse({ to, from, reads, channel, settled }: Pulse, { timing }: BoardProfile): Finding {
  const afterMs = ms(timing.pulseMs + timing.settleMs);
  const energised = (settled ?? []).flatMap((one, index) => (one.energised === true ? [index + 1] : []));
  if (to.energised !== null) {
    if (energised.length === 0) return passedWith('pulse', `every relay is off ${afterMs} after the unlock`);
    return failedWith('pulse', `relays are on ${afterMs} after the unlock: ${energised.join(', ')}`);
  }
  const last = reads.map(({ doors }) => stateOf(doors, channel)).findLast((state) => state !== null);
  if (to.door === from.door) {
    if (last === undefined || last.door === to.door)
      return notObservable('pulse', 'the channel did not change');
    return failedWith('pulse', `the channel read ${last.door}, and ${to.door} again after ${afterMs}`);
  }
  return passedWith('pulse', `still ${to.door} after ${afterMs}; the coil itself cannot be seen`);
}

function judgeItems({ items }: Evidence, channel: number): Finding {
  if (items === null) return notDone('items', 'nobody put something into the compartment');
  const withSomething = stateOf(items.withSomething, channel);
  const withNothing = stateOf(items.withNothing, channel);
  if (withSomething === null || withNothing === null) return failedWith('items', 'the board did not answer');
  if (withSomething.occupied === null) return notObservable('items', 'the board has no such sensor');
  const follows = withSomething.occupied !== withNothing.occupied;
  const seen = withNothing.occupied === true ? 'occupied' : 'empty';
  return either(follows, 'items', follows ? 'it followed what was there' : `it always reads ${seen}`);
}

function judgeClosing({ closed }: Evidence, { from, channel }: Pulse): Finding {
  if (closed === 'not-done') return notDone('closes', 'nobody closed the door');
  const state = stateOf(closed, channel);
  if (state === null) return failedWith('closes', 'the board did not answer');
  return either(state.door === from.door, 'closes', `channel ${String(channel)} reads ${state.door}`);
}

/** Judges what came of switching the supply off and on. */
export function judgePower({ power }: Evidence): Finding {
  if (power === null) return notDone('power-on', 'nobody switched the supply off and on');
  const { before, after, wasOff } = power;
  if (after === null) return failedWith('power-on', 'the board does not answer any more');
  if (!wasOff) return notDone('power-on', 'the board answered all along, so its supply was never off');
  const changed = changedChannels(before ?? [], after);
  const energised = after.flatMap((one, index) => (one.energised === true ? [index + 1] : []));
  if (energised.length > 0) return failedWith('power-on', `relays came on: ${energised.join(', ')}`);
  if (changed.length > 0) return failedWith('power-on', `these channels changed: ${changed.join(', ')}`);
  return passedWith('power-on', 'it answers, and every channel reads as before');
}
