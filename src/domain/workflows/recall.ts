import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { isReachable } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { possiblyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { quarantine } from '../quarantine.ts';
import { isDue } from '../recalls.ts';
import { isConfirmed } from '../recovery.ts';
import { hourMs } from '../retention.ts';
import { isShelved } from '../shelves.ts';
import type { Stay, StationState } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import { readWaybill } from '../waybill.ts';
import type { RecallCause, VisitId } from '../words.ts';
import { findCourierTask, freeCourierVisit } from './courier-task.ts';
import type { CourierVisit } from './courier-task.ts';
import { finishPreviousDeposit } from './deposit.ts';
import { openAnew } from './opening.ts';
import type { Outcome } from './opening.ts';
import { completeRecall, endRecall, isTakenOut } from './recall-door.ts';
import { scanShelved, takenFromShelf } from './shelf-recall.ts';
import { accept, refuse } from './verdict.ts';

/** The centre wants a parcel back. */
export function orderRecall(
  state: StationState,
  command: Extract<Command, { do: 'recall-parcel' }>,
  now: Moment,
): Decision {
  const stay = findStay(state, command.stay);
  if (stay?.at !== 'stored') return refuse('stay-unknown');
  if (stay.recall !== null) return accept([], { stay: stay.id });
  return accept([recallDue(stay, 'ordered', now)], { stay: stay.id });
}

/** Opens the compartment of one parcel that a courier of its carrier has to take back. */
export function startRecall(
  before: StationState,
  command: Extract<Command, { do: 'start-recall' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = admitToRecall(before, command.visit, now);
  if ('refused' in found) return found.refused;
  const { state, visit, previous } = found;
  const stay = findStay(state, command.stay);
  if (stay === undefined || !isDue(stay) || stay.carrier !== visit.actor.carrier) {
    return refuse('recall-unknown');
  }
  if (isShelved(stay)) return refuse('shelf-scan-needed', { compartment: stay.compartment });
  return openForRecall(state, visit, stay, previous, now, chance);
}

/**
 * A courier takes back what this very courier put in by mistake. Only for a while: later the parcel is the
 * recipient's to expect, and time that is in doubt counts as passed.
 */
export function takeBack(
  before: StationState,
  command: Extract<Command, { do: 'take-back' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = admitToRecall(before, command.visit, now);
  if ('refused' in found) return found.refused;
  const { state, visit, previous } = found;
  const waybill = readWaybill(command.waybill);
  if (waybill === null) return refuse('waybill-malformed');
  const stay = state.stays.find((one) => one.waybill === waybill && one.at === 'stored');
  const isOwn =
    stay?.courier === visit.actor.courier &&
    stay.carrier === visit.actor.carrier &&
    possiblyElapsedMs(stay.depositedAt, now) < state.policy.takeBackHours * hourMs;
  if (stay === undefined || !(isOwn || (isDue(stay) && stay.carrier === visit.actor.carrier))) {
    return refuse('recall-unknown');
  }
  const due = stay.recall === null ? [recallDue(stay, 'wrong', now)] : [];
  const after = evolveAll(state, due);
  const events = [...previous.events, ...due];
  const dueStay = findStay(after, stay.id);
  if (dueStay !== undefined && isShelved(dueStay) && isConfirmed(after, stay.id)) {
    const taken = takenFromShelf(visit, dueStay, now);
    return accept([...events, ...taken], { visit: visit.id, stay: stay.id }, previous.effects);
  }
  return openForRecall(after, visit, stay, { ...previous, events }, now, chance);
}

/** The parcel is out and its label was scanned. Another label stops everything (incident 28). */
export function scanRecalled(
  state: StationState,
  command: Extract<Command, { do: 'scan-recalled' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const shelved = scanShelved(state, command, now, chance);
  if (shelved !== null) return shelved;
  const found = findCourierTask(state, command, ['recall']);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  if (task.at === 'opening' || task.at === 'jammed') return refuse('step-unfitting');
  const waybill = readWaybill(command.waybill);
  if (waybill === null) return refuse('waybill-malformed');
  const scanned = { visit: visit.id, ...placementOf(stay) };
  const { compartment } = stay;
  if (waybill !== stay.waybill) {
    return refuse('recall-mismatch', { compartment }, [
      { type: 'recall.mismatch', at: now, ...scanned, found: waybill },
      ...quarantine(state, compartment, 'contents-unclear', now),
      ...openCase(state, 'wrong-parcel', { stay: stay.id, compartment }, now, chance),
    ]);
  }
  const matched: DomainEvent = { type: 'recall.matched', at: now, ...scanned };
  const after = evolveAll(state, [matched]);
  const next = after.visit?.task ?? task;
  // A door that still stands open is waited for: its closing decides.
  const isOut = task.at !== 'open' && isTakenOut(after, next, stay);
  const end = isOut ? completeRecall(after, visit, next, stay, now) : [];
  return accept([matched, ...end], { visit: visit.id, stay: stay.id });
}

/** The same door again: it stuck, or something has to be put back. */
export function reopenRecall(
  state: StationState,
  command: Extract<Command, { do: 'reopen-recall' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const found = findCourierTask(state, command, ['recall']);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  if (task.at === 'opening' || task.at === 'open') return refuse('step-unfitting');
  if (!isReachable(state, stay.compartment)) {
    return refuse('compartment-unavailable', { compartment: stay.compartment });
  }
  const opening = open(state, stay, now, chance);
  return accept(opening.events, { visit: visit.id, stay: stay.id }, opening.effects);
}

/** The courier says that the parcel is inside; a sensor that contradicts is believed more than the word. */
export function cancelRecall(
  state: StationState,
  command: Extract<Command, { do: 'cancel-recall' }>,
  now: Moment,
): Decision {
  const found = findCourierTask(state, command, ['recall']);
  if ('refusal' in found) return refuse(found.refusal);
  const { visit, task, stay } = found;
  if (task.at === 'opening' || task.at === 'open') return refuse('step-unfitting');
  return accept(endRecall(state, task, stay, 'courier', now), { visit: visit.id, stay: stay.id });
}

type Admitted = {
  readonly state: StationState;
  readonly visit: CourierVisit;
  /** What became of the deposit before, where asking for the next parcel says so. */
  readonly previous: Outcome;
};

function admitToRecall(before: StationState, id: VisitId, now: Moment): Admitted | { refused: Decision } {
  const previous = finishPreviousDeposit(before, id, now, null);
  const state = evolveAll(before, previous.events);
  const free = freeCourierVisit(state, id);
  return 'refused' in free ? free : { state, visit: free.visit, previous };
}

function openForRecall(
  state: StationState,
  visit: CourierVisit,
  { id }: Stay,
  previous: Outcome,
  now: Moment,
  chance: Chance,
): Decision {
  const stay = findStay(state, id);
  if (stay === undefined || stay.recall === null) return refuse('recall-unknown');
  if (!isConfirmed(state, id)) return refuse('stay-unconfirmed', { compartment: stay.compartment });
  if (!isReachable(state, stay.compartment)) {
    return refuse('compartment-unavailable', { compartment: stay.compartment });
  }
  const { courier, carrier } = visit.actor;
  const started: DomainEvent = {
    type: 'recall.started',
    at: now,
    visit: visit.id,
    ...placementOf(stay),
    courier,
    carrier,
    cause: stay.recall,
  };
  const opening = open(evolveAll(state, [started]), stay, now, chance);
  return accept([...previous.events, started, ...opening.events], { visit: visit.id, stay: stay.id }, [
    ...previous.effects,
    ...opening.effects,
  ]);
}

function open(state: StationState, stay: Stay, now: Moment, chance: Chance): Outcome {
  const { id, compartment } = stay;
  return openAnew(state, { purpose: 'recall', stay: id, compartment }, now, chance);
}

function recallDue(stay: Stay, cause: RecallCause, now: Moment): DomainEvent {
  return { type: 'recall.due', at: now, ...placementOf(stay), cause };
}
