import type { CompartmentStatus } from '#contract/compartment';
import type { FaultStatus } from '#contract/fault';
import { formatInstant } from '#contract/instant';
import { faultId, faults } from '#domain/faults';
import type { Compartment, Fault, StationState } from '#domain/state';

/** What the retained topics say about a state. Pure; names no stay and no person. */

export type CompartmentPresent = Omit<CompartmentStatus, 'seq'>;

/** The present of every compartment, by label. */
export function compartmentsPresent(state: StationState): ReadonlyMap<string, CompartmentPresent> {
  const taken = new Set(state.stays.map((stay) => stay.compartment));
  const silent = new Set(state.silentBoards);
  const unreachable = new Set(
    state.plan.compartments.filter((planned) => silent.has(planned.board)).map((planned) => planned.label),
  );
  const availabilityOf = (compartment: Compartment): CompartmentPresent['availability'] => {
    if (taken.has(compartment.label)) return 'taken';
    if (compartment.quarantine !== null) return 'quarantined';
    return unreachable.has(compartment.label) ? 'unreachable' : 'free';
  };
  return new Map(
    state.compartments.map((compartment) => [
      compartment.label,
      {
        door: compartment.door,
        occupancy: compartment.occupancy,
        availability: availabilityOf(compartment),
        since: compartment.doorSince === null ? null : formatInstant(compartment.doorSince.wallMs),
      },
    ]),
  );
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
