import type { DomainEvent } from './events.ts';
import { faultId } from './faults.ts';
import type { FaultCode } from './faults.ts';
import type { Moment } from './moment.ts';
import type { Fault, StationState } from './state.ts';
import type { CompartmentLabel } from './words.ts';

export function isRaised(state: StationState, fault: FaultCode, subject: string): boolean {
  return state.faults.some(({ id }) => id === faultId(fault, subject));
}

/** The event that raises a fault, or none where it is raised already. */
export function raiseFault(
  state: StationState,
  fault: FaultCode,
  subject: string,
  compartments: readonly CompartmentLabel[],
  at: Moment,
): DomainEvent[] {
  return isRaised(state, fault, subject) ? [] : [{ type: 'fault.raised', at, fault, subject, compartments }];
}

/** The event that clears a fault, or none where it is not raised. */
export function clearFault(
  state: StationState,
  fault: FaultCode,
  subject: string,
  at: Moment,
): DomainEvent[] {
  return isRaised(state, fault, subject) ? [{ type: 'fault.cleared', at, fault, subject }] : [];
}

export function faultsAfter(all: readonly Fault[], event: DomainEvent): readonly Fault[] {
  switch (event.type) {
    case 'fault.raised':
      return [
        ...all,
        {
          id: faultId(event.fault, event.subject),
          code: event.fault,
          subject: event.subject,
          compartments: event.compartments,
          since: event.at,
        },
      ];
    case 'fault.cleared':
      return all.filter(({ id }) => id !== faultId(event.fault, event.subject));
    default:
      return all;
  }
}
