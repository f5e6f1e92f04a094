import { isReachable } from './compartment.ts';
import type { DomainEvent } from './events.ts';
import type { Manifest } from './manifest.ts';
import { layerOf } from './shelves.ts';
import type { Stay, StationState } from './state.ts';
import type { RecallCause, Size } from './words.ts';

/** A parcel that a courier of its carrier may take back now. */
export type DueRecall = {
  readonly stay: Stay;
  readonly cause: RecallCause;
  /** What the courier walks to. */
  readonly size: Size;
  readonly heightMm: number;
  /** A pulse may be sent there; on a shelf there is nothing that could be out of order. */
  readonly isReachable: boolean;
};

/** What a carrier has to take back, in the order in which its courier walks along the doors and shelves. */
export function dueRecalls(state: StationState, carrier: string): readonly DueRecall[] {
  const due = state.stays.filter((stay) => isDue(stay) && stay.carrier === carrier);
  const behindDoors = state.plan.compartments.flatMap(({ label, size, heightMm }) =>
    due.flatMap((stay): DueRecall[] =>
      stay.compartment !== label || stay.recall === null
        ? []
        : [{ stay, cause: stay.recall, size, heightMm, isReachable: isReachable(state, label) }],
    ),
  );
  return [...behindDoors, ...dueOnShelves(state, due)];
}

function dueOnShelves({ plan }: StationState, due: readonly Stay[]): readonly DueRecall[] {
  return (plan.shelves?.layers ?? []).flatMap((layer) =>
    due
      .filter((stay) => layerOf(plan, stay.compartment) === layer)
      .toSorted((one, other) => (one.compartment < other.compartment ? -1 : 1))
      .flatMap((stay): DueRecall[] => {
        const { recall: cause, size } = stay;
        return cause === null ? [] : [{ stay, cause, size, heightMm: layer.heightMm, isReachable: true }];
      }),
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
