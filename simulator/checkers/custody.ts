import type { DomainEvent } from '#domain/events';
import type { Checker, LastLook, Truth } from './witness.ts';

/**
 * I2 and the conservation of custody: "collected" is never said while the parcel is inside, "in custody"
 * never while it is not, and at rest every parcel is where the ledger has it. Where a sensor lied or somebody
 * said or did what was not so, the station is not blamed for believing it.
 */
export function watchCustody(): Checker {
  const excused = new Set<string>();
  const opened = new Set<string>();

  function isExcused(truth: Truth, compartment: string, waybill: string): boolean {
    return excused.has(compartment) || excused.has(waybill) || truth.isDeceived(compartment);
  }

  function judge(event: DomainEvent, truth: Truth): string | null {
    if (event.type === 'pickup.started') {
      if (truth.viewOf(event.compartment).door === 'open') opened.add(event.compartment);
      else opened.delete(event.compartment);
    }
    const isAboutEnd = event.type === 'pickup.completed' || event.type === 'deposit.cancelled';
    if (!isAboutEnd && event.type !== 'deposit.completed') return null;
    const { compartment, waybill } = event;
    if (isExcused(truth, compartment, waybill)) return null;
    const isInside = truth.contentOf(compartment) === waybill;
    if (event.type === 'deposit.completed') {
      return isInside ? null : `${waybill} was taken into custody and is not in ${compartment}`;
    }
    if (event.type === 'deposit.cancelled') {
      const isDenied = isInside && event.parcelInside === 'no';
      return isDenied ? `${waybill} lies in ${compartment} and was said not to` : null;
    }
    if (isInside) return `${waybill} was said to be collected and lies in ${compartment}`;
    return opened.has(compartment)
      ? null
      : `${waybill} was said to be collected and ${compartment} never opened`;
  }

  return {
    name: 'custody',
    see(witnessed, truth) {
      if (witnessed.kind === 'mischief') for (const about of witnessed.about) excused.add(about);
      if (witnessed.kind === 'metal' && witnessed.happening.what === 'door-opened') {
        opened.add(witnessed.happening.compartment);
      }
      if (witnessed.kind !== 'commit') return null;
      for (const event of witnessed.events) {
        const wrong = judge(event, truth);
        if (wrong !== null) return wrong;
      }
      return null;
    },
    end(truth, { state }) {
      const missing = state?.stays.find(
        ({ at, compartment, waybill }) =>
          at === 'stored' && truth.contentOf(compartment) !== waybill && !isExcused(truth, compartment, waybill),
      );
      if (missing !== undefined) return `${missing.waybill} is gone from ${missing.compartment}`;
      const strange = truth.plan.compartments.find(({ label }) => {
        const content = truth.contentOf(label);
        return content !== null && !isKnown(state, label) && !isExcused(truth, label, content);
      });
      return strange === undefined ? null : `something lies in ${strange.label} and nobody knows of it`;
    },
  };
}

/** A parcel is recorded in the compartment, or it is known that nobody knows what is inside. */
function isKnown(state: LastLook['state'], label: string): boolean {
  const isRecorded = state?.stays.some(({ compartment }) => compartment === label) ?? false;
  const seen = state?.compartments.find((one) => one.label === label);
  return isRecorded || (seen !== undefined && seen.quarantine !== null);
}
