import type { DomainEvent } from '#domain/events';
import { isShelved } from '#domain/shelves';
import type { Checker, LastLook, Truth, Witnessed } from './witness.ts';

type Ending = Extract<
  DomainEvent,
  {
    type:
      | 'deposit.completed'
      | 'deposit.cancelled'
      | 'drop-off.accepted'
      | 'drop-off.cancelled'
      | 'pickup.completed'
      | 'recall.completed'
      | 'drop-off.collected'
      | 'shelf.placed'
      | 'shelf.released'
      | 'shelf.handed-over';
  }
>;

/**
 * I2 and the conservation of custody: "collected" is never said while the parcel is inside, "in custody"
 * never while it is not, and at rest every parcel is where the ledger has it. Where a sensor lied or somebody
 * said or did what was not so, the station is not blamed for believing it.
 */
export function watchCustody(): Checker {
  return new CustodyChecker();
}

class CustodyChecker implements Checker {
  readonly name = 'custody';
  readonly #excused = new Set<string>();
  /** Compartments whose door was open at some time since the last pickup began there. */
  readonly #opened = new Set<string>();

  see(witnessed: Witnessed, truth: Truth): string | null {
    if (witnessed.kind === 'mischief') for (const about of witnessed.about) this.#excused.add(about);
    if (witnessed.kind === 'metal' && witnessed.happening.what === 'door-opened') {
      this.#opened.add(witnessed.happening.compartment);
    }
    if (witnessed.kind !== 'commit') return null;
    for (const event of witnessed.events) {
      const wrong = this.#judge(event, truth);
      if (wrong !== null) return wrong;
    }
    return null;
  }

  end(truth: Truth, { state }: LastLook): string | null {
    const missing = state?.stays.find(
      ({ at, compartment, waybill }) =>
        at === 'stored' &&
        !truth.contentsOf(compartment).includes(waybill) &&
        !this.#isExcused(truth, compartment, waybill),
    );
    if (missing !== undefined) return `${missing.waybill} is gone from ${missing.compartment}`;
    const strange = truth.plan.compartments.find(({ label }) => {
      const unknown = truth.contentsOf(label).filter((content) => !this.#isExcused(truth, label, content));
      return unknown.length > 0 && !isKnown(state, label);
    });
    return strange === undefined ? null : `something lies in ${strange.label} and nobody knows of it`;
  }

  #judge(event: DomainEvent, truth: Truth): string | null {
    switch (event.type) {
      case 'pickup.started':
      case 'recall.started':
        if (truth.viewOf(event.compartment).door === 'open') this.#opened.add(event.compartment);
        else this.#opened.delete(event.compartment);
        return null;
      case 'deposit.completed':
      case 'deposit.cancelled':
      case 'drop-off.accepted':
      case 'drop-off.cancelled':
      case 'pickup.completed':
      case 'recall.completed':
      case 'drop-off.collected':
      case 'shelf.placed':
      case 'shelf.released':
      case 'shelf.handed-over':
        return this.#isExcused(truth, event.compartment, event.waybill) ? null : this.#compare(event, truth);
      default:
        return null;
    }
  }

  #compare(event: Ending, truth: Truth): string | null {
    const { compartment, waybill, type } = event;
    const contents = truth.contentsOf(compartment);
    // What somebody sends gets its number later, so there only something or nothing counts.
    const isAnything = type === 'drop-off.accepted' || type === 'drop-off.cancelled';
    const isInside = isAnything ? contents.length > 0 : contents.includes(waybill);
    if (type === 'deposit.completed' || type === 'drop-off.accepted' || type === 'shelf.placed') {
      return isInside ? null : `${waybill} was taken into custody and is not in ${compartment}`;
    }
    if (event.type === 'deposit.cancelled' || event.type === 'drop-off.cancelled') {
      const isDenied = isInside && event.parcelInside === 'no';
      return isDenied ? `${waybill} lies in ${compartment} and was said not to` : null;
    }
    if (isInside) return `${waybill} was said to be taken out and lies in ${compartment}`;
    if (this.#opened.has(compartment) || isShelved(event)) return null;
    return `${waybill} was said to be taken out and ${compartment} never opened`;
  }

  #isExcused(truth: Truth, compartment: string, waybill: string): boolean {
    return this.#excused.has(compartment) || this.#excused.has(waybill) || truth.isDeceived(compartment);
  }
}

/** A parcel is recorded in the compartment, or it is known that nobody knows what is inside. */
function isKnown(state: LastLook['state'], label: string): boolean {
  const isRecorded = state?.stays.some(({ compartment }) => compartment === label) ?? false;
  const seen = state?.compartments.find((one) => one.label === label);
  return isRecorded || (seen !== undefined && seen.quarantine !== null);
}
