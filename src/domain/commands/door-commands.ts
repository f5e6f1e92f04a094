import type { UnlockOutcome } from '../events/door-events.ts';
import type { CompartmentLabel, Door, IntentionId, Occupancy } from '../words.ts';

/** What the sensors of one compartment show. */
export type DoorReading = {
  readonly compartment: CompartmentLabel;
  readonly door: Door;
  readonly occupancy: Occupancy;
};

/** What the hardware reports. */
export type DoorCommand =
  | ({ readonly do: 'see-door' } & DoorReading)
  | {
      readonly do: 'settle-unlock';
      readonly intention: IntentionId;
      readonly outcome: Exclude<UnlockOutcome, 'unknown'>;
    };
