import type { Topics } from '#contract/topics';
import type { Compartment, StationState } from '#domain/state';
import type { CompartmentLabel } from '#domain/words';
import type { Outbox } from '#station/ports';
import type { Retained } from './retained.ts';
import { availabilityIn, casesPresent, compartmentPresent, faultsPresent } from './snapshots.ts';
import type { Availability } from './snapshots.ts';

type Ports = {
  readonly retained: Retained;
  readonly topics: Topics;
  readonly outbox: Pick<Outbox, 'position'>;
};

type Told = { readonly compartment: Compartment; readonly availability: Availability };

/** Keeps the retained topics of compartments, faults and cases in step with the state. */
export class Present {
  readonly #ports: Ports;
  /** What each compartment was when its topic was shown last. */
  readonly #compartments = new Map<CompartmentLabel, Told>();
  #faults: ReadonlySet<string> = new Set();
  #cases: ReadonlySet<string> = new Set();
  /** Of which faults and cases the topics tell. */
  #told: Partial<Pick<StationState, 'faults' | 'cases'>> = {};

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  show(state: StationState): void {
    this.#showCompartments(state);
    const { topics } = this.#ports;
    const { faults, cases } = state;
    // Most commits touch neither, and the core hands back what did not change.
    if (faults !== this.#told.faults) {
      this.#faults = this.#showAll(faultsPresent(state), this.#faults, topics.fault);
    }
    if (cases !== this.#told.cases) {
      this.#cases = this.#showAll(casesPresent(state), this.#cases, topics.case);
    }
    this.#told = { faults, cases };
  }

  /** The broker still holds a fault or a case; an earlier run may have left it behind. */
  meet(topic: string, payload: string): void {
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

  /** Shows what there is and clears what is there no more; the answer is what is shown now. */
  #showAll(
    present: ReadonlyMap<string, object>,
    shown: ReadonlySet<string>,
    topicOf: (id: string) => string,
  ): ReadonlySet<string> {
    const { retained } = this.#ports;
    for (const [id, status] of present) void retained.show(topicOf(id), JSON.stringify(status));
    for (const id of shown) if (!present.has(id)) void retained.clear(topicOf(id));
    return new Set(present.keys());
  }
}
