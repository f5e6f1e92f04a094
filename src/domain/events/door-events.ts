import type { DoorTask, QuarantineCause } from '../state.ts';
import type {
  AuthorisationId,
  CompartmentLabel,
  Door,
  IntentionId,
  Occupancy,
  StayId,
  VisitId,
} from '../words.ts';

/**
 * How a pulse ended. `opened`: a trusted change from closed to open was read · `no-movement`: fresh readings
 * say closed · `unseen`: the frame left the box, no reading tells · `not-sent`: the frame never left ·
 * `unknown`: the process died in between (rule R7).
 */
export type UnlockOutcome = 'opened' | 'no-movement' | 'unseen' | 'not-sent' | 'unknown';

/** Pulses, doors and what the sensors show. */
export type DoorEvent =
  | {
      readonly type: 'unlock.intended';
      readonly intention: IntentionId;
      readonly authorisation: AuthorisationId;
      readonly compartment: CompartmentLabel;
      readonly purpose: DoorTask['purpose'];
      /** Null where the opening is about no parcel. */
      readonly stay: StayId | null;
      readonly pulse: number;
      readonly doorBefore: Door;
    }
  | {
      readonly type: 'unlock.settled';
      readonly intention: IntentionId;
      readonly compartment: CompartmentLabel;
      readonly outcome: UnlockOutcome;
    }
  | { readonly type: 'door.opened'; readonly compartment: CompartmentLabel; readonly visit: VisitId | null }
  | { readonly type: 'door.closed'; readonly compartment: CompartmentLabel; readonly visit: VisitId | null }
  | {
      readonly type: 'door.read';
      readonly compartment: CompartmentLabel;
      readonly door: Door;
      /** As far as the sensor is believed. */
      readonly occupancy: Occupancy;
      /** As the sensor shows it. */
      readonly shown: Occupancy;
    }
  | { readonly type: 'door.asked'; readonly visit: VisitId; readonly compartment: CompartmentLabel }
  | {
      readonly type: 'compartment.quarantined';
      readonly compartment: CompartmentLabel;
      readonly cause: QuarantineCause;
    }
  | {
      readonly type: 'compartment.released';
      readonly compartment: CompartmentLabel;
      readonly cause: QuarantineCause;
    };
