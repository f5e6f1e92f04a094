import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { CodeKnowledge } from '../commands/code-commands.ts';
import { findCompartment, isReachable } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Evidence } from '../events/evidence.ts';
import { evolveAll } from '../evolve.ts';
import { isSteppedUp, stepUpWaitS } from '../guesses.ts';
import type { Moment } from '../moment.ts';
import type { DoorTask, Stay, StationState, Visit } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import type { Occupancy, VisitId } from '../words.ts';
import { authorise, openDoor } from './opening.ts';
import { accept, refuse } from './verdict.ts';

type EnterCode = Extract<Command, { do: 'enter-code' }>;

/**
 * Rules R9 to R12: one wrong code puts the kiosk into step-up, where code and extension are tried together.
 */
export function enterCode(state: StationState, command: EnterCode, now: Moment, chance: Chance): Decision {
  if (state.visit !== null) return refuse('kiosk-busy');
  const steppedUp = isSteppedUp(state.guesses, now);
  if (steppedUp && !command.withExtension) return refuse('extension-needed');
  const waitS = steppedUp ? stepUpWaitS(state.guesses, now) : 0;
  if (waitS > 0) return refuse('try-later', { waitS });
  const { knowledge } = command;
  if (isMatch(knowledge, steppedUp)) {
    return knowledge.kind === 'active'
      ? startPickup(state, knowledge.stay, now, chance)
      : refuse(knowledge.end === 'collected' ? 'already-collected' : 'no-longer-here');
  }
  const isGuess = command.wellFormed && command.knowledge.kind !== 'retired';
  const charged: DomainEvent[] = isGuess ? [{ type: 'code.rejected', at: now }] : [];
  const paced: DomainEvent[] = steppedUp ? [{ type: 'code.paced', at: now }] : [];
  return refuse('code-unknown', {}, [...charged, ...paced]);
}

type Match = Exclude<CodeKnowledge, { kind: 'unknown' }>;

function isMatch(knowledge: CodeKnowledge, steppedUp: boolean): knowledge is Match {
  return knowledge.kind !== 'unknown' && (!steppedUp || knowledge.extension === 'right');
}

function startPickup(state: StationState, id: Stay['id'], now: Moment, chance: Chance): Decision {
  const stay = findStay(state, id);
  if (stay === undefined) return refuse('code-unknown');
  if (!isReachable(state, stay.compartment)) {
    return refuse('compartment-unavailable', { compartment: stay.compartment });
  }
  const visit = chance.id() as VisitId;
  const started: readonly DomainEvent[] = [
    { type: 'visit.started', at: now, visit, actor: { kind: 'recipient' } },
    { type: 'pickup.started', at: now, visit, ...placementOf(stay) },
  ];
  const opening = openDoor(
    evolveAll(state, started),
    {
      purpose: 'pickup',
      stay: stay.id,
      compartment: stay.compartment,
      authorisation: authorise(chance),
      pulse: 1,
    },
    now,
    chance,
  );
  return accept([...started, ...opening.events], { visit, stay: stay.id }, opening.effects);
}

/** The same door again, for the same person; jams and forgotten things need no new code, within limits. */
export function reopenDoor(
  state: StationState,
  command: Extract<Command, { do: 'reopen-door' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findPickupTask(state, command.visit);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  if (task.at === 'opening' || task.at === 'open') return refuse('step-unfitting');
  if (task.reopenCount >= state.policy.reopenCountMax) return refuse('reopen-limit');
  if (!isReachable(state, task.compartment)) {
    return refuse('compartment-unavailable', { compartment: task.compartment });
  }
  const reopened: DomainEvent = { type: 'pickup.reopened', at: now, visit: visit.id, ...placementOf(stay) };
  const door = { purpose: 'pickup' as const, stay: stay.id, compartment: task.compartment, pulse: 1 };
  const opening = openDoor(
    evolveAll(state, [reopened]),
    { ...door, authorisation: authorise(chance) },
    now,
    chance,
  );
  return accept([reopened, ...opening.events], { visit: visit.id, stay: stay.id }, opening.effects);
}

/** The door of a pickup was seen to close. Closing alone never means that the parcel was taken (I2). */
export function closePickup(
  state: StationState,
  visit: Visit,
  task: DoorTask,
  occupancy: Occupancy,
  now: Moment,
): readonly DomainEvent[] {
  const stay = findStay(state, task.stay);
  if (stay === undefined) return [];
  if (task.seenOpen && task.occupancyBefore === 'occupied' && occupancy === 'empty') {
    const evidence: Evidence = { doorOpened: true, doorClosed: true, occupancy, confirmedBy: 'sensor' };
    return emptied(state, stay).map((one) => ({
      type: 'pickup.completed',
      at: now,
      ...placementOf(one),
      evidence,
    }));
  }
  return [{ type: 'door.asked', at: now, visit: visit.id, compartment: task.compartment }];
}

/** The parcel of the visit first, then what was put beside it for the same recipient (case 10). */
function emptied(state: StationState, stay: Stay): readonly Stay[] {
  const beside = state.stays.filter(
    ({ id, compartment, at }) => id !== stay.id && compartment === stay.compartment && at === 'stored',
  );
  return [stay, ...beside];
}

export function confirmPickup(
  state: StationState,
  command: Extract<Command, { do: 'confirm-pickup' }>,
  now: Moment,
): Decision {
  const found = findPickupTask(state, command.visit);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  if (task.at !== 'asking' && task.at !== 'unseen') return refuse('step-unfitting');
  const evidence = recipientEvidence(state, task);
  const isCollected = command.taken && isBelieved(state, task, evidence);
  const type = isCollected ? 'pickup.completed' : 'pickup.unconfirmed';
  return accept([{ type, at: now, ...placementOf(stay), evidence }], { visit: visit.id, stay: stay.id });
}

/** A person's word completes what the sensors leave open, never what they contradict. */
function isBelieved(state: StationState, task: DoorTask, evidence: Evidence): boolean {
  const planned = state.plan.compartments.find(({ label }) => label === task.compartment);
  const wasOpened = task.seenOpen || planned?.doorSensor === false;
  return wasOpened && evidence.occupancy !== 'occupied';
}

function recipientEvidence(state: StationState, task: DoorTask): Evidence {
  const compartment = findCompartment(state, task.compartment);
  return {
    doorOpened: task.seenOpen,
    doorClosed: compartment?.door === 'closed',
    occupancy: compartment?.occupancy ?? 'unknown',
    confirmedBy: 'recipient',
  };
}

/**
 * The recipient left before it was clear what happened: the parcel counts as inside, the code stays valid.
 */
export function leavePickup(state: StationState, task: DoorTask, now: Moment): readonly DomainEvent[] {
  const stay = findStay(state, task.stay);
  if (stay === undefined) return [];
  const evidence: Evidence = { ...recipientEvidence(state, task), confirmedBy: null };
  return [{ type: 'pickup.unconfirmed', at: now, ...placementOf(stay), evidence }];
}

function findPickupTask(
  state: StationState,
  id: VisitId,
): { visit: Visit; task: DoorTask; stay: Stay } | { refusal: 'visit-over' | 'step-unfitting' } {
  const { visit } = state;
  if (visit === null || visit.id !== id) return { refusal: 'visit-over' };
  const { task } = visit;
  const stay = task === null ? undefined : findStay(state, task.stay);
  if (task === null || stay === undefined || task.purpose !== 'pickup') return { refusal: 'step-unfitting' };
  return { visit, task, stay };
}
