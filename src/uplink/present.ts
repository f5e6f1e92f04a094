import type { Topics } from '#contract/topics';
import type { Compartment, StationState } from '#domain/state';
import type { CompartmentLabel } from '#domain/words';
import type { Outbox } from '#station/ports';
import type { Retained } from './retained.ts';
import { availabilityIn, compartmentPresent, faultsPresent } from './snapshots.ts';
import type { Availability } from './snapshots.ts';

type Ports = {
  readonly retained: Retained;
  readonly topics: Topics;
  readonly outbox: Pick<Outbox, 'position'>;
};

type Told = { readonly compartment: Compartment; readonly availability: Availability };

/** Keeps the retained topics of compartments and faults in step with the state. */
export class Present {
  readonly #ports: Ports;
  /** What each compartment was when its topic was shown last. */
  readonly #compartments = new Map<CompartmentLabel, Told>();
  #faults: ReadonlySet<string> = new Set();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  show(state: StationState): void {
    this.#showCompartments(state);
    this.#showFaults(state);
  }

  /** The broker still holds a fault; an earlier run may have left it behind. */
  meetFault(topic: string, payload: string): void {
    const { retained } = this.#ports;
    if (payload !== '' && !retained.shows(topic)) void retained.clear(topic);
  }

  #showCompartments(state: StationState): void {
    const { retained, topics, outbox } = this.#ports;
    const { lastSeq } = outbox.position();
    const availabilityOf = availabilityIn(state);
    for (const compartment of state.compartments) {
      const { label } = compartment;
      const availability = availabilityOf(compartment);
      // Hundreds of doors stand still while one moves, and the core hands back what did not change.
      const told = this.#compartments.get(label);
      if (told?.compartment === compartment && told.availability === availability) continue;
      this.#compartments.set(label, { compartment, availability });
      const present = compartmentPresent(compartment, availability);
      const payload = JSON.stringify({ ...present, seq: lastSeq });
      void retained.show(topics.compartment(label), payload, JSON.stringify(present));
    }
  }

  #showFaults(state: StationState): void {
    const { retained, topics } = this.#ports;
    const raised = faultsPresent(state);
    for (const [id, status] of raised) void retained.show(topics.fault(id), JSON.stringify(status));
    for (const id of this.#faults) if (!raised.has(id)) void retained.clear(topics.fault(id));
    this.#faults = new Set(raised.keys());
  }
}
