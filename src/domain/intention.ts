import type { DomainEvent } from './events.ts';
import type { Intention } from './state.ts';

/** Pulses that are on disk and whose outcome is not (rules R6, R7). */
export function intentionsAfter(all: readonly Intention[], event: DomainEvent): readonly Intention[] {
  switch (event.type) {
    case 'unlock.intended':
    case 'release.intended':
    case 'gate.intended':
      return [
        ...all,
        {
          id: event.intention,
          compartment: event.compartment,
          authorisation: event.authorisation,
          pulse: event.pulse,
          doorBefore: event.doorBefore,
          intendedAt: event.at,
        },
      ];
    case 'unlock.settled':
      return all.filter(({ id }) => id !== event.intention);
    default:
      return all;
  }
}
