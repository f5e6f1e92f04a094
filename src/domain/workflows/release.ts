import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import { openCase } from '../cases.ts';
import { findCompartment, findPlanned } from '../compartment.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { UnlockOutcome } from '../events/door-events.ts';
import { evolveAll } from '../evolve.ts';
import { clearFault, isRaised, raiseFault } from '../fault-list.ts';
import type { Moment } from '../moment.ts';
import { releaseCountGrave } from '../policy.ts';
import { findRelease, isLookedInto, isReleasable, releaseWaitMs } from '../release.ts';
import type { Release, StationState } from '../state.ts';
import type { CompartmentLabel, IntentionId } from '../words.ts';
import { authorise } from './opening.ts';
import type { Outcome } from './opening.ts';
import { accept, refuse } from './verdict.ts';

const kiosk = 'kiosk';
const nothing: Outcome = { events: [], effects: [] };

/**
 * Rule R1: a door that nobody was expected to close is opened again, whatever the state of its compartment.
 * `state` shows the door closed already.
 */
export function releaseOnClosing(
  state: StationState,
  label: CompartmentLabel,
  now: Moment,
  chance: Chance,
): Outcome {
  const running = findRelease(state, label);
  if (running !== undefined && isLookedInto(running, now)) {
    return { events: endRelease(state, running, 'closed-empty', now), effects: [] };
  }
  if (running === undefined && !isReleasable(state, label)) return nothing;
  const begun = running === undefined ? [begin(label, 'closed-unexpectedly', now)] : [];
  return withEvents(state, begun, (after) => releaseDue(after, now, chance));
}

/** Rules R1 and R3: every release whose time has come is pulsed, each with an intention of its own. */
export function releaseDue(state: StationState, now: Moment, chance: Chance): Outcome {
  return state.releases.reduce<Outcome>((reached, release) => {
    const { compartment } = release;
    if (!isReleasable(state, compartment)) {
      return { ...reached, events: [...reached.events, ...endRelease(state, release, 'parcel-inside', now)] };
    }
    if (releaseWaitMs(state, release, now) !== 0) return reached;
    const pulse = release.pulseCount + 1;
    const intention = chance.id() as IntentionId;
    const doorBefore = findCompartment(state, compartment)?.door ?? 'unknown';
    const authorisation = authorise(chance);
    const intended: DomainEvent = {
      type: 'release.intended',
      at: now,
      intention,
      authorisation,
      compartment,
      pulse,
      doorBefore,
    };
    const grave =
      pulse >= releaseCountGrave
        ? raiseFault(state, 'release-unconfirmed', compartment, [compartment], now)
        : [];
    return {
      events: [...reached.events, intended, ...grave],
      effects: [...reached.effects, { do: 'unlock', intention, compartment, ...turnOf(release) }],
    };
  }, nothing);
}

/**
 * The whole cabinet takes many seconds on one supply; a door that falls shut meanwhile has two (rule R1), so
 * the first pulses of a report wait for it.
 */
function turnOf({ cause, pulseCount }: Release): { readonly givesWay?: true } {
  return cause === 'someone-inside' && pulseCount === 0 ? { givesWay: true } : {};
}

/**
 * Rule R1: "someone is inside" opens every releasable compartment, without any authority and whoever uses the
 * kiosk.
 */
export function reportInside(state: StationState, now: Moment, chance: Chance): Decision {
  const labels = state.plan.compartments
    .map(({ label }) => label)
    .filter((label) => isReleasable(state, label) && findCompartment(state, label)?.door !== 'open');
  if (isHeard(state, labels)) {
    const due = releaseDue(state, now, chance);
    return accept(due.events, {}, due.effects);
  }
  const reported: readonly DomainEvent[] = [
    { type: 'entrapment.reported', at: now, compartments: labels },
    ...raiseFault(state, 'someone-inside', kiosk, labels, now),
    ...openCase(state, 'entrapment', { stay: null, compartment: null }, now, chance),
    // A release that is running keeps its pace: the button may be pressed many times.
    ...labels
      .filter((label) => findRelease(state, label) === undefined)
      .map((label) => begin(label, 'someone-inside', now)),
  ];
  const opened = withEvents(state, reported, (after) => releaseDue(after, now, chance));
  return accept(opened.events, {}, opened.effects);
}

/**
 * Everything that a report can do is being done: the button may be pressed for hours, and each press with a
 * key of its own would otherwise be an event.
 */
function isHeard(state: StationState, labels: readonly CompartmentLabel[]): boolean {
  const isRunning = labels.every((label) => findRelease(state, label) !== undefined);
  // Whoever hears somebody now voids what somebody else saw a moment ago.
  const isLooked = state.releases.some(({ confirmedAt }) => confirmedAt !== null);
  return isRunning && !isLooked && isRaised(state, 'someone-inside', kiosk);
}

/**
 * Rule R3: only a person who has looked into the open compartment ends its release, or shuts without one what
 * was opened for service.
 */
export function confirmEmpty(
  state: StationState,
  { compartment }: Extract<Command, { do: 'confirm-empty' }>,
  now: Moment,
): Decision {
  const release = findRelease(state, compartment);
  const { task } = state.visit ?? { task: null };
  const isServed = task?.purpose === 'service' && task.compartment === compartment;
  if (release === undefined && !isServed) return refuse('release-over');
  if (findCompartment(state, compartment)?.door !== 'open') {
    return refuse('door-not-open', { compartment });
  }
  const begun = release === undefined ? [begin(compartment, 'service', now)] : [];
  return accept([...begun, { type: 'release.confirmed', at: now, compartment }]);
}

/**
 * Somebody settled the report of a person shut in: where no compartment waits to be looked into any more, or
 * none could be opened at all, the fault is over.
 */
export function endReport(state: StationState, now: Moment): readonly DomainEvent[] {
  return state.releases.length === 0 ? clearFault(state, 'someone-inside', kiosk, now) : [];
}

/**
 * Where no sensor shows the door, one pulse is all that can be told (rules R4 and R6); one that a silent
 * board never got tells nothing.
 */
export function endUnseenRelease(
  state: StationState,
  label: CompartmentLabel,
  outcome: UnlockOutcome,
  now: Moment,
): readonly DomainEvent[] {
  const release = findRelease(state, label);
  const planned = findPlanned(state, label);
  if (release === undefined || planned?.doorSensor !== false) return [];
  if (outcome === 'not-sent' || state.silentBoards.includes(planned.board)) return [];
  return endRelease(state, release, 'unseen', now);
}

function endRelease(
  state: StationState,
  { compartment }: Release,
  cause: Extract<DomainEvent, { type: 'release.ended' }>['cause'],
  now: Moment,
): readonly DomainEvent[] {
  const isLast = state.releases.every((release) => release.compartment === compartment);
  return [
    { type: 'release.ended', at: now, compartment, cause },
    ...clearFault(state, 'release-unconfirmed', compartment, now),
    ...(isLast ? clearFault(state, 'someone-inside', kiosk, now) : []),
  ];
}

function begin(compartment: CompartmentLabel, cause: Release['cause'], now: Moment): DomainEvent {
  return { type: 'release.begun', at: now, compartment, cause };
}

/** What follows from events that are decided together with it. */
function withEvents(
  state: StationState,
  events: readonly DomainEvent[],
  follow: (after: StationState) => Outcome,
): Outcome {
  const next = follow(evolveAll(state, events));
  return { events: [...events, ...next.events], effects: next.effects };
}
