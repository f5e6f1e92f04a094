import { strict as assert } from 'node:assert';
import { classAEvents, isClassA } from '#contract/events';
import type { EventKind } from '#contract/events/kind';
import type { Command } from '#domain/commands';
import type { Decision } from '#domain/decision';
import type { ClassAType, DomainEvent } from '#domain/events';
import { isClassB } from '#domain/events';
import { faults } from '#domain/faults';
import type { Moment } from '#domain/moment';
import { refusals } from '#domain/refusals';
import { gateLabel, readPosition } from '#domain/shelves';
import { disableReasons } from '#domain/staff';
import type { Compartment, DoorTask, StationState, Visit } from '#domain/state';
import { doorPurposes, recallCauses, sizes } from '#domain/words';
import type { CompartmentLabel } from '#domain/words';

/** What holds of every decision and of every state of every story; `Play` looks after each command. */

/** `after` is the state to which the events of the decision led. */
export function checkDecision(decision: Decision, after: StationState, command: Command, now: Moment): void {
  for (const event of decision.events) checkEvent(event, now);
  const pulses = decision.events.filter(isPulse);
  assert.deepEqual(
    decision.effects.flatMap((effect) => (effect.do === 'unlock' ? [placeOf(effect)] : [])),
    pulses.map(placeOf),
    `I3: ${command.do} pulses exactly what it has written down`,
  );
  for (const effect of decision.effects) {
    if (effect.do === 'unlock') continue;
    assert.equal(effect.do, 'issue-code');
    assert(
      after.stays.some(({ id }) => id === effect.stay),
      'a code is for a parcel that is here',
    );
  }
  checkAnswer(decision, after, command);
  checkState(after);
}

type Pulse = Extract<
  DomainEvent,
  { readonly type: 'unlock.intended' | 'release.intended' | 'gate.intended' }
>;

function isPulse(event: DomainEvent): event is Pulse {
  return ['unlock.intended', 'release.intended', 'gate.intended'].includes(event.type);
}

function placeOf({ intention, compartment }: Pick<Pulse, 'intention' | 'compartment'>) {
  return { intention, compartment };
}

/** Every event is one that the contract carries with all its fields, or one that never leaves the station. */
function checkEvent(event: DomainEvent, now: Moment): void {
  assert.deepEqual(event.at, now);
  if (!isClassA(event.type)) {
    assert(isClassB(event.type), `${event.type} is no event`);
    return;
  }
  // The table pairs each type with functions for exactly this type; TypeScript cannot follow the pairing.
  const kind = classAEvents[event.type] as unknown as EventKind<ClassAType>;
  const data = kind.data(event as Parameters<typeof kind.data>[0]);
  const read = kind.schema.safeParse(data);
  assert(read.success, `${event.type}: ${String(read.error)}`);
  if ('fault' in event) assert(Object.hasOwn(faults, event.fault), `${event.fault} is no fault`);
}

function checkAnswer({ answer, events }: Decision, after: StationState, command: Command): void {
  if (!answer.ok) {
    assert(Object.hasOwn(refusals, answer.refusal), `${answer.refusal} is no refusal`);
    assert(answer.waitS === undefined || answer.waitS >= 0);
    return;
  }
  if ('visit' in command && command.do !== 'call-help')
    assert.equal(answer.visit, command.visit, `${command.do} names its visit`);
  if ('stay' in command && answer.stay !== null) assert.equal(answer.stay, command.stay);
  if ('stay' in command && 'visit' in command) {
    assert.notEqual(answer.stay, null, `${command.do} names its parcel`);
  }
  // Whoever stands at the gate has a visit of their own beside the one at the kiosk.
  if (answer.visit === null || !/^(admit|enter|begin)-/.test(command.do)) return;
  const ended = events.some((event) => event.type === 'visit.ended' && event.visit === answer.visit);
  assert(ended || after.visit?.id === answer.visit, 'a yes names the visit that asked');
}

const doors = ['open', 'closed', 'unknown'];
const occupancies = ['occupied', 'empty', 'unknown'];
const standings = ['opening', 'open', 'asking', 'unseen', 'jammed'];

export function checkState(state: StationState): void {
  const labels = state.plan.compartments.map(({ label }) => label);
  assert.deepEqual(
    state.compartments.map(({ label }) => label),
    labels,
  );
  const isPlace = (label: CompartmentLabel): boolean =>
    labels.includes(label) || readPosition(state.plan, label) === label;
  state.compartments.forEach(checkCompartment);
  const stays = new Set(state.stays.map(({ id }) => id));
  assert.equal(stays.size, state.stays.length);
  for (const stay of state.stays) {
    assert(isPlace(stay.compartment) && sizes.includes(stay.size));
    assert(stay.at === 'depositing' || stay.at === 'stored');
    assert(stay.recall === null || recallCauses.includes(stay.recall));
  }
  for (const code of state.codes) {
    assert(code.stays.length > 0 && code.stays.every((id) => stays.has(id)), 'R11: a code opens something');
    assert(code.delegate === null || state.codes.some(({ id }) => id === code.delegate?.of));
  }
  for (const { compartment, doorBefore } of state.intentions) {
    assert(labels.includes(compartment) || compartment === gateLabel);
    assert(doors.includes(doorBefore));
  }
  assert.equal(new Set(state.releases.map(({ compartment }) => compartment)).size, state.releases.length);
  assert.equal(new Set(state.faults.map(({ code, subject }) => code + subject)).size, state.faults.length);
  for (const { kind, openedAt } of state.cases) assert(kind.length > 0 && openedAt.boot.length > 0);
  if (state.visit !== null) checkVisit(state.visit, state);
}

function checkCompartment({ door, lastDoor, occupancy, shown, ajarStep, disabled }: Compartment): void {
  assert(doors.includes(door) && doors.includes(lastDoor));
  assert(occupancies.includes(occupancy) && occupancies.includes(shown));
  assert(occupancy === 'unknown' || occupancy === shown, 'what is believed was shown');
  // A board that fell silent leaves it as it was: nobody saw it shut.
  assert(door !== 'closed' || ajarStep === 0, 'only an open door is left open');
  assert(disabled === null || disableReasons.includes(disabled.reason));
}

function checkVisit({ actor, task, entitlement, sending, done }: Visit, state: StationState): void {
  assert(entitlement === null || actor.kind === 'recipient' || actor.kind === 'delegate');
  assert(sending === null || ['sender', 'staff', 'courier'].includes(actor.kind));
  assert(done === null || done.purpose === 'rejection' || doorPurposes.includes(done.purpose));
  if (task !== null) checkTask(task, state);
}

function checkTask(task: DoorTask, state: StationState): void {
  assert(doorPurposes.includes(task.purpose) && standings.includes(task.at));
  assert(state.compartments.some(({ label }) => label === task.compartment));
  assert(occupancies.includes(task.occupancyBefore));
  assert.equal(task.recall !== null, task.purpose === 'recall', 'only a recall has a label to scan');
  assert(task.said === null || task.purpose === 'pickup', 'only a recipient says what they found');
  assert.equal(task.stay === null, task.purpose === 'service', 'only service is about no parcel');
}
