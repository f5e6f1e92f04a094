import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { reopensLeftOf } from '../entitlement.ts';
import type { DomainEvent } from '../events.ts';
import type { UnlockOutcome } from '../events/door-events.ts';
import { evolveAll } from '../evolve.ts';
import { raiseFault } from '../fault-list.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { pulseCountMax, pulseWindowMs } from '../policy.ts';
import { distrust } from '../sensors.ts';
import { gateLabel } from '../shelves.ts';
import type { DoorTask, Intention, StationState } from '../state.ts';
import { retireFailing, troubleCount } from '../troubles.ts';
import { moveDeposit } from './deposit-door.ts';
import { settleGate } from './gate.ts';
import { openDoor } from './opening.ts';
import type { Outcome } from './opening.ts';
import { endUnseenRelease } from './release.ts';
import { accept } from './verdict.ts';

/**
 * A pulse has ended: a lock that was seen not to move may be pulsed again, but only after that look (rule
 * R6).
 */
export function settleUnlock(
  state: StationState,
  command: Extract<Command, { do: 'settle-unlock' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const intention = state.intentions.find(({ id }) => id === command.intention);
  if (intention === undefined) return accept([]);
  if (intention.compartment === gateLabel) return accept(settleGate(state, intention, command.outcome, now));
  const outcome = believableOutcome(intention, command.outcome);
  const settled: DomainEvent = {
    type: 'unlock.settled',
    at: now,
    intention: intention.id,
    compartment: intention.compartment,
    outcome,
  };
  const isStandingOpen = outcome === 'unseen' && intention.doorBefore === 'open';
  const settledAll: readonly DomainEvent[] = [
    settled,
    ...(isStandingOpen ? distrust(state, intention.compartment, 'open-at-pulse', now) : []),
  ];
  const after = evolveAll(state, settledAll);
  const task = after.visit?.task ?? null;
  if (task === null || task.authorisation !== intention.authorisation || task.at !== 'jammed') {
    return accept([
      ...settledAll,
      ...endUnseenRelease(evolveAll(state, settledAll), intention.compartment, outcome, now),
    ]);
  }
  const { compartment, pulse: attempt } = intention;
  const inVain: readonly DomainEvent[] =
    outcome === 'no-movement' ? [{ type: 'door.open-not-detected', at: now, compartment, attempt }] : [];
  const next =
    outcome === 'no-movement' && mayPulseAgain(task, now) ? pulseAgain(after, task, now, chance) : null;
  const follow = next ?? giveUp(after, task, outcome, now, chance);
  return accept([...settledAll, ...inVain, ...follow.events], {}, follow.effects);
}

/**
 * Only a change is evidence: a door that did not read closed before the pulse proves nothing by reading open.
 */
function believableOutcome(intention: Intention, outcome: UnlockOutcome): UnlockOutcome {
  return outcome === 'opened' && intention.doorBefore !== 'closed' ? 'unseen' : outcome;
}

function mayPulseAgain(task: DoorTask, now: Moment): boolean {
  return task.pulseCount < pulseCountMax && surelyElapsedMs(task.firstPulseAt, now) < pulseWindowMs;
}

function pulseAgain(state: StationState, task: DoorTask, now: Moment, chance: Chance): Outcome {
  return openDoor(state, { ...pick(task), pulse: task.pulseCount + 1 }, now, chance);
}

function pick(task: DoorTask): Pick<DoorTask, 'purpose' | 'stay' | 'compartment' | 'authorisation'> {
  const { purpose, stay, compartment, authorisation } = task;
  return { purpose, stay, compartment, authorisation };
}

/** The lock is known not to have moved: say so, and offer a courier another compartment. */
function giveUp(
  state: StationState,
  task: DoorTask,
  outcome: UnlockOutcome,
  now: Moment,
  chance: Chance,
): Outcome {
  const jam = outcome === 'no-movement' ? jammed(state, task, now, chance) : [];
  const isHandingIn = task.purpose === 'deposit' || task.purpose === 'drop-off';
  if (!isHandingIn || task.seenOpen) return { events: jam, effects: [] };
  const moved = moveDeposit(evolveAll(state, jam), task, outcome, now, chance);
  return { events: [...jam, ...moved.events], effects: moved.effects };
}

/**
 * Three pulses in vain. A recipient who has no attempt left cannot help themselves any more, so that somebody
 * else has to (founding document 4: a case, not a closed door).
 */
function jammed(state: StationState, task: DoorTask, now: Moment, chance: Chance): readonly DomainEvent[] {
  const { compartment, stay } = task;
  const jamCount = troubleCount(state, compartment, 'jamsAt', now);
  const { visit } = state;
  const isStranded =
    task.purpose === 'pickup' && visit !== null && reopensLeftOf(state, visit, compartment) === 0;
  return [
    ...raiseFault(state, 'lock-did-not-open', compartment, [compartment], now),
    { type: 'lock.degrading', at: now, compartment, jamCount },
    ...retireFailing(state, compartment, jamCount, now),
    ...(isStranded ? openCase(state, 'door-jammed', { stay, compartment }, now, chance) : []),
  ];
}
