import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Moment } from '../moment.ts';
import { isUncounted } from '../recalls.ts';
import type { StationState, Visit } from '../state.ts';
import { courierVisit } from './courier-task.ts';
import { accept, refuse } from './verdict.ts';

/**
 * The courier counts what was taken back. Another count stops the run until it is right, or until the courier
 * stands by it: then it is written down and becomes a case.
 */
export function closeManifest(
  state: StationState,
  { visit: id, countedCount, isDeclared }: Extract<Command, { do: 'close-manifest' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const visit = courierVisit(state, id);
  if (visit === null) return refuse('visit-over');
  if (visit.task !== null) return refuse('deposit-in-progress', { compartment: visit.task.compartment });
  if (!isUncounted(visit.manifest)) return refuse('step-unfitting');
  const isRight = countedCount === visit.manifest.parcels.length;
  if (!isRight && !isDeclared) return refuse('manifest-mismatch');
  const subject = { stay: null, compartment: null };
  const explained = isRight ? [] : openCase(state, 'contents-unclear', subject, now, chance);
  return accept([...manifestClosed(visit, countedCount, now), ...explained], { visit: id });
}

/** The list of a visit that ends before anybody counted still goes to the centre, and says so. */
export function leaveManifest(visit: Visit | null, now: Moment): readonly DomainEvent[] {
  return visit !== null && isUncounted(visit.manifest) ? manifestClosed(visit, null, now) : [];
}

function manifestClosed(
  { id, actor, manifest }: Visit,
  countedCount: number | null,
  now: Moment,
): readonly DomainEvent[] {
  if (actor.kind !== 'courier') return [];
  const { courier, carrier } = actor;
  const recalled = manifest.parcels.map(({ stay, waybill }) => ({ stay, waybill }));
  return [{ type: 'manifest.closed', at: now, visit: id, courier, carrier, recalled, countedCount }];
}
