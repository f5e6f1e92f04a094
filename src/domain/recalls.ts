import { isReachable } from './compartment.ts';
import type { DomainEvent } from './events.ts';
import type { Manifest } from './manifest.ts';
import type { PlannedCompartment, Stay, StationState } from './state.ts';
import type { RecallCause } from './words.ts';

/** A parcel that a courier of its carrier may take back now. */
export type DueRecall = {
  readonly stay: Stay;
  readonly cause: RecallCause;
  readonly planned: PlannedCompartment;
  /** A pulse may be sent there. */
  readonly isReachable: boolean;
};

/** What a carrier has to take back, in the order in which its courier walks along the doors. */
export function dueRecalls(state: StationState, carrier: string): readonly DueRecall[] {
  const due = state.stays.filter((stay) => isDue(stay) && stay.carrier === carrier);
  return state.plan.compartments.flatMap((planned) =>
    due.flatMap((stay): DueRecall[] =>
      stay.compartment !== planned.label || stay.recall === null
        ? []
        : [{ stay, cause: stay.recall, planned, isReachable: isReachable(state, planned.label) }],
    ),
  );
}

export function isDue(stay: Stay): boolean {
  return stay.at === 'stored' && stay.recall !== null;
}

export const emptyManifest: Manifest = { parcels: [], countedCount: null };

/** Parcels were taken back and nobody has counted them yet. */
export function isUncounted({ parcels, countedCount }: Manifest): boolean {
  return parcels.length > 0 && countedCount === null;
}

export function manifestAfter(manifest: Manifest, event: DomainEvent): Manifest {
  switch (event.type) {
    case 'drop-off.collected':
    case 'recall.completed': {
      const { stay, waybill, compartment } = event;
      const cause = event.type === 'recall.completed' ? event.cause : 'outbound';
      const parcel = { stay, waybill, compartment, cause };
      const earlier = manifest.countedCount === null ? manifest.parcels : [];
      return { parcels: [...earlier, parcel], countedCount: null };
    }
    case 'manifest.closed':
      return { ...manifest, countedCount: event.countedCount };
    default:
      return manifest;
  }
}
