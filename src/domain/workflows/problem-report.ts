import { openCase } from '../cases.ts';
import type { CaseKind } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { findParcel } from '../entitlement.ts';
import type { Placement } from '../events/placement.ts';
import type { ProblemKind } from '../events/problem-events.ts';
import type { Moment } from '../moment.ts';
import type { StationState, Visit } from '../state.ts';
import { findStay, placementOf } from '../stay.ts';
import type { StayId } from '../words.ts';
import { accept, refuse } from './verdict.ts';

const caseOf: Readonly<Record<ProblemKind, CaseKind>> = {
  damaged: 'damaged',
  wet: 'damaged',
  opened: 'damaged',
  'wrong-parcel': 'wrong-parcel',
  'parts-missing': 'parts-missing',
};

/**
 * Something is wrong with a parcel (incident 24). A report changes nothing about the door or the custody: the
 * parcel is taken, left or rejected as the person likes.
 */
export function reportProblem(
  state: StationState,
  { visit: id, stay, kind, photos }: Extract<Command, { do: 'report-problem' }>,
  now: Moment,
  chance: Chance,
): Decision {
  const { visit } = state;
  if (visit === null || visit.id !== id) return refuse('visit-over');
  const placement = placementFor(state, visit, stay);
  if (placement === null) return refuse('step-unfitting');
  const { compartment } = placement;
  return accept(
    [
      { type: 'problem.reported', at: now, visit: id, by: visit.actor.kind, kind, photos, ...placement },
      ...openCase(state, caseOf[kind], { stay, compartment }, now, chance),
      { type: 'visit.touched', at: now, visit: id },
    ],
    { visit: id, stay },
  );
}

/** A parcel of this person: of the recipient's visit, collected ones too, or one that the courier brought. */
function placementFor(state: StationState, visit: Visit, id: StayId): Placement | null {
  const { actor } = visit;
  if (actor.kind !== 'courier') {
    const parcel = findParcel(visit, id);
    if (parcel === undefined) return null;
    const { stay, waybill, compartment } = parcel;
    return { stay, waybill, compartment };
  }
  const stay = findStay(state, id);
  return stay?.courier === actor.courier ? placementOf(stay) : null;
}
