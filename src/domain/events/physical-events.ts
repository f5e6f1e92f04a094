import type { DoubtCause } from '../custody.ts';
import type { DoorTask } from '../state.ts';
import type { CompartmentLabel, StayId, VisitId } from '../words.ts';
import type { Placement } from './placement.ts';

/** What metal does that nobody had decided, and what nobody did that metal needs. */
export type PhysicalEvent =
  | {
      readonly type: 'door.open-not-detected';
      readonly compartment: CompartmentLabel;
      /** Which pulse of its authorisation was in vain: 1 to 3 (rule R6). */
      readonly attempt: number;
    }
  | {
      readonly type: 'lock.degrading';
      readonly compartment: CompartmentLabel;
      /** Jams within 30 days, this one included. */
      readonly jamCount: number;
    }
  | {
      readonly type: 'door.ajar';
      readonly compartment: CompartmentLabel;
      readonly step: number;
      readonly visit: VisitId | null;
    }
  | {
      readonly type: 'door.ajar-resolved';
      readonly compartment: CompartmentLabel;
      /** The last step that was reported. */
      readonly step: number;
    }
  | {
      /** A pulse for `expected` opened this compartment (invariant I6). */
      readonly type: 'door.mistaken';
      readonly compartment: CompartmentLabel;
      readonly expected: CompartmentLabel;
      readonly visit: VisitId | null;
    }
  | {
      /** A door opened, and nothing that this station did can have opened it. */
      readonly type: 'security.forced-open';
      readonly compartment: CompartmentLabel;
      /** The stay whose parcel was inside, if the ledger knows one. */
      readonly stay: StayId | null;
    }
  | {
      /** A door was shut before the station lost its power or its process, and is open now. */
      readonly type: 'safety.uncommanded-open';
      readonly compartment: CompartmentLabel;
      readonly stay: StayId | null;
      /** False where so many doors of the board moved that the board itself is doubted (rule R7). */
      readonly believed: boolean;
    }
  | ({ readonly type: 'custody.doubted'; readonly cause: DoubtCause } & Placement)
  | {
      /** The process ended in the middle of a visit. */
      readonly type: 'visit.interrupted';
      readonly visit: VisitId;
      readonly phase: DoorTask['at'] | 'choosing';
      readonly purpose: DoorTask['purpose'] | null;
      readonly compartment: CompartmentLabel | null;
    };
