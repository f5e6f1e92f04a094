import type { CaseStatus } from '#contract/case';
import type { CompartmentStatus } from '#contract/compartment';
import type { FaultStatus } from '#contract/fault';
import { formatInstant } from '#contract/instant';
import { answerWithinMs, settleWithinMs } from '#domain/case-clocks';
import { caseKinds } from '#domain/cases';
import { faultId, faults } from '#domain/faults';
import type { Case, Compartment, Fault, StationState } from '#domain/state';

/** What the retained topics say about a state. Pure; names no stay and no person. */

export type CompartmentPresent = Omit<CompartmentStatus, 'seq'>;
export type Availability = CompartmentStatus['availability'];

/** Says of each compartment of a state whether a parcel could go there. */
export function availabilityIn(state: StationState): (compartment: Compartment) => Availability {
  const taken = new Set(state.stays.map((stay) => stay.compartment));
  const silent = new Set(state.silentBoards);
  const silenced = state.plan.compartments.filter((planned) => silent.has(planned.board));
  const unreachable = new Set(silenced.map((planned) => planned.label));
  return ({ label, quarantine, disabled }) => {
    if (taken.has(label)) return 'taken';
    if (quarantine !== null) return 'quarantined';
    if (disabled !== null) return 'disabled';
    return unreachable.has(label) ? 'unreachable' : 'free';
  };
}

/** What the topic of one compartment says. */
export function compartmentPresent(compartment: Compartment, availability: Availability): CompartmentPresent {
  const { door, occupancy, doorSince } = compartment;
  const since = doorSince === null ? null : formatInstant(doorSince.wallMs);
  return { door, occupancy, availability, since };
}

/** The raised faults, by the id that is their topic level. */
export function faultsPresent(state: StationState): ReadonlyMap<string, FaultStatus> {
  return new Map(state.faults.map((fault) => [faultId(fault.code, fault.subject), faultStatus(fault)]));
}

function faultStatus(fault: Fault): FaultStatus {
  const { severity, cause, remedy } = faults[fault.code];
  return {
    code: fault.code,
    subject: fault.subject,
    severity,
    cause,
    remedy,
    since: formatInstant(fault.since.wallMs),
    compartments: [...fault.compartments],
  };
}

/** The open cases, by the number that is their topic level. */
export function casesPresent(state: StationState): ReadonlyMap<string, CaseStatus> {
  return new Map(state.cases.map((one) => [one.number, caseStatus(one)]));
}

function caseStatus(one: Case): CaseStatus {
  const { number, kind, at, tier, compartment, openedAt, late } = one;
  return {
    case: number,
    kind,
    severity: caseKinds[kind].severity,
    state: at,
    tier,
    compartment,
    openedAt: formatInstant(openedAt.wallMs),
    respondBy: formatInstant(openedAt.wallMs + answerWithinMs(one)),
    resolveBy: formatInstant(openedAt.wallMs + settleWithinMs()),
    respondOverdue: late.answer,
    resolveOverdue: late.settlement,
  };
}

/** Whether somebody must come: the station serves, but not as it should. */
export function readiness(state: StationState): 'ready' | 'degraded' {
  const isHurt = state.faults.some((fault) => faults[fault.code].severity !== 'minor');
  return isHurt || state.silentBoards.length > 0 ? 'degraded' : 'ready';
}
