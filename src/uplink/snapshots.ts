import type { CompartmentStatus } from '#contract/compartment';
import type { FaultStatus } from '#contract/fault';
import { formatInstant } from '#contract/instant';
import { faultId, faults } from '#domain/faults';
import type { Compartment, Fault, StationState } from '#domain/state';

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

/** Whether somebody must come: the station serves, but not as it should. */
export function readiness(state: StationState): 'ready' | 'degraded' {
  const isHurt = state.faults.some((fault) => faults[fault.code].severity !== 'minor');
  return isHurt || state.silentBoards.length > 0 ? 'degraded' : 'ready';
}
