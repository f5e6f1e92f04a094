import type { ImplausibleCause, SensorKind } from '../sensors.ts';
import type { CompartmentLabel, StayId } from '../words.ts';

/** Where sensors, people and the ledger do not say the same. */
export type SensorEvent =
  | {
      readonly type: 'sensor.implausible';
      readonly compartment: CompartmentLabel;
      readonly kind: SensorKind;
      readonly cause: ImplausibleCause;
      /** What is left of a hundred. */
      readonly score: number;
    }
  | {
      /** It counts as absent from now on. */
      readonly type: 'sensor.stuck';
      readonly compartment: CompartmentLabel;
      readonly kind: SensorKind;
    }
  | { readonly type: 'sensor.restored'; readonly compartment: CompartmentLabel; readonly kind: SensorKind }
  | { readonly type: 'sensor.agreed'; readonly compartment: CompartmentLabel; readonly kind: SensorKind }
  | {
      readonly type: 'inventory.mismatch';
      readonly compartment: CompartmentLabel;
      readonly ledger: 'occupied' | 'empty';
      readonly seen: 'occupied' | 'empty';
      readonly stay: StayId | null;
    }
  | { readonly type: 'inventory.reconciled'; readonly compartment: CompartmentLabel };
