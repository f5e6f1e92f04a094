import { findCompartment } from './compartment.ts';
import { entitlementAfter } from './entitlement.ts';
import type { DomainEvent } from './events.ts';
import { emptyManifest, manifestAfter } from './recalls.ts';
import type { DoorTask, StationState, Visit } from './state.ts';
import { findStay } from './stay.ts';

export function visitAfter(state: StationState, event: DomainEvent): Visit | null {
  const { visit } = state;
  if (event.type === 'visit.started') return begun(event);
  if (visit === null) return null;
  switch (event.type) {
    case 'visit.ended':
      return null;
    case 'shelf.placed':
    case 'shelf.moved':
    case 'shelf.handed-over':
    case 'visit.touched':
      return { ...visit, touchedAt: event.at };
    case 'drop-off.begun':
      return { ...visit, sending: event.sending, touchedAt: event.at };
    case 'drop-off.accepted':
      return { ...withoutTask(visit, event), sending: null };
    case 'door.mistaken': {
      const stopped = { expected: event.expected, opened: event.compartment };
      return event.visit === visit.id ? { ...visit, stopped } : visit;
    }
    case 'deposit.completed':
    case 'pickup.completed':
    case 'deposit.cancelled':
    case 'deposit.kept':
    case 'deposit.corrected':
    case 'pickup.unconfirmed':
    case 'pickup.uneffected':
    case 'pickup.disputed':
    case 'pickup.searched':
    case 'rejection.accepted':
    case 'drop-off.cancelled':
    case 'recall.unconfirmed':
      return withoutTask(visit, event);
    case 'service.ended':
      return visit.task?.compartment === event.compartment ? withoutServiceTask(visit, event) : visit;
    case 'recall.completed':
    case 'drop-off.collected':
      return { ...withoutTask(visit, event), manifest: manifestAfter(visit.manifest, event) };
    case 'manifest.closed':
      return { ...visit, touchedAt: event.at, manifest: manifestAfter(visit.manifest, event) };
    default: {
      const task = taskAfter(state, visit.task, event);
      const entitlement = entitlementAfter(visit.entitlement, event);
      const isSame = task === visit.task && entitlement === visit.entitlement;
      return isSame ? visit : { ...visit, task, entitlement, touchedAt: event.at };
    }
  }
}

function begun(event: Extract<DomainEvent, { type: 'visit.started' }>): Visit {
  return {
    id: event.visit,
    actor: event.actor,
    startedAt: event.at,
    touchedAt: event.at,
    task: null,
    entitlement: null,
    sending: null,
    done: null,
    stopped: null,
    manifest: emptyManifest,
  };
}

/** What was done at a door is over; only what came to a good end is thanked for. */
function withoutTask(before: Visit, event: Ending): Visit {
  const entitlement = entitlementAfter(before.entitlement, event);
  const visit = entitlement === before.entitlement ? before : { ...before, entitlement };
  const { task } = visit;
  const isOfDoor = task !== null && event.stay === task.stay;
  // A parcel can be rejected without its door being opened.
  if (!isOfDoor && event.type !== 'rejection.accepted') return visit;
  const purpose = thankedFor(task, event);
  return {
    ...visit,
    task: isOfDoor ? null : task,
    touchedAt: event.at,
    done: purpose === null ? visit.done : { purpose, compartment: event.compartment },
  };
}

type Ending = Extract<
  DomainEvent,
  {
    readonly type:
      | 'deposit.completed'
      | 'deposit.cancelled'
      | 'deposit.kept'
      | 'deposit.corrected'
      | 'drop-off.accepted'
      | 'drop-off.cancelled'
      | 'drop-off.collected'
      | 'pickup.completed'
      | 'pickup.unconfirmed'
      | 'pickup.uneffected'
      | 'pickup.disputed'
      | 'pickup.searched'
      | 'recall.completed'
      | 'recall.unconfirmed'
      | 'rejection.accepted';
  }
>;

function thankedFor(task: DoorTask | null, { type }: Ending): NonNullable<Visit['done']>['purpose'] | null {
  switch (type) {
    case 'rejection.accepted':
      return 'rejection';
    case 'deposit.completed':
    case 'deposit.kept':
    case 'deposit.corrected':
    case 'drop-off.accepted':
    case 'pickup.completed':
    case 'pickup.searched':
    case 'recall.completed':
    case 'drop-off.collected':
      return task?.purpose ?? null;
    case 'deposit.cancelled':
    case 'drop-off.cancelled':
      return task?.purpose === 'withdrawal' || task?.purpose === 'correction' ? task.purpose : null;
    default:
      return null;
  }
}

function withoutServiceTask(
  visit: Visit,
  { at, compartment }: Extract<DomainEvent, { type: 'service.ended' }>,
): Visit {
  return { ...visit, task: null, touchedAt: at, done: { purpose: 'service', compartment } };
}

function taskAfter(state: StationState, task: DoorTask | null, event: DomainEvent): DoorTask | null {
  if (event.type === 'unlock.intended') return taskOpening(state, task, event);
  if (task === null) return null;
  switch (event.type) {
    case 'unlock.settled':
      return event.compartment === task.compartment ? taskSettled(state, task, event.outcome) : task;
    case 'door.opened':
      return event.compartment === task.compartment ? { ...task, at: 'open', seenOpen: true } : task;
    // A sensor that goes from open to closed was not stuck: the door has been open.
    case 'door.closed':
      return event.compartment === task.compartment ? { ...task, seenOpen: true } : task;
    case 'door.asked':
      return { ...task, at: 'asking' };
    case 'pickup.said':
      return { ...task, said: event.said };
    case 'deposit.displaced':
      return { ...task, leaving: { cause: event.cause, size: event.size } };
    case 'recall.matched':
    case 'recall.mismatch': {
      const scan = event.type === 'recall.matched' ? 'match' : 'mismatch';
      return task.recall === null ? task : { ...task, recall: { ...task.recall, scan } };
    }
    case 'withdrawal.started':
      return { ...task, purpose: 'withdrawal' };
    default:
      return task;
  }
}

function taskOpening(
  state: StationState,
  task: DoorTask | null,
  event: Extract<DomainEvent, { type: 'unlock.intended' }>,
): DoorTask {
  const isSameDoor = task !== null && task.stay === event.stay && task.compartment === event.compartment;
  if (isSameDoor && task.authorisation === event.authorisation) {
    return { ...task, at: 'opening', pulseCount: event.pulse, pulsedAt: event.at };
  }
  return {
    purpose: event.purpose,
    stay: event.stay,
    compartment: event.compartment,
    authorisation: event.authorisation,
    occupancyBefore: isSameDoor
      ? task.occupancyBefore
      : (findCompartment(state, event.compartment)?.occupancy ?? 'unknown'),
    seenOpen: isSameDoor && task.seenOpen,
    at: 'opening',
    pulseCount: event.pulse,
    firstPulseAt: event.at,
    pulsedAt: event.at,
    leaving: isSameDoor ? task.leaving : null,
    recall: recallOf(state, isSameDoor ? task : null, event),
    said: isSameDoor ? task.said : null,
  };
}

/** A label that was scanned before the door opened once more may have been put back meanwhile. */
function recallOf(
  state: StationState,
  earlier: DoorTask | null,
  { purpose, stay }: Extract<DomainEvent, { type: 'unlock.intended' }>,
): DoorTask['recall'] {
  if (purpose !== 'recall') return null;
  const cause = earlier?.recall?.cause ?? findStay(state, stay)?.recall ?? 'ordered';
  return { cause, scan: earlier?.recall?.scan === 'mismatch' ? 'mismatch' : 'none' };
}

/** A door that read open before the pulse and still does is open, but that proves nothing about the pulse. */
function taskSettled(
  state: StationState,
  task: DoorTask,
  outcome: Extract<DomainEvent, { type: 'unlock.settled' }>['outcome'],
): DoorTask {
  if (outcome === 'opened') return { ...task, at: 'open', seenOpen: true };
  if (task.at !== 'opening') return task;
  const readsOpen = findCompartment(state, task.compartment)?.door === 'open';
  if (outcome === 'unseen') return { ...task, at: readsOpen ? 'open' : 'unseen' };
  return { ...task, at: 'jammed' };
}
