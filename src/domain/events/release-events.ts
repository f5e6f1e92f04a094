import type { Release } from '../state.ts';
import type { AuthorisationId, CompartmentLabel, Door, IntentionId } from '../words.ts';

/** Doors that are opened because somebody may be inside (rules R1 and R3). */
export type ReleaseEvent =
  | {
      readonly type: 'release.begun';
      readonly compartment: CompartmentLabel;
      readonly cause: Release['cause'];
    }
  | {
      readonly type: 'release.intended';
      readonly intention: IntentionId;
      readonly authorisation: AuthorisationId;
      readonly compartment: CompartmentLabel;
      /** Counts from 1 for as long as the release lasts. */
      readonly pulse: number;
      readonly doorBefore: Door;
    }
  | { readonly type: 'release.confirmed'; readonly compartment: CompartmentLabel }
  | {
      readonly type: 'release.ended';
      readonly compartment: CompartmentLabel;
      /** `unseen`: no sensor could show the door · `parcel-inside`: the record says so by now. */
      readonly cause: 'closed-empty' | 'unseen' | 'parcel-inside';
    }
  | { readonly type: 'entrapment.reported'; readonly compartments: readonly CompartmentLabel[] };
