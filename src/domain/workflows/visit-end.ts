import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { PageCounts } from '../effort.ts';
import type { DomainEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import type { Moment } from '../moment.ts';
import { isUncounted } from '../recalls.ts';
import type { StationState, Visit } from '../state.ts';
import { findStay } from '../stay.ts';
import type { VisitId } from '../words.ts';
import { concludeVisit } from './aftermath.ts';
import { finishPreviousDeposit } from './deposit.ts';
import { leaveCorrection } from './deposit-correction.ts';
import { interruptDeposit } from './deposit-door.ts';
import { leaveManifest } from './manifest.ts';
import { leavePickup } from './pickup-end.ts';
import { leaveRecall } from './recall-door.ts';
import { accept, refuse } from './verdict.ts';

type Do<Name extends Command['do']> = Extract<Command, { readonly do: Name }>;

/** The person says that they are done. A courier first says what became of the last parcel. */
export function finishVisit(
  before: StationState,
  { visit: id, page }: Do<'finish-visit'>,
  now: Moment,
  chance: Chance,
): Decision {
  const previous = finishPreviousDeposit(before, id, now, null);
  const state = evolveAll(before, previous.events);
  const { visit } = state;
  if (visit === null || visit.id !== id) return refuse('visit-over');
  if (visit.task !== null && visit.task.purpose !== 'service' && visit.actor.kind !== 'recipient') {
    const isSending = visit.sending !== null;
    return refuse(isSending ? 'drop-off-in-progress' : 'deposit-in-progress', {
      compartment: visit.task.compartment,
    });
  }
  if (isUncounted(visit.manifest)) return refuse('manifest-open');
  const told = tellPage(id, page, now);
  return accept(
    [...previous.events, ...told, ...endVisit(evolveAll(state, told), visit, 'finished', now, chance)],
    { visit: id },
    previous.effects,
  );
}

export function extendVisit(
  state: StationState,
  { visit: id, page }: Do<'extend-visit'>,
  now: Moment,
): Decision {
  if (state.visit?.id !== id) return refuse('visit-over');
  return accept([{ type: 'visit.touched', at: now, visit: id }, ...tellPage(id, page, now)], { visit: id });
}

/** What the page has counted so far; the last word of it stays. */
function tellPage(visit: VisitId, page: PageCounts | undefined, now: Moment): readonly DomainEvent[] {
  return page === undefined ? [] : [{ type: 'visit.told', at: now, visit, page }];
}

/** Ends a visit wherever it stands, without claiming anything that was not seen. */
export function endVisit(
  state: StationState,
  visit: Visit,
  reason: 'finished' | 'idle' | 'interrupted',
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const left = leaveTask(state, visit, now, chance);
  const uncounted = leaveManifest(evolveAll(state, left).visit, now);
  const reached = evolveAll(state, [...left, ...uncounted]);
  return [
    ...left,
    ...uncounted,
    ...concludeVisit(reached, visit, now),
    { type: 'visit.ended', at: now, visit: visit.id, reason },
  ];
}

/** What becomes of the door at hand when the visit can no longer go on with it: nothing is claimed. */
export function leaveTask(
  state: StationState,
  visit: Visit,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const { task } = visit;
  if (task === null) return [];
  if (task.purpose === 'recall') return leaveRecall(state, visit, task, now);
  if (task.purpose === 'pickup' || task.purpose === 'search') {
    return leavePickup(state, visit, task, now, chance);
  }
  const stay = findStay(state, task.stay);
  if (stay === undefined) return [];
  if (task.purpose === 'correction') return leaveCorrection(state, task, stay, now);
  return interruptDeposit(state, stay, now);
}
